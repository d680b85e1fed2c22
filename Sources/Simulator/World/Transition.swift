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
    }

    /// Virtual milliseconds after the begin.
    let after: Int64
    let effect: Effect

    static func now(_ values: [String: JSON]) -> Transition { Transition(after: 0, effect: .set(values)) }

    static func after(seconds: Double, _ values: [String: JSON]) -> Transition {
        Transition(after: Int64(seconds * 1000), effect: .set(values))
    }

    static func gone(seconds: Double) -> Transition { Transition(after: Int64(seconds * 1000), effect: .vanish) }
}
