import Model
import NcloudClient
import OrderedJSON
import Synchronization

/// Login keys in memory: the cloud of a call that takes any number of them.
final class KeyCloud: APICaller {
    enum Fault {
        case before(APIFailure)
        case after(APIFailure)
    }

    private struct State {
        var keys: [String]
        var stubborn: Set<String>
        var faults: [Fault]
        var deletions: [[String]] = []
    }

    private let state: Mutex<State>
    private let trace: Trace

    /// - Parameter stubborn: keys for whose sake a deletion is refused as a whole.
    init(_ keys: [String], stubborn: Set<String> = [], faults: [Fault] = [], _ trace: Trace = Trace()) {
        state = Mutex(State(keys: keys, stubborn: stubborn, faults: faults))
        self.trace = trace
    }

    var keys: [String] { state.withLock { $0.keys } }
    /// What each deletion named.
    var deletions: [[String]] { state.withLock { $0.deletions } }

    func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
        trace.add("call \(request.path)")
        guard request.path == "deleteLoginKeys" else { return state.withLock { Self.list($0.keys) } }
        let names = request.parameters.filter { $0.name.hasPrefix("keyNameList.") }.map(\.value)
        let failure = state.withLock { state -> APIFailure? in
            state.deletions.append(names)
            let fault = state.faults.isEmpty ? nil : state.faults.removeFirst()
            if case .before(let failure) = fault { return failure }
            guard state.stubborn.isDisjoint(with: names) else { return .refused }
            state.keys.removeAll(where: names.contains)
            if case .after(let failure) = fault { return failure }
            return nil
        }
        if let failure { throw failure }
        return [:]
    }

    private static func list(_ keys: [String]) -> JSON {
        ["loginKeyList": .array(keys.map { ["keyName": .string($0)] })]
    }
}
