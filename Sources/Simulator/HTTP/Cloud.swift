import OrderedJSON
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The gateway and all that lies behind it; one lock serialises the world.
final class Cloud: Sendable {
    /// What the lock guards.
    struct State: Sendable {
        var world: World
        /// What the holder of another account's key sees: kept in memory, and made when such a key first calls.
        var foreignWorld: World?
        var faults: FaultRunner
        var calls = CallCounts()
        var throttle: Throttle?
        var journal: WorldJournal?
        var recording: Recording?
        var ledger: Ledger?
        /// The key pairs whose signatures are accepted.
        var signatures: SignatureCheck
        /// What a server of the account is told about itself.
        var metadata = MetadataService()
    }

    private let state: Mutex<State>
    private let latency: Int64
    private let wallClock: @Sendable () -> Int64

    /// - Throws: ``SimulatorError`` for an unusable world or seed file.
    init(
        _ options: SimulatorOptions, wallClock: @escaping @Sendable () -> Int64 = VirtualClock.wallMilliseconds
    ) throws(SimulatorError) {
        let real = wallClock()
        let seed = options.randomSeed ?? UInt64.random(in: .min ... .max)
        var world = World(
            clock: VirtualClock(speed: options.speed, base: real, realBase: real), random: SeededRandom(seed: seed),
            switches: World.Switches(sunset: options.sunset, quirks: options.quirks))
        var journal: WorldJournal?
        if let path = options.worldFile {
            if options.readsWorldOnly {
                try WorldJournal.read(path, restoring: &world, real: real)
            } else {
                journal = try WorldJournal.open(path, restoring: &world, real: real)
            }
        }
        if world.count(.serverImage) == 0 { try FreshWorld.fill(&world, seedFile: options.seedFile) }
        Accounts.found(&world)
        world.catchUp(toReal: real)
        journal?.append(world.takeChanges(), of: world, real: real)
        let own = KeyPair(accessKey: options.accessKey, secretKey: options.secretKey, owner: .main)
        state = Mutex(
            State(
                world: world, faults: FaultRunner(options.faults ?? FaultScript()), journal: journal,
                signatures: SignatureCheck([own] + KeyPair.additional)))
        if let path = options.recordingFile {
            let recording = try Recording(path: path)
            state.withLock { $0.recording = recording }
        }
        if let rate = options.rate { state.withLock { $0.throttle = Throttle(rate: rate) } }
        let (seconds, attoseconds) = options.latency.components
        latency = seconds * 1000 + attoseconds / 1_000_000_000_000_000
        self.wallClock = wallClock
    }

    /// Answers one request, until ``ended()``. What the answer says is on disk before this returns.
    func handle(_ request: Request) -> Delivery {
        let real = wallClock()
        let isControl = request.path.hasPrefix("/_simulator/")
        return state.withLock { state in
            state.calls.begin()
            state.world.catchUp(toReal: real)
            if state.ledger != nil { Self.record(&state, real: real) }
            let delivery = isControl ? control(request, &state) : serve(request, &state, real: real)
            let actor = state.ledger == nil ? nil : Ledger.Actor(request, isControl: isControl)
            Self.record(&state, by: actor, real: real)
            if isControl { state.journal?.appendClock(of: state.world, real: real) }
            return delivery
        }
    }

    /// Answers a request that is not looked at.
    func refuse(_ failure: Failure) -> Delivery {
        state.withLock { $0.calls.begin() }
        return Delivery(response: failure.response(xml: false))
    }

    /// Ends a call that an endpoint answered.
    func finish(_ forward: Forward, _ outcome: ForwardOutcome) -> Response {
        let real = wallClock()
        return state.withLock { state in
            state.world.catchUp(toReal: real)
            let response = DataPlane.finish(forward, outcome, &state.world)
            Self.record(&state, real: real)
            return response
        }
    }

    /// Answers a query of DNS; nil for what is none.
    func resolve(_ query: [UInt8]) -> [UInt8]? {
        let real = wallClock()
        return state.withLock { state in
            state.world.catchUp(toReal: real)
            Self.record(&state, real: real)
            return NameServer.answer(query, state.world)
        }
    }

    /// An answer has left, or its connection was closed instead.
    func ended() { state.withLock { $0.calls.end() } }

    /// - Parameter actor: nil for what only the clock has brought about.
    private static func record(_ state: inout State, by actor: Ledger.Actor? = nil, real: Int64) {
        let changes = state.world.takeChanges()
        state.ledger?.enter(changes, by: actor)
        state.journal?.append(changes, of: state.world, real: real)
    }

    /// Says where it is served, to others that would open its world.
    func announce(_ address: String) { state.withLock { $0.journal?.announce(address) } }

    /// Ends what is written beside the answers; gives the files that hold only a part.
    @discardableResult
    func close() -> [String] {
        state.withLock { [$0.journal?.close(), $0.recording?.close()].compactMap(\.self) }
    }

    private func control(_ request: Request, _ state: inout State) -> Delivery {
        do throws(Failure) {
            return Delivery(response: try Control.answer(request, &state))
        } catch {
            return Delivery(response: error.response(xml: false))
        }
    }

    private func serve(_ request: Request, _ state: inout State, real: Int64) -> Delivery {
        if let response = MetadataService.answer(request, &state, real: real) {
            return Delivery(response: response, delayMilliseconds: latency)
        }
        var call = Call(request)
        state.calls.count(call.endpoint)
        if state.throttle?.admits(atReal: real) == false {
            return Delivery(
                response: call.acted(status: 429).response(xml: call.wantsXML), delayMilliseconds: latency)
        }
        if let accessKey = request.headers["x-ncp-iam-access-key"] {
            SubAccountKeys.refresh(accessKey, in: state.world, &state.signatures)
        }
        do throws(Failure) {
            let owner = try state.signatures.verify(call, atReal: real, now: state.world.now)
            if !call.isOpen, !call.isStorage {
                try KeyCheck.checkSigner(request, owner == .foreign ? state.foreignWorld : state.world)
            }
            call.owner = owner
        } catch {
            guard call.isOpen else {
                state.calls.refuseKey()
                return Delivery(response: error.response(xml: call.wantsXML), delayMilliseconds: latency)
            }
        }
        var delivery = deliver(call, &state, real: real)
        delivery.delayMilliseconds += latency
        state.recording?.append(call, delivery)
        return delivery
    }

    /// Answers from the world of the account that the key belongs to.
    private func deliver(_ call: Call, _ state: inout State, real: Int64) -> Delivery {
        guard call.owner == .foreign else { return state.faults.deliver(call, &state.world, serve: Router.answer) }
        var world = state.foreignWorld ?? Self.foreignWorld(beside: state.world)
        world.catchUp(toReal: real)
        defer { state.foreignWorld = world }
        return state.faults.deliver(call, &world, serve: Router.answer)
    }

    private static func foreignWorld(beside own: World) -> World {
        var world = World(
            clock: own.clock, random: SeededRandom(seed: UInt64.random(in: .min ... .max)), switches: own.switches)
        ServerImages.fill(&world)
        ServerSpecs.fill(&world)
        Accounts.found(&world)
        return world
    }
}
