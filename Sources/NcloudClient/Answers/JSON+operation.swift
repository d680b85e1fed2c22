import OrderedJSON

/// Operations: what standardized services answer for work that goes on. Source: api/other-services.md §1;
/// gov-global-dns-v2-type-operation.
extension JSON {
    /// Whether it is an operation, done or not.
    public var isOperation: Bool {
        guard case .bool? = self["done"] else { return false }
        return self["id"]?.text?.isEmpty == false
    }

    /// How long the service asks to wait before one looks at an operation again, in seconds; nil where it did not say.
    public var secondsToWait: Int64? { isOperation ? self[Self.waiting]?.integer : nil }

    /// The same with what the header says of that.
    func waiting(_ retryAfter: String?) -> JSON {
        guard isOperation, let seconds = retryAfter.flatMap({ Int64($0) }), seconds > 0 else { return self }
        var members = members
        members[Self.waiting] = .integer(seconds)
        return .object(members)
    }

    private static let waiting = "retryAfter"
}
