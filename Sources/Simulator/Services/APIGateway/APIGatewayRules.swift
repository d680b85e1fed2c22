import OrderedJSON

/// When API Gateway refuses. Of its codes only 10008 is known, and that for accounts; those here lie outside what was
/// ever seen, so nobody comes to rely on them. (inferred) Source: api/apigateway.md §1.3, §11.4.
enum APIGatewayRules {
    static func invalid(_ name: String) -> Failure { .rest(400, "19001", "\(name) is not valid.") }

    static func missing(_ what: String, _ id: String) -> Failure { .rest(404, "19002", "\(what) [\(id)] not found.") }

    static func taken(_ what: String, _ name: String) -> Failure {
        .rest(400, "19003", "\(what) [\(name)] exists already.")
    }

    static func stillHolds(_ what: String, _ others: String) -> Failure {
        .rest(400, "19004", "\(what) still has \(others).")
    }

    /// A required text of limited length.
    static func text(_ body: JSON, _ name: String, upTo limit: Int) throws(Failure) -> String {
        guard case .string(let text)? = body[name], (1...limit).contains(text.unicodeScalars.count) else {
            throw invalid(name)
        }
        return text
    }

    /// A required text of limited length in which every byte is allowed.
    static func text(
        _ body: JSON, _ name: String, upTo limit: Int, allowing extra: String
    ) throws(Failure) -> String {
        let text = try text(body, name, upTo: limit)
        guard text.utf8.allSatisfy({ isWordByte($0) || extra.utf8.contains($0) }) else { throw invalid(name) }
        return text
    }

    static func optionalText(_ body: JSON, _ name: String, upTo limit: Int) throws(Failure) -> String? {
        guard let value = body[name] else { return nil }
        guard case .string(let text) = value, text.unicodeScalars.count <= limit else { throw invalid(name) }
        return text
    }

    /// `[a-zA-Z0-9_-]`, 1–20.
    static func word(_ body: JSON, _ name: String) throws(Failure) -> String {
        try text(body, name, upTo: 20, allowing: "-")
    }

    static func choice(_ body: JSON, _ name: String, of choices: [String]) throws(Failure) -> String {
        guard let text = body[name]?.text, choices.contains(text) else { throw invalid(name) }
        return text
    }

    static func optionalChoice(_ body: JSON, _ name: String, of choices: [String]) throws(Failure) -> String? {
        body[name] == nil ? nil : try choice(body, name, of: choices)
    }

    static func number(_ body: JSON, _ name: String, in range: ClosedRange<Int64>) throws(Failure) -> Int64? {
        guard let value = body[name] else { return nil }
        guard let number = value.integer, range.contains(number) else { throw invalid(name) }
        return number
    }

    static func flag(_ body: JSON, _ name: String) throws(Failure) -> Bool? {
        guard let value = body[name], value != .null else { return nil }
        guard let flag = value.bool else { throw invalid(name) }
        return flag
    }

    /// `true` or `false` in a query, in any case of letters.
    static func flag(in query: CallParameters, _ name: String) throws(Failure) -> Bool? {
        guard let text = query.text(name)?.lowercased() else { return nil }
        guard let flag = Bool(text) else { throw invalid(name) }
        return flag
    }

    /// The elements of a list that may be left out.
    static func list(_ body: JSON, _ name: String) throws(Failure) -> [JSON] {
        guard let value = body[name], value != .null else { return [] }
        guard case .array(let elements) = value else { throw invalid(name) }
        return elements
    }

    /// A list of words out of a few, that may be left out.
    static func choices(_ body: JSON, _ name: String, of choices: [String]) throws(Failure) -> [String] {
        let given = try list(body, name)
        let words = given.compactMap(\.text).filter(choices.contains)
        guard words.count == given.count else { throw invalid(name) }
        return words
    }

    /// Whether a text can stand in a header: no control characters, which would begin another one.
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

/// What the ids of a path must name.
extension APIGatewayRules {
    static func product(_ id: String, _ world: World) throws(Failure) -> Record {
        guard let product = world[.product, id] else { throw missing("productId", id) }
        return product
    }

    /// The API of a path that begins with its product.
    static func api(_ ids: [String], _ world: World) throws(Failure) -> Record {
        let product = try product(ids[0], world)
        guard let api = world[.api, ids[1]], api["productId"] == product.id else { throw missing("apiId", ids[1]) }
        return api
    }

    static func stage(_ ids: [String], _ world: World) throws(Failure) -> Record {
        let api = try api(ids, world)
        guard let stage = world[.stage, ids[2]], stage["apiId"] == api.id else { throw missing("stageId", ids[2]) }
        return stage
    }

    /// A deployment of the path's stage.
    static func deployment(_ ids: [String], _ world: World) throws(Failure) -> Record {
        let stage = try stage(ids, world)
        guard let deployment = world[.deployment, ids[3]], deployment["stageId"] == stage.id else {
            throw missing("deploymentNo", ids[3])
        }
        return deployment
    }

    static func find(_ table: TableSchema, _ id: String, _ world: World) throws(Failure) -> Record {
        guard let record = world[table, id] else { throw missing("\(table.name)Id", id) }
        return record
    }
}
