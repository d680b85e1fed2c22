/// What follows at once when a record of a table is made, changed or removed, whoever or whatever does it.
struct Watch: Sendable {
    /// Gets the record as it was and as it is; nil where there is none.
    typealias Reaction = @Sendable (inout World, _ old: Record?, _ new: Record?) -> Void

    let table: TableSchema
    let react: Reaction

    init(_ table: TableSchema, _ react: @escaping Reaction) {
        self.table = table
        self.react = react
    }
}
