import OrderedJSON

/// Calls actions and keeps what they answered, for a look at every answer of a whole story.
final class AnswerBook {
    private let client: TestClient
    private let service: String?
    private let tables: [String: FieldTable]
    private(set) var problems: [String] = []
    /// The actions that were answered, with the greatest number of elements an answer of theirs had.
    private(set) var sizes: [String: Int] = [:]

    /// - Parameter service: whose actions they are, where their names do not tell.
    init(_ client: TestClient, tables: [String: FieldTable], service: String? = nil) {
        self.client = client
        self.service = service
        self.tables = tables
    }

    /// Calls `action`, and holds its answer against the table of it.
    @discardableResult
    func call(_ action: String, _ parameters: [String: String] = [:]) -> JSON {
        let reply = client.call(action, parameters, service: service)
        guard let table = tables[action] else {
            problems.append("\(action): no table")
            return reply.first
        }
        problems += table.problems(in: reply, to: action)
        let count = table.list.flatMap { reply.content[$0]?.elements.count } ?? 0
        sizes[action] = max(sizes[action] ?? 0, count)
        return reply.first
    }

    /// The actions with a table that nobody has called, or whose lists were empty each time.
    var unseen: [String] {
        tables.filter { action, table in (sizes[action] ?? 0) == 0 && (table.list != nil || sizes[action] == nil) }.keys
            .sorted()
    }

    /// Lets what was begun come to its end.
    func settle() { client.pass(120) }
}
