/// Names one record of the world.
struct RecordKey: Hashable, Sendable {
    let table: TableName
    let id: String
}
