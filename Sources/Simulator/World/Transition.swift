import OrderedJSON

/// A declared change with its moment on the virtual clock.
struct PendingTransition: Sendable {
    /// Virtual milliseconds since 1970.
    let due: Int64
    let effect: Transition.Effect
}

/// One step of a declared life cycle, relative to the moment the life cycle begins.
struct Transition: Sendable {
    enum Effect: Sendable {
        case set([String: JSON])
        case vanish
        /// The kind does what is due, which depends on what else there is then. See ``SimulatedKind/wake(_:in:)``.
        case wake
    }

    /// Virtual milliseconds after the begin.
    let after: Int64
    let effect: Effect

    static func now(_ values: [String: JSON]) -> Transition { Transition(after: 0, effect: .set(values)) }

    static func after(seconds: Double, _ values: [String: JSON]) -> Transition {
        Transition(after: Int64(seconds * 1000), effect: .set(values))
    }

    static func gone(seconds: Double) -> Transition { Transition(after: Int64(seconds * 1000), effect: .vanish) }

    static func wake(milliseconds: Int64) -> Transition { Transition(after: milliseconds, effect: .wake) }
}
