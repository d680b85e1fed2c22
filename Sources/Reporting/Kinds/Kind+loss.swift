import Model

extension Kind {
    /// What the deletion of an object loses, and how long it can be cancelled.
    var lossWords: String {
        life.disruption.loss + (life.holdsData ? ", and needs --allow-data-loss" : "")
            + (life.grace.map { "; can be cancelled for \($0)" } ?? "")
    }
}

extension Disruption {
    /// What the deletion of an object loses.
    var loss: String {
        switch self {
        case .none: "loses no data"
        case .restart, .stopStart: "interrupts its users (\(rawValue))"
        case .replace: "loses the object and its id"
        case .dataLoss: "loses data"
        case .irreversible: "is final: it cannot be recreated"
        }
    }
}
