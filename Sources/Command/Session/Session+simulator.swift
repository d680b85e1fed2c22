import Model
import Simulator
import StateStore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Session {
    /// How much faster than real time the simulator inside the command runs, unless `NACRE_SIMULATOR_SPEED` says.
    static let embeddedSpeed = 100.0
    /// How long a command that changes something waits for one that only made a world or read it.
    private static let patience = Duration.seconds(5)

    /// The simulator of `cloud: simulator`, with the world next to the state.
    ///
    /// A command that changes nothing takes the world as it is and leaves the file alone: it works beside an apply, and
    /// where nothing can be written.
    /// - Parameter lockTimeout: how long another command may hold the state before this one gives up.
    /// - Throws: ``StateError/leaseHeld(_:)`` while another command works on the state, ``SimulatorError``, and a
    ///   ``Diagnostic`` when credentials are named that it does not have.
    func embeddedSimulator(
        of project: Project, _ access: StateAccess, lockTimeout: Duration
    ) async throws -> Simulator {
        if let profile = self.options.profile {
            throw Diagnostic(
                code: "profile", "the built-in simulator has no profile \"\(profile)\"",
                help: "omit --profile, or select the cloud that it is for with --cloud")
        }
        let options = embeddedOptions(project, access)
        // It has what its file does not: its clock, its faults and who may see what.
        if let world = options.worldFile, let address = Simulator.address(ofWorld: world) {
            throw served(world, at: address)
        }
        if options.readsWorldOnly { return try await Simulator.start(options) }
        let start = ContinuousClock.now
        var told = false
        while true {
            do { return try await Simulator.start(options) } catch SimulatorError.worldInUse(let path, let address) {
                if let address { throw served(path, at: address) }
                let holder = try await state(of: project, .readOnly).currentLease()
                guard ContinuousClock.now - start < max(lockTimeout, holder == nil ? Self.patience : .zero) else {
                    if let holder { throw StateError.leaseHeld(holder) }
                    throw Diagnostic(
                        code: "simulator", "another nacre command is using this workspace's built-in simulator",
                        notes: [path], help: "wait for it to end, or run \"nacre simulate\" and connect with --cloud")
                }
                if let holder, !told { console.note("waiting for the state lock: \(holder)") }
                told = told || holder != nil
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    private func served(_ world: String, at address: String) -> Diagnostic {
        Diagnostic(
            code: "simulator", "a simulator at \(address) has this workspace's simulated cloud",
            notes: ["started with \"nacre simulate --state \(world)\""],
            help: "add --cloud \(address) to the command, or stop the simulator")
    }

    private func embeddedOptions(_ project: Project, _ access: StateAccess) -> SimulatorOptions {
        var options = SimulatorOptions()
        let world = statePath(of: project) + ".simulator"
        let folder = URL(filePath: world).deletingLastPathComponent()
        // The world is the cloud, not the state: it may be made even by a plan.
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        options.worldFile = world
        options.readsWorldOnly =
            access == .readOnly
            && (FileManager.default.fileExists(atPath: world)
                || !FileManager.default.isWritableFile(atPath: folder.path))
        options.speed = environment["NACRE_SIMULATOR_SPEED"].flatMap(Double.init) ?? Self.embeddedSpeed
        return options
    }
}
