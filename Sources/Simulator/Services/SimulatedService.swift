/// A service of the simulated cloud: the paths that are its own, and the kinds of objects behind them.
protocol SimulatedService: Sendable {
    var kinds: [any SimulatedKind] { get }

    /// What people find it by: where its paths begin, or its name where they begin in several ways.
    var title: String { get }

    /// What a path says behind the service's own begin; nil for a path of another service.
    func words(of path: [String]) -> [String]?

    /// Whether a request on a path that another service has as well is for this one.
    func isMeant(by request: Request, _ words: [String]) -> Bool

    /// What fault scripts and call counts know a call by.
    func endpoint(_ request: Request, _ words: [String]) -> String

    /// Whether the call only looks.
    func isRead(_ request: Request, _ words: [String]) -> Bool

    /// The texts of a call that may be ids which it needs: it is refused when the caller is not shown one of them.
    func named(_ call: Call, _ words: [String]) -> [String]

    func answer(_ call: Call, _ words: [String], _ world: inout World) -> Response

    /// Whether it looks itself at who makes a request, and the account's signature is not asked for.
    func decidesWhoCalls(with request: Request) -> Bool
}

extension SimulatedService {
    func decidesWhoCalls(with request: Request) -> Bool { false }
}

extension SimulatedService {
    func isMeant(by request: Request, _ words: [String]) -> Bool { true }
}

/// A kind of object: its table, and the calls that read and change it.
protocol SimulatedKind: Sendable {
    var table: TableSchema { get }

    /// Removes what goes with an object that is deleted outside its service, by a control call.
    func wasRemoved(_ record: Record, from world: inout World)

    /// Does what is due at the moment for which the record asked to be woken.
    func wake(_ record: Record, in world: inout World)
}

extension SimulatedKind {
    func wasRemoved(_ record: Record, from world: inout World) {}

    func wake(_ record: Record, in world: inout World) {}
}
