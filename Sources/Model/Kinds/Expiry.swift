/// A time after which the cloud removes an object by itself, since it has served: a schedule for one moment leaves the list
/// when that has passed.
///
/// Such an object is not made again, and its absence is no drift.
public struct Expiry: Hashable, Sendable {
    /// The field that holds the time, a ``TextFormat/moment``.
    public var field: String
    /// A field without which this expiry does not concern an object; nil for none.
    public var given: String?
    /// A field with which it does not; nil for none.
    public var notGiven: String?

    public init(after field: String, where given: String? = nil, unless notGiven: String? = nil) {
        self.field = field
        self.given = given
        self.notGiven = notGiven
    }

    fileprivate func concerns(_ attributes: Attributes) -> Bool {
        func isGiven(_ field: String) -> Bool { !(attributes[field]?.isAbsent ?? true) }
        return given.map(isGiven) ?? true && !(notGiven.map(isGiven) ?? false) && isGiven(field)
    }
}

extension Kind {
    /// Whether an object with these fields has served by a moment, and the cloud may have removed it.
    /// - Parameter moment: seconds since 1970.
    public func hasServed(_ attributes: Attributes, by moment: Double) -> Bool {
        guard let expiry = life.expiries.first(where: { $0.concerns(attributes) }),
            let time = attributes[expiry.field]?.text.flatMap(DateTime.init)
        else { return false }
        return Double(time.seconds) <= moment
    }
}
