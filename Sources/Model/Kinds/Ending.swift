/// Something that the cloud once offered for the objects of a kind and offers no more from a day on, though perhaps still
/// to some accounts. The endings of all kinds are the ``CapabilityCalendar``.
public struct Ending: Hashable, Sendable {
    /// What was offered.
    public enum Operation: String, Hashable, Sendable, CaseIterable {
        case create
        case update
        case delete
    }

    public var operation: Operation
    /// Of an update: the fields that are changed no more. Empty means all.
    public var fields: Set<String>
    /// The first day on which it is not offered, such as `2025-10-23`.
    public var day: String
    /// Follows the day: "most accounts can no longer create a Data Box".
    public var reason: String
    /// What to do instead.
    public var advice: String
    /// Where that stands: the vendor's page.
    public var source: String

    public init(
        _ operation: Operation, of fields: Set<String> = [], on day: String, reason: String, advice: String,
        source: String
    ) {
        self.operation = operation
        self.fields = fields
        self.day = day
        self.reason = reason
        self.advice = advice
        self.source = source
    }

    /// Whether it is about a change of these fields, or about the operation as a whole.
    public func concerns(_ changed: [String]) -> Bool { fields.isEmpty || !fields.isDisjoint(with: changed) }
}

/// What ends when, for all kinds of a catalogue.
public struct CapabilityCalendar: Sendable {
    /// An ending, and the kind that it is of.
    public struct Entry: Hashable, Sendable {
        /// The kind's name.
        public var kind: String
        public var ending: Ending
    }

    /// The earliest first.
    public let entries: [Entry]

    /// How many days before an ending plans say that it is coming.
    public static let notice = 90

    public init(_ kinds: [Kind]) {
        entries = kinds.flatMap { kind in kind.life.endings.map { Entry(kind: kind.name, ending: $0) } }
            .sorted { ($0.ending.day, $0.kind) < ($1.ending.day, $1.kind) }
    }

    /// What ends within ``notice`` days after a day.
    public func coming(after today: String) -> [Entry] {
        entries.filter { entry in
            Self.days(from: today, to: entry.ending.day).map { (1...Self.notice).contains($0) } ?? false
        }
    }

    /// The days between two dates such as `2025-10-23`; nil when one is none.
    public static func days(from one: String, to other: String) -> Int? {
        guard let start = DateTime.day(one), let end = DateTime.day(other) else { return nil }
        return Int(end - start)
    }
}

extension Kind {
    /// The ending of an operation, whether the day has come or not.
    public func ending(_ operation: Ending.Operation) -> Ending? { life.endings.first { $0.operation == operation } }

    /// The operations whose ending does not concern an account that still may: none of what nacre does for no account.
    public var allowances: [Ending.Operation] {
        life.endings.map(\.operation).filter { operation in
            switch operation {
            case .create: life.creation.ability == .offered
            case .delete: life.deletion.ability == .offered
            case .update: true
            }
        }
    }

    /// The ending by which an operation, or a change of these fields, is offered no more on a day; nil while it is.
    public func ending(_ operation: Ending.Operation, of fields: [String], on today: String) -> Ending? {
        life.endings.first { $0.operation == operation && $0.day <= today && $0.concerns(fields) }
    }
}
