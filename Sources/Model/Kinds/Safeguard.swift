/// Something about a live object that forbids what a plan would do to it, told before anything is done.
public struct Safeguard: Hashable, Sendable {
    public enum Act: Hashable, Sendable {
        /// Deleting the object, be it to make it anew.
        case deletion
        /// Changing this field in place.
        case change(String)

        /// The field that would be changed; nil where the object as a whole would go.
        public var changedField: FieldPath? {
            switch self {
            case .deletion: nil
            case .change(let field): FieldPath(field)
            }
        }
    }

    public var act: Act
    /// The field that forbids it, by holding ``value`` in the cloud.
    public var field: String
    public var value: Value
    /// Why, as the end of a sentence about the object.
    public var reason: String
    /// What to do instead.
    public var advice: String
    /// The calls that lift it when it is nacre that set the value; none when nothing lifts it.
    public var liftedBy: [String]
    /// What the field holds once it is lifted.
    public var lifted: Value

    public init(
        _ act: Act, while field: String, is value: Value, reason: String, advice: String, liftedBy: [String] = [],
        lifted: Value = .null
    ) {
        self.act = act
        self.field = field
        self.value = value
        self.reason = reason
        self.advice = advice
        self.liftedBy = liftedBy
        self.lifted = lifted
    }
}
