/// Names one record of the world.
struct RecordKey: Hashable, Sendable {
    let table: TableSchema
    let id: String
}
