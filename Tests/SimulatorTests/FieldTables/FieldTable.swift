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
        /// A plain list of whole numbers.
        case numbers
        /// An object or a list of which the documents do not say what it holds.
        case open
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
    /// Fields that are null where they do not apply.
    private let nullable: Set<String>

    /// - Parameters:
    ///   - optional: Those of the fields that may be missing.
    ///   - nullable: Those that may be null.
    init(
        _ list: String? = nil, texts: String = "", integers: String = "", flags: String = "", coded: String = "",
        numbered: String = "", lists: String = "", elements: [String: FieldTable] = [:],
        objects: [String: FieldTable] = [:], ratios: String = "", optional: String = "", numberLists: String = "",
        open: String = "", nullable: String = ""
    ) {
        self.list = list
        var fields = elements.mapValues(Shape.elements).merging(objects.mapValues(Shape.object)) { $1 }
        for (names, shape) in [
            (texts, Shape.text), (integers, .integer), (flags, .flag), (coded, .coded), (numbered, .numbered),
            (lists, .texts), (ratios, .ratio), (numberLists, .numbers), (open, .open),
        ] {
            for name in names.split(separator: " ") { fields[String(name)] = shape }
        }
        self.fields = fields
        self.optional = Set(optional.split(separator: " ").map(String.init))
        self.nullable = Set(nullable.split(separator: " ").map(String.init))
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
            + fields.sorted { $0.key < $1.key }.flatMap { name, shape -> [String] in
                guard let value = members[name] else { return optional.contains(name) ? [] : ["\(name) is missing"] }
                guard value != .null || !nullable.contains(name) else { return [] }
                return shape.problems(in: value).map { "\(name) \($0)" }
            }
    }

    /// The lists of objects that it has, at any depth.
    var lists: Set<String> {
        fields.reduce(into: []) { names, field in
            if case .elements = field.value { names.insert(field.key) }
            names.formUnion(field.value.lists)
        }
    }

    /// Those of its lists that have elements in an answer.
    func filledLists(in element: JSON) -> Set<String> {
        fields.reduce(into: []) { names, field in
            guard let value = element[field.key] else { return }
            if case .elements = field.value, !value.elements.isEmpty { names.insert(field.key) }
            names.formUnion(field.value.filledLists(in: value))
        }
    }
}

extension FieldTable.Shape {
    /// What is wrong with a value; empty when it is as the sheets say.
    func problems(in value: JSON) -> [String] {
        switch (self, value) {
        case (.elements(let table), .array(let elements)): elements.flatMap(table.elementProblems)
        case (.object(let table), .object): table.elementProblems(value)
        case (.text, _), (.integer, _), (.flag, _), (.ratio, _), (.coded, _), (.numbered, _), (.texts, _),
            (.numbers, _), (.open, _), (.elements, _), (.object, _):
            fits(value) ? [] : ["is not \(word): \(value.serialized())"]
        }
    }

    private var word: String {
        switch self {
        case .text: "a text"
        case .integer: "an integer"
        case .flag: "a boolean"
        case .ratio: "a number"
        case .coded: "a code with its name"
        case .numbered: "a code with its name and number"
        case .texts: "a list of texts"
        case .numbers: "a list of integers"
        case .open: "an object or a list"
        case .elements: "a list of objects"
        case .object: "an object"
        }
    }

    /// The lists of objects in it.
    var lists: Set<String> {
        switch self {
        case .elements(let table), .object(let table): table.lists
        case .text, .integer, .flag, .ratio, .coded, .numbered, .texts, .numbers, .open: []
        }
    }

    func filledLists(in value: JSON) -> Set<String> {
        switch self {
        case .elements(let table): Set(value.elements.flatMap(table.filledLists))
        case .object(let table): table.filledLists(in: value)
        case .text, .integer, .flag, .ratio, .coded, .numbered, .texts, .numbers, .open: []
        }
    }

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
        case (.numbers, .array(let elements)): elements.allSatisfy { FieldTable.Shape.integer.fits($0) }
        case (.open, .array), (.open, .object): true
        case (.elements(let table), .array(let elements)): elements.allSatisfy { table.elementProblems($0).isEmpty }
        case (.object(let table), .object): table.elementProblems(value).isEmpty
        case (.text, _), (.integer, _), (.flag, _), (.ratio, _), (.coded, _), (.numbered, _), (.texts, _),
            (.numbers, _), (.open, _), (.elements, _), (.object, _):
            false
        }
    }
}
