import OrderedJSON

extension JSON {
    /// Whether the object is an error, of whatever sort, so that the status it came with says nothing: an error's member
    /// that holds something, a code other than success, or a word that it failed. Source: api/common.md §6.1.
    var isErrorForm: Bool {
        let wrappers = ["responseError", "error", "errors", "fault", "errorMessage"]
        if wrappers.contains(where: { self[$0]?.holdsSomething ?? false }) { return true }
        let codes = ["errorCode", "returnCode", "responseCode", "resultCode"]
        if codes.contains(where: { self[$0].map { !$0.isSuccessCode } ?? false }) { return true }
        if self["success"] == false || self["isSuccess"] == false { return true }
        return isBareMessage || self["status"]?.isErrorStatus ?? false
    }

    /// `{"code": …, "message": …}` and nothing of an object around it.
    private var isBareMessage: Bool {
        guard let code = self["code"], !code.isSuccessCode else { return false }
        return ["message", "msg"].contains { self[$0]?.text?.isEmpty == false }
    }

    /// An HTTP status of an error inside a body, or a coded one with words.
    private var isErrorStatus: Bool {
        if let number = integer { return (400..<600).contains(number) }
        guard let code = self["code"], self["message"]?.text?.isEmpty == false else { return false }
        return !code.isSuccessCode
    }

    /// What means success where a code stands. Source: api/common.md §6.3, api/classic-and-others.md §5.
    private var isSuccessCode: Bool {
        guard let text else { return self == .null }
        return text.isEmpty || ["0", "0000", "200", "201", "202", "204"].contains(text)
            || text.lowercased() == "success"
    }

    private var holdsSomething: Bool {
        switch self {
        case .null, .bool(false): false
        case .bool, .integer, .number: true
        case .string(let text): !text.isEmpty
        case .array(let elements): !elements.isEmpty
        case .object(let members): !members.isEmpty
        }
    }
}
