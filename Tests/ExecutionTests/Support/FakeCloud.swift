import Model
import NcloudClient
import OrderedJSON
import Synchronization

/// VPCs in memory, with faults on demand.
///
/// New ones show as `INIT` in the first list and as `RUN` from the second on; deleted ones show as `TERMTING` once.
final class FakeCloud: APICaller {
    enum Fault {
        /// Fails, nothing done.
        case before(APIFailure)
        /// Does it, then fails.
        case after(APIFailure)
        /// Does it, but the object shows only after so many lists; then fails.
        case late(Int, APIFailure)
        /// Does it and says so, but so many lists lack the object.
        case hidden(Int)
        /// Does it and says so, without naming the object.
        case unnamed
    }

    struct Network: Sendable {
        var name: String
        var range: String
        var status: String
        var hiddenFor = 0
    }

    private struct State {
        var networks: [String: Network] = [:]
        var faults: [String: [Fault]] = [:]
        var made = 0
        var calls: [String] = []
        var isStuck = false
    }

    private let state = Mutex(State())
    private let trace: Trace

    init(_ trace: Trace = Trace()) { self.trace = trace }

    var networks: [String: Network] { state.withLock { $0.networks } }
    func count(_ action: String) -> Int { state.withLock { $0.calls.count { $0 == action } } }

    /// The next calls of `action` go wrong.
    func script(_ action: String, _ faults: Fault...) { state.withLock { $0.faults[action] = faults } }

    /// Objects never leave the status they are in.
    func stick() { state.withLock { $0.isStuck = true } }

    func put(_ id: String, name: String, range: String = "10.0.0.0/16", status: String = "RUN") {
        state.withLock { $0.networks[id] = Network(name: name, range: range, status: status) }
    }

    func remove(_ id: String) { state.withLock { $0.networks[id] = nil } }
    func set(_ id: String, status: String) { state.withLock { $0.networks[id]?.status = status } }

    func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
        trace.add("call \(request.path)")
        let answer = state.withLock { state -> Result<JSON, APIFailure> in
            state.calls.append(request.path)
            let fault = state.faults[request.path].flatMap { $0.isEmpty ? nil : $0[0] }
            if fault != nil { state.faults[request.path]?.removeFirst() }
            switch fault {
            case .before(let failure): return .failure(failure)
            case .after(let failure):
                _ = Self.perform(request, &state)
                return .failure(failure)
            case .late(let lists, let failure):
                _ = Self.perform(request, &state)
                state.networks["vpc-\(state.made)"]?.hiddenFor = lists
                return .failure(failure)
            case .hidden(let lists):
                let answer = Self.perform(request, &state)
                state.networks["vpc-\(state.made)"]?.hiddenFor = lists
                return answer
            case .unnamed: return Self.perform(request, &state).map { _ in ["returnCode": "0"] }
            case nil: return Self.perform(request, &state)
            }
        }
        return try answer.get()
    }

    private static func perform(_ request: APIRequest, _ state: inout State) -> Result<JSON, APIFailure> {
        switch request.path {
        case "createVpc":
            let name = request["vpcName"] ?? ""
            if state.networks.values.contains(where: { $0.name == name && !name.isEmpty }) { return .failure(.refused) }
            state.made += 1
            let network = Network(name: name, range: request["ipv4CidrBlock"] ?? "", status: "INIT")
            state.networks["vpc-\(state.made)"] = network
            return .success(["vpcList": [json("vpc-\(state.made)", network)]])
        case "deleteVpc":
            guard let id = request["vpcNo"], state.networks[id] != nil else { return .failure(.gone) }
            state.networks[id]?.status = "TERMTING"
            return .success([:])
        case "getVpcList":
            return .success(["vpcList": .array(list(&state))])
        case "getVpcDetail":
            guard let id = request["vpcNo"], let network = state.networks[id] else { return .success(["vpcList": []]) }
            if !state.isStuck, network.status == "INIT" { state.networks[id]?.status = "RUN" }
            return .success(["vpcList": [json(id, network)]])
        default:
            return .success([:])
        }
    }

    private static func list(_ state: inout State) -> [JSON] {
        var list: [JSON] = []
        for (id, network) in state.networks.sorted(by: { $0.key < $1.key }) {
            if network.hiddenFor > 0 {
                state.networks[id]?.hiddenFor -= 1
                continue
            }
            list.append(json(id, network))
            if state.isStuck { continue }
            if network.status == "INIT" { state.networks[id]?.status = "RUN" }
            if network.status == "TERMTING" { state.networks[id] = nil }
        }
        return list
    }

    private static func json(_ id: String, _ network: Network) -> JSON {
        [
            "vpcNo": .string(id), "vpcName": .string(network.name), "ipv4CidrBlock": .string(network.range),
            "vpcStatus": ["code": .string(network.status)],
        ]
    }
}

/// What happened, in order, over all fakes.
final class Trace: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
    func index(of line: String) -> Int? { all.firstIndex(of: line) }
}
