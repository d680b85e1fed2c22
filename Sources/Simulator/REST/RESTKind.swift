/// One kind of object of a REST service: its table and its calls.
struct RESTKind: SimulatedKind {
    let table: TableSchema
    let routes: [RESTRoute]
    private let companions: @Sendable (inout World, Record) -> Void
    /// What an object does by itself when it is woken.
    private let routine: @Sendable (inout World, Record) -> Void

    /// - Parameters:
    ///   - base: what the paths of all routes begin with.
    ///   - companions: removes what goes with an object that is deleted outside its service.
    ///   - routine: what an object does by itself when it is woken.
    init(
        _ table: TableSchema, at base: String = "", _ routes: [RESTRoute] = [],
        companions: @escaping @Sendable (inout World, Record) -> Void = { _, _ in },
        routine: @escaping @Sendable (inout World, Record) -> Void = { _, _ in }
    ) {
        self.table = table
        self.routes = routes.map { $0.under(base) }
        self.companions = companions
        self.routine = routine
    }

    func wasRemoved(_ record: Record, from world: inout World) { companions(&world, record) }

    func wake(_ record: Record, in world: inout World) { routine(&world, record) }
}
