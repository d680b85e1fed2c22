import Execution
import Foundation
import Kinds
import Model
import Nacre
import NcloudClient
import OrderedJSON
import Planning
import Rehearsal
import Simulator
import Synchronization

@testable import StateStore

/// A workspace whose runs can be ended at any moment. Each run opens the state anew, as a process of its own would.
final class MortalBench: Sendable {
    let cloud: ControlPanel
    private let simulator: Simulator
    private let scratch: Scratch
    /// Folder of the state that the next run opens; a run that was ended leaves a new one.
    private let folder = Mutex("life-0")
    private let lives = Mutex(0)
    /// The wall clock of the machine that the runs are on.
    private let wall: @Sendable () -> Date

    /// - Parameter recorded: false for a cloud that answers otherwise than the vendor's description has it.
    static func with<Answer>(
        wall: @escaping @Sendable () -> Date = { Date() }, recorded: Bool = true,
        file: String = #fileID, line: Int = #line, _ body: (MortalBench) async throws -> Answer
    ) async throws -> Answer {
        try await Gate.shared.pass(file: file, line: line) {
            let bench = try await MortalBench(wall, recorded: recorded)
            do {
                let answer = try await body(bench)
                try await bench.simulator.stop()
                return answer
            } catch {
                try await bench.simulator.stop()
                throw error
            }
        }
    }

    private init(_ wall: @escaping @Sendable () -> Date, recorded: Bool) async throws {
        self.wall = wall
        scratch = try Scratch()
        var options = SimulatorOptions()
        options.speed = 20_000
        options.randomSeed = 7
        options.recordingFile = recorded ? Recordings.file() : nil
        simulator = try await Simulator.start(options)
        cloud = ControlPanel(simulator.url)
    }

    func load(_ manifest: String) throws -> Desired { try LawBench.load(["main": manifest], in: scratch) }

    /// Applies until the moment has come; the run that goes on from there lives.
    /// - Returns: whether the moment came at all.
    func apply(_ desired: Desired, endedAt moment: Guillotine.Point) async throws -> Bool {
        let blade = try await run(desired, moment)
        if blade.hasFallen { _ = try await run(desired, nil) }
        return blade.hasFallen
    }

    /// One run, to its end or to the moment; a cancelled one ends as if interrupted.
    /// - Parameter acts: what happens before certain calls, by their numbers.
    @discardableResult
    func run(
        _ desired: Desired, _ moment: Guillotine.Point?, acts: [Int: @Sendable () async -> Void] = [:]
    ) async throws -> Guillotine {
        let (blade, result) = try await perform(desired, moment, acts)
        if !blade.hasFallen, let outcome = try result.get(), !outcome.isComplete {
            throw ControlPanel.Refused(description: outcome.shortfalls)
        }
        return blade
    }

    /// One run, to its end.
    /// - Returns: nil when there was nothing to do.
    func outcome(of desired: Desired, acts: [Int: @Sendable () async -> Void] = [:]) async throws -> Outcome? {
        try await perform(desired, nil, acts).result.get()
    }

    private func perform(
        _ desired: Desired, _ moment: Guillotine.Point?, _ acts: [Int: @Sendable () async -> Void]
    ) async throws -> (blade: Guillotine, result: Result<Outcome?, any Error>) {
        let store = Mutex<SQLiteStateStore?>(nil)
        let (falls, feed) = AsyncStream.makeStream(of: Void.self)
        let blade = Guillotine(moment) { [self] _ in
            // Between two transactions: the disk holds whole ones.
            let state = store.withLock { $0 }
            try? await state?.queue.writeWithoutTransaction { [self] _ in keepRemains() }
            feed.yield()
        }
        let state = try open { [self] in
            guard blade.wrote() else { return }
            keepRemains()
            feed.yield()
        }
        store.withLock { $0 = state }
        let reconciliation = reconciliation(desired, state, MeddledTransport(blade, acts: acts))
        let apply = Task {
            try await reconciliation.apply(
                ApplyOptions(
                    plan: PlanOptions(today: "2027-01-01"), limits: Guard(mayRemoveMost: true, mayLoseData: true),
                    lease: LeaseRequest.current("laws", environment: [:])),
                ApplyDialogue(
                    confirm: { _ in true }, progress: { _ in },
                    interrupts: AsyncStream.makeStream(of: Void.self).stream))
        }
        let watch = Task {
            // Shared reads do not end with the task that asked for them: the dead are buried, so that none waits on.
            for await _ in falls {
                apply.cancel()
                blade.bury()
            }
        }
        let result = await withTaskCancellationHandler {
            await apply.result
        } onCancel: {
            apply.cancel()
            blade.bury()
        }
        watch.cancel()
        // The state knows the blade and the blade the state: without this neither would be closed.
        store.withLock { $0 = nil }
        return (blade, result)
    }

    func plan(_ desired: Desired) async throws -> [String] {
        let reconciliation = reconciliation(desired, try open {}, Guillotine(nil) { _ in })
        return reconciliation.plan(try await reconciliation.situation(), PlanOptions(today: "2027-01-01")).words
    }

    /// A call past nacre, as somebody else makes it.
    @discardableResult
    func call(_ request: APIRequest) async throws -> JSON {
        try await connection(CurlTransport(version: "console")).caller.call(request)
    }

    /// What state holds.
    func recorded() async throws -> (rows: Recorded, open: [Intent]) {
        let state = try open {}
        return (try await state.recorded(), try await state.openIntents())
    }

    func verify() async throws -> [String] { try await open {}.verify().map(\.message) }

    private func reconciliation(
        _ desired: Desired, _ state: SQLiteStateStore, _ transport: any HTTPTransport
    ) -> Reconciliation {
        Reconciliation(
            desired: desired, state: state, cloud: connection(transport),
            // The simulated lists do not lag behind here, so that little time is enough.
            settings: RunSettings(settle: .milliseconds(500), directory: scratch.root, now: wall))
    }

    private func connection(_ transport: any HTTPTransport) -> CloudConnection {
        CloudConnection(
            endpoint: .custom(origin: simulator.url),
            credentials: Credentials(
                accessKey: Simulator.defaultAccessKey, secretKey: Simulator.defaultSecretKey, source: .given),
            region: "KR", version: "laws", clock: RunClock(HurriedClock(speed: 40)), transport: transport)
    }

    /// Whoever had the state before is dead.
    private func open(_ committed: @escaping @Sendable () -> Void) throws -> SQLiteStateStore {
        var surroundings = StateSurroundings.system
        surroundings.isAlive = { _ in false }
        surroundings.now = wall
        surroundings.committed = committed
        let folder = scratch.path(folder.withLock { $0 })
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return try SQLiteStateStore.open(path: folder + "/nacre.db", access: .readWrite, surroundings: surroundings)
    }

    /// Copies what the disk holds; the next run finds this.
    private func keepRemains() {
        let next = lives.withLock { lives in
            lives += 1
            return "life-\(lives)"
        }
        let old = folder.withLock { $0 }
        try? FileManager.default.createDirectory(atPath: scratch.path(next), withIntermediateDirectories: true)
        for name in ["nacre.db", "nacre.db-wal", "nacre.db.key"] {
            try? FileManager.default.copyItem(
                atPath: scratch.path("\(old)/\(name)"), toPath: scratch.path("\(next)/\(name)"))
        }
        folder.withLock { $0 = next }
    }
}
