/// One kind of object of a REST service: its table and its calls.
struct RESTKind: SimulatedKind {
    let table: TableSchema
    let routes: [RESTRoute]

    /// - Parameter base: what the paths of all routes begin with.
    init(_ table: TableSchema, at base: String = "", _ routes: [RESTRoute] = []) {
        self.table = table
        self.routes = routes.map { $0.under(base) }
    }
}
