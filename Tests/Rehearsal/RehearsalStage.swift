import Foundation
import OrderedJSON

/// A workspace in a folder of its own, a simulated cloud in a process of its own, and the real command between them.
public final class RehearsalStage: Sendable {
    public let scratch: Scratch
    public let cloud: ControlPanel
    private let simulator: NacreProcess

    /// Sets the stage, lets `body` play, and clears up.
    public static func with<Answer>(
        speed: Double = 2000, simulator options: [String] = [], file: String = #fileID, line: Int = #line,
        _ body: (RehearsalStage) async throws -> Answer
    ) async throws -> Answer {
        try await Gate.shared.pass(file: file, line: line) {
            let stage = try await RehearsalStage(speed: speed, options)
            do {
                let answer = try await body(stage)
                await stage.clear()
                return answer
            } catch {
                await stage.clear()
                throw error
            }
        }
    }

    private init(speed: Double, _ options: [String]) async throws {
        scratch = try Scratch()
        // What a test records for itself is not recorded for the comparison with the vendor's description.
        let recording = options.contains("--record") ? [] : Self.recording
        simulator = try NacreProcess(["simulate", "--speed", String(speed)] + options + recording, in: scratch)
        cloud = ControlPanel(try await Self.address(of: simulator))
    }

    private static var recording: [String] { Recordings.file().map { ["--record", $0] } ?? [] }

    private static func address(of simulator: NacreProcess) async throws -> String {
        for _ in 0..<1000 {
            if let line = simulator.output.split(separator: "\n").first, let space = line.lastIndex(of: " ") {
                return String(line[line.index(after: space)...])
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw ControlPanel.Refused(description: "the simulator did not start: \(simulator.errors)")
    }

    private func clear() async {
        simulator.signal(SIGTERM)
        _ = await simulator.result(within: .seconds(60))
        try? FileManager.default.removeItem(atPath: scratch.root + "-home")
    }

    // MARK: The workspace

    /// Writes `nacre.yaml`, pointing at the simulated cloud.
    public func project(_ more: String = "") throws {
        try scratch.write(
            """
            apiVersion: nacre/v1
            kind: Project
            metadata: {name: shop}
            spec:
              cloud: \(cloud.url)
              region: KR
              manifests: ["manifests/*.yaml"]
              capabilities: {DataBox: [create, update], DataBoxFrame: [update]}
            \(more)
            """, to: "nacre.yaml")
    }

    /// Writes the one manifest file `manifests/main.yaml`; documents are told apart by blank lines and `---`.
    public func manifest(_ text: String, file: String = "main") throws {
        try scratch.write(text, to: "manifests/\(file).yaml")
    }

    // MARK: The command

    @discardableResult
    public func nacre(_ arguments: String..., environment: [String: String] = [:]) async throws -> NacreProcess.Result {
        try await start(arguments, environment: environment).result()
    }

    public func start(
        _ arguments: [String], environment: [String: String] = [:], launcher: [String] = [], terminal: Terminal? = nil
    ) throws -> NacreProcess {
        try NacreProcess(arguments, in: scratch, environment: environment, launcher: launcher, terminal: terminal)
    }

    @discardableResult
    public func apply(_ more: String...) async throws -> NacreProcess.Result {
        try await start(["apply", "--auto-approve"] + more).result()
    }

    /// Waits until something is so, looking often; false when it does not come about.
    public func until(_ holds: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<1500 {
            if try await holds() { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}
