import OrderedJSON

/// When Data Box Frame refuses. The codes 10001, 10009 are documented; the 130xxx ones only as a range, so the numbers
/// here are (inferred), and so are the pre-conditions themselves. Source: api/databoxframe.md §2, §5.
enum DataBoxFrameRules {
    static func bad(_ what: String) -> Failure { .rest(400, "10001", "Invalid request parameter: \(what)") }

    static func missing(_ what: String) -> Failure { .rest(404, "10009", "The \(what) does not exist.") }

    static func wrongState(_ what: String, _ code: String) -> Failure {
        .rest(400, "138901", "The \(what) cannot be changed in status \(code).")
    }

    static func stillHoldsBoxes() -> Failure { .rest(400, "138902", "Return the data boxes of the frame first.") }

    static func sunset() -> Failure { .rest(400, "138903", "New data boxes can no longer be created.") }

    static func alreadyDecided() -> Failure { .rest(400, "138904", "The request cannot be decided in its status.") }

    static func required(_ call: RESTCall, _ name: String) throws(Failure) -> String {
        guard let value = call.method == "GET" ? call.query.text(name) : call.body[name]?.text else {
            throw bad(name)
        }
        return value
    }

    /// The elements of a list that may be left out.
    static func list(_ body: JSON, _ name: String) throws(Failure) -> [JSON] {
        guard let value = body[name], value != .null else { return [] }
        guard case .array(let elements) = value else { throw bad(name) }
        return elements
    }

    /// A text that may be left out.
    static func text(_ body: JSON, _ name: String) throws(Failure) -> String? {
        guard let value = body[name], value != .null else { return nil }
        guard let text = value.text else { throw bad(name) }
        return text
    }

    /// The number of an object. It comes as a number or as a text.
    private static func number(_ call: RESTCall, _ name: String) throws(Failure) -> String {
        let text = try required(call, name)
        guard UInt64(text) != nil else { throw bad(name) }
        return text
    }

    static func frame(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        guard let frame = world[.frame, try number(call, "dataBoxFrameNo")] else { throw missing("data box frame") }
        return frame
    }

    static func usableFrame(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        let frame = try frame(call, world)
        guard frame["statusCode"] == "SET_USE" else { throw wrongState("data box frame", frame["statusCode"]) }
        return frame
    }

    static func box(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        let frame = try frame(call, world)
        return try box(try number(call, "dataBoxNo"), of: frame, world)
    }

    static func box(_ number: String, of frame: Record, _ world: World) throws(Failure) -> Record {
        guard let box = world[.box, number], box["dataBoxFrameNo"] == frame.id else { throw missing("data box") }
        return box
    }

    static func usableBox(_ box: Record) throws(Failure) -> Record {
        guard box["statusCode"] == "USE" else { throw wrongState("data box", box["statusCode"]) }
        return box
    }

    /// 500–10000 GB in steps of 100.
    static func nasSize(_ value: JSON?) throws(Failure) -> Int64 {
        guard let size = value?.integer, (500...10_000).contains(size), size % 100 == 0 else { throw bad("nasSize") }
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
        else {
            throw bad(name)
        }
    }
}
