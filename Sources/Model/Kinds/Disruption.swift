/// What a change does to those who use the object, from harmless to final. Ordered by how much it hurts.
public enum Disruption: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Nobody notices.
    case none
    /// The object restarts.
    case restart
    /// The object is stopped, changed and started again.
    case stopStart = "stop/start"
    /// The object is deleted and a new one made; its id and what only it held are lost.
    case replace
    /// Data is lost.
    case dataLoss = "data loss"
    /// It cannot be made again at all.
    case irreversible

    public static func < (left: Disruption, right: Disruption) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .none: 0
        case .restart: 1
        case .stopStart: 2
        case .replace: 3
        case .dataLoss: 4
        case .irreversible: 5
        }
    }
}
