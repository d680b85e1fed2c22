import Kinds
import Model

/// What one look says about a wait.
enum Verdict {
    case waiting
    case reached
    case failed(Diagnostic)
    /// The lists have lacked it for a while.
    case lacking
}

extension Goal {
    /// After how many lists in a row without it an object is asked for by itself, and again.
    private static let missesOfLacking = 4

    /// After how many lists without it an object counts as deleted by another user, when the question for it finds nothing
    /// either. A new object may take its time to come into the lists.
    var missesOfVanished: Int { isReady ? Self.missesOfLacking * 3 : Self.missesOfLacking }

    /// - Parameter misses: how many lists in a row have lacked the object.
    func verdict(on object: LiveObject?, misses: Int, _ kind: Kind) -> Verdict {
        switch (self, object) {
        // Lists lag behind changes: one miss proves nothing (api/common.md §10).
        case (.gone, nil): misses >= 2 ? .reached : .waiting
        case (.gone, let object?): kind.phase(of: object.status) == .gone ? .reached : .waiting
        case (.condition, nil), (.ready, nil): misses.isMultiple(of: Self.missesOfLacking) ? .lacking : .waiting
        case (.condition(_, let holds), let object?):
            if holds(object) {
                .reached
            } else if kind.phase(of: object.status) == .failed {
                .failed(Self.failure(kind, object))
            } else {
                .waiting
            }
        case (.ready, let object?):
            switch kind.phase(of: object.status) {
            case .ready: .reached
            case .pending, .unknown: .waiting
            case .failed, .gone: .failed(Self.failure(kind, object))
            }
        }
    }

    private static func failure(_ kind: Kind, _ object: LiveObject) -> Diagnostic {
        Diagnostic(
            code: "failed-status", "\(kind.name) \(object.id) has failed: its status is \(object.status ?? "unknown")",
            help: "inspect it in the console; delete or repair it, then run again")
    }
}
