import OrderedJSON

/// What each element of an answer's list holds, copied from a table of the fact sheets: the names, and the shapes of
/// their values. Nothing of it is taken from the simulator or from the client.
struct FieldTable: Sendable {
    /// What a value looks like on the wire. Source: api/common.md §5.
    enum Shape: Sendable {
        case text
        case integer
        case flag
        /// A number with a fraction, or without one.
        case ratio
        /// `{code, codeName}`.
        case coded
        /// `{code, codeName, number}`: the protocols of access control groups.
        case numbered
        /// A plain list of texts.
        case texts
        /// A list of objects, each as the table says.
        case elements(FieldTable)
        /// One object, as the table says.
        case object(FieldTable)
    }

    /// Name of the list; nil for the actions that answer without one.
    let list: String?
    private let fields: [String: Shape]
    /// Fields that are left out where they do not apply.
    private let optional: Set<String>

    /// - Parameter optional: Those of the fields that may be missing.
    init(
        _ list: String?, texts: String = "", integers: String = "", flags: String = "", coded: String = "",
        numbered: String = "", lists: String = "", elements: [String: FieldTable] = [:],
        objects: [String: FieldTable] = [:], ratios: String = "", optional: String = ""
    ) {
        self.list = list
        var fields = elements.mapValues(Shape.elements).merging(objects.mapValues(Shape.object)) { $1 }
        for (names, shape) in [
            (texts, Shape.text), (integers, .integer), (flags, .flag), (coded, .coded), (numbered, .numbered),
            (lists, .texts), (ratios, .ratio),
        ] {
            for name in names.split(separator: " ") { fields[String(name)] = shape }
        }
        self.fields = fields
        self.optional = Set(optional.split(separator: " ").map(String.init))
    }

    /// What is wrong with the answer of `action`; empty when it is as the sheets say.
    func problems(in reply: TestClient.Reply, to action: String) -> [String] {
        guard reply.status == 200 else { return ["\(action): HTTP \(reply.status) \(reply.body)"] }
        guard Array(reply.json.members.keys) == ["\(action)Response"] else { return ["\(action): wrong root"] }
        let elements = list.flatMap { reply.content[$0]?.elements } ?? []
        return (envelopeProblems(reply.content) + elements.flatMap(elementProblems)).map { "\(action): \($0)" }
    }

    /// The names of an answer beside those of its list. Source: api/common.md §5.
    private func envelopeProblems(_ content: JSON) -> [String] {
        var problems: [String] = []
        let texts = ["requestId", "returnCode", "returnMessage"]
        for name in texts where !Shape.text.fits(content[name] ?? .null) { problems.append("no text \(name)") }
        if content["returnCode"]?.text != "0" { problems.append("returnCode is not 0") }
        guard let list else { return problems }
        if content["totalRows"]?.integer == nil { problems.append("no number totalRows") }
        guard case .array? = content[list] else { return problems + ["no list \(list)"] }
        let strangers = Set(content.members.keys).subtracting(texts + ["totalRows", list])
        return problems + strangers.sorted().map { "\($0) is not documented" }
    }

    fileprivate func elementProblems(_ element: JSON) -> [String] {
        let members = element.members
        let strangers = Set(members.keys).subtracting(fields.keys).sorted().map { "\($0) is not documented" }
        return strangers
            + fields.sorted { $0.key < $1.key }.compactMap { name, shape in
                guard let value = members[name] else { return optional.contains(name) ? nil : "\(name) is missing" }
                return shape.fits(value) ? nil : "\(name) is no \(shape): \(value.serialized())"
            }
    }
}

extension FieldTable.Shape {
    func fits(_ value: JSON) -> Bool {
        switch (self, value) {
        case (.text, .string), (.integer, .integer), (.flag, .bool), (.ratio, .number), (.ratio, .integer): true
        case (.coded, .object(let members)):
            Set(members.keys) == ["code", "codeName"] && members["code"] != .some("")
                && members.values.allSatisfy { FieldTable.Shape.text.fits($0) }
        case (.numbered, .object(let members)):
            Set(members.keys) == ["code", "codeName", "number"]
                && FieldTable.Shape.integer.fits(value["number"] ?? .null)
        case (.texts, .array(let elements)): elements.allSatisfy { FieldTable.Shape.text.fits($0) }
        case (.elements(let table), .array(let elements)): elements.allSatisfy { table.elementProblems($0).isEmpty }
        case (.object(let table), .object): table.elementProblems(value).isEmpty
        case (.text, _), (.integer, _), (.flag, _), (.ratio, _), (.coded, _), (.numbered, _), (.texts, _),
            (.elements, _),
            (.object, _):
            false
        }
    }
}

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
