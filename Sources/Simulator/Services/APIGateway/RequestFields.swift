import OrderedJSON

/// The fields of a request body, refused as API Gateway refuses them.
extension JSON {
    /// A required text of limited length.
    func text(_ name: String, upTo limit: Int) throws(Failure) -> String {
        guard case .string(let text)? = self[name], (1...limit).contains(text.unicodeScalars.count) else {
            throw .invalidField(name)
        }
        return text
    }

    /// A required text of limited length, of letters, digits, `_` and `extra`.
    func text(_ name: String, upTo limit: Int, allowing extra: String) throws(Failure) -> String {
        let text = try text(name, upTo: limit)
        guard text.utf8.allSatisfy({ HeaderRule.isWordByte($0) || extra.utf8.contains($0) }) else {
            throw .invalidField(name)
        }
        return text
    }

    func optionalText(_ name: String, upTo limit: Int) throws(Failure) -> String? {
        guard let value = self[name] else { return nil }
        guard case .string(let text) = value, text.unicodeScalars.count <= limit else { throw .invalidField(name) }
        return text
    }

    /// `[a-zA-Z0-9_-]`, 1–20.
    func word(_ name: String) throws(Failure) -> String { try text(name, upTo: 20, allowing: "-") }

    func choice(_ name: String, of choices: [String]) throws(Failure) -> String {
        guard let text = self[name]?.text, choices.contains(text) else { throw .invalidField(name) }
        return text
    }

    func optionalChoice(_ name: String, of choices: [String]) throws(Failure) -> String? {
        self[name] == nil ? nil : try choice(name, of: choices)
    }

    func number(_ name: String, in range: ClosedRange<Int64>) throws(Failure) -> Int64? {
        guard let value = self[name] else { return nil }
        guard let number = value.integer, range.contains(number) else { throw .invalidField(name) }
        return number
    }

    func flag(_ name: String) throws(Failure) -> Bool? {
        guard let value = self[name], value != .null else { return nil }
        guard let flag = value.bool else { throw .invalidField(name) }
        return flag
    }

    /// The elements of an optional list.
    func list(_ name: String) throws(Failure) -> [JSON] {
        guard let value = self[name], value != .null else { return [] }
        guard case .array(let elements) = value else { throw .invalidField(name) }
        return elements
    }

    /// An optional list of words out of a few.
    func choices(_ name: String, of choices: [String]) throws(Failure) -> [String] {
        let given = try list(name)
        let words = given.compactMap(\.text).filter(choices.contains)
        guard words.count == given.count else { throw .invalidField(name) }
        return words
    }
}

extension RESTCall {
    /// `true` or `false` in a query, in any case of letters.
    func queryFlag(_ name: String) throws(Failure) -> Bool? {
        guard let text = query.text(name)?.lowercased() else { return nil }
        guard let flag = Bool(text) else { throw .invalidField(name) }
        return flag
    }

    /// A page of `found` under the name that the answer gives it, and how many there are.
    /// - Parameter all: what `found` was chosen from, where the answer counts that too.
    func page(
        _ found: [Record], of all: [Record]? = nil, as list: String = "content", _ render: (Record) -> JSON
    ) throws(Failure) -> JSON {
        let rows = try page(found).map(render)
        let page: JSON = .object([list: .array(rows), "total": .integer(Int64(found.count))])
        return all.map { page.with(["initialCount": .integer(Int64($0.count))]) } ?? page
    }

    /// `offset` and `limit`, from the query or, for searches, from the body. All by default. (inferred)
    func page(_ rows: [Record]) throws(Failure) -> [Record] {
        func number(_ name: String, least: Int64) throws(Failure) -> Int64? {
            let given = query.text(name).map(JSON.string) ?? body[name] ?? .null
            if given == .null { return nil }
            guard let value = given.text.flatMap({ Int64($0) }), value >= least else { throw .invalidField(name) }
            return value
        }
        let offset = try number("offset", least: 0) ?? 0
        let limit = try number("limit", least: 1) ?? .max
        return Array(rows.dropFirst(Int(clamping: offset)).prefix(Int(clamping: limit)))
    }
}

/// What can stand in the header of a call or answer.
enum HeaderRule {
    /// No control characters, which would begin another header.
    static func isHeaderText(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }

    /// Whether a text can be the name of a header.
    static func isHeaderName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { isWordByte($0) || "!#$%&'*+-.^`|~".utf8.contains($0) }
    }

    static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
