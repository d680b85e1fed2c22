import OrderedJSON

/// When Data Box Frame refuses. The codes 10001, 10009 are documented; the 130xxx ones only as a range, so the numbers
/// here are (inferred), and so are the pre-conditions themselves. Source: api/databoxframe.md §2, §5.
extension Failure {
    static let isDecided = Failure.rest(400, "138904", "The request cannot be decided in its status.")

    static func badParameter(_ what: String) -> Failure { .rest(400, "10001", "Invalid request parameter: \(what)") }

    static func isMissing(_ what: String) -> Failure { .rest(404, "10009", "The \(what) does not exist.") }

    static func isInState(_ what: String, _ code: String) -> Failure {
        .rest(400, "138901", "The \(what) cannot be changed in status \(code).")
    }
}

extension RESTCall {
    /// A value of the query or, in an order, of the body.
    func required(_ name: String) throws(Failure) -> String {
        guard let value = method == "GET" ? query.text(name) : body[name]?.text else { throw .badParameter(name) }
        return value
    }

    /// The number of an object. It comes as a number or as a text.
    func number(_ name: String) throws(Failure) -> String {
        let text = try required(name)
        guard UInt64(text) != nil else { throw .badParameter(name) }
        return text
    }
}

extension DataBoxFrame {
    /// The elements of an optional list.
    static func list(_ body: JSON, _ name: String) throws(Failure) -> [JSON] {
        guard let value = body[name], value != .null else { return [] }
        guard case .array(let elements) = value else { throw .badParameter(name) }
        return elements
    }

    /// An optional text.
    static func text(_ body: JSON, _ name: String) throws(Failure) -> String? {
        guard let value = body[name], value != .null else { return nil }
        guard let text = value.text else { throw .badParameter(name) }
        return text
    }

    /// 500–10000 GB in steps of 100.
    static func nasSize(_ value: JSON?) throws(Failure) -> Int64 {
        guard let size = value?.integer, (500...10_000).contains(size), size % 100 == 0 else {
            throw .badParameter("nasSize")
        }
        return size
    }

    /// 8–14 characters of all four kinds, without those a shell would trip over.
    static func checkPassword(_ value: JSON?, _ name: String) throws(Failure) {
        let text = value?.text ?? ""
        let isComplete =
            text.contains(where: \.isUppercase) && text.contains(where: \.isLowercase)
            && text.contains(where: \.isNumber) && text.contains { !$0.isLetter && !$0.isNumber }
        guard (8...14).contains(text.unicodeScalars.count), isComplete,
            !text.contains(where: { "'\"\\/&` ".contains($0) })
        else { throw .badParameter(name) }
    }
}
