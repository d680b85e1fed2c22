import OrderedJSON

/// When Data Box Frame refuses. The codes 10001, 10009 are documented; the 130xxx ones only as a range, so the numbers
/// here are (inferred), and so are the pre-conditions themselves. Source: api/databoxframe.md §2, §5.
extension Failure {
    /// Neither a decision nor a cancellation is possible any more, or yet.
    static func isDecided(_ request: Record) -> Failure {
        .rest(400, "138904", "Not possible in the current status: request \(request["status"])")
    }

    /// New boxes are not made and the environment of a box is not changed since 2025-10-23. Source: §1.
    static let isSunset = Failure.rest(400, "138903", "The service for new and changed data boxes has ended.")

    /// Where the limit is checked is (inferred). Source: §3.3, §3.4.
    static func isTooLarge(_ file: String) -> Failure {
        .rest(400, "138905", "The file is larger than allowed: \(file)")
    }

    /// A sub account asks for what it has no access to.
    static func isForbidden(_ what: String) -> Failure {
        .rest(403, "10002", "No authority to access requested information: \(what)")
    }

    static func badParameter(_ what: String) -> Failure { .rest(400, "10001", "Invalid request parameter: \(what)") }

    static func isMissing(_ what: String) -> Failure { .rest(404, "10009", "Resource does not exist: \(what)") }

    static func isInState(_ what: String, _ code: String) -> Failure {
        .rest(400, "138901", "Not possible in the current status: \(what) \(code)")
    }
}

extension RESTCall {
    /// A value of the query or, in an order, of the body.
    func required(_ name: String) throws(Failure) -> String {
        let isInQuery = ["GET", "DELETE"].contains(method)
        guard let value = isInQuery ? query.text(name) : body[name]?.text else { throw .badParameter(name) }
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
    /// - Parameter lengths: how many characters it may have.
    static func text(
        _ body: JSON, _ name: String, _ lengths: ClosedRange<Int> = 0...Int.max
    ) throws(Failure) -> String? {
        guard let value = body[name], value != .null else { return nil }
        guard let text = value.text, lengths.contains(text.unicodeScalars.count) else { throw .badParameter(name) }
        return text
    }

    /// A text that has to be there.
    static func requiredText(
        _ body: JSON, _ name: String, _ lengths: ClosedRange<Int>
    ) throws(Failure) -> String {
        guard let text = try text(body, name, lengths) else { throw .badParameter(name) }
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
    static func checkPassword(
        _ value: JSON?, _ name: String, forbidding forbidden: String = "'\"\\/&` "
    ) throws(Failure) {
        let text = value?.text ?? ""
        let isComplete =
            text.contains(where: \.isUppercase) && text.contains(where: \.isLowercase)
            && text.contains(where: \.isNumber) && text.contains { !$0.isLetter && !$0.isNumber }
        guard (8...14).contains(text.unicodeScalars.count), isComplete,
            !text.contains(where: forbidden.contains)
        else { throw .badParameter(name) }
    }
}
