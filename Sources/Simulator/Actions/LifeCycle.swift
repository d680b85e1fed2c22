import OrderedJSON

/// The statuses that objects of a kind go through, as data.
struct LifeCycle: Sendable {
    /// From the moment an object is made.
    var creation: [Transition] = []
    /// While and after it is changed.
    var change: [Transition] = []
    /// Until it is gone; without any it goes at once.
    var deletion: [Transition] = []
}

extension LifeCycle {
    /// What network objects have: INIT → CREATING → RUN, SET → RUN, TERMTING → gone. All times are seconds.
    /// - Parameter building: when CREATING begins; nil for kinds that the documents know no CREATING of.
    static func network(
        _ status: String, building: Double? = 1, ready: Double, change: Double = 0, gone: Double
    ) -> LifeCycle {
        let between = building.map { [Transition.after(seconds: $0, [status: "CREATING"])] } ?? []
        return LifeCycle(
            creation: [.now([status: "INIT"])] + between + [.after(seconds: ready, [status: "RUN"])],
            change: .passing([status: "SET"], seconds: change, [status: "RUN"]),
            deletion: [.now([status: "TERMTING"]), .gone(seconds: gone)])
    }
}

extension [Transition] {
    /// Something for a while, and then something else.
    static func passing(_ first: [String: JSON], seconds: Double, _ then: [String: JSON]) -> [Transition] {
        [.now(first), .after(seconds: seconds, then)]
    }
}

/// What instances show of themselves: a status, what is being done to them, and a word for both.
struct InstanceStatus: Sendable {
    /// What the three attributes begin with, such as `serverInstance`.
    let prefix: String

    init(_ prefix: String) { self.prefix = prefix }

    func callAsFunction(_ status: String, _ operation: String, _ name: String) -> [String: JSON] {
        [
            prefix + "Status": .string(status), prefix + "Operation": .string(operation),
            prefix + "StatusName": .string(name),
        ]
    }
}
