import Foundation
import OrderedJSON
import Synchronization

/// The real command as a process of its own.
public final class NacreProcess: @unchecked Sendable {
    // Unchecked because of `Process`, which is only touched through its thread-safe parts once it runs: `terminate`,
    // `processIdentifier`, `terminationStatus` after the exit was seen.
    private let process = Process()
    private let scratch: Scratch
    private let number: Int
    private let arguments: [String]
    private let exit: Exit

    private static let counter = Atomic<Int>(0)

    /// What a finished command left.
    public struct Result: Sendable, CustomStringConvertible {
        public let status: Int32
        public let out: String
        public let err: String

        public var all: String { out + err }
        public var description: String { "exit \(status)\n--- out\n\(out)--- err\n\(err)---" }
    }

    /// The binary that was built along with the tests; `NACRE_BINARY` names another.
    public static let binary: String =
        ProcessInfo.processInfo.environment["NACRE_BINARY"]
        ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "nacre").path

    /// Starts the command. It sees nothing of the environment but what is given, and a home folder of its own.
    /// - Parameters:
    ///   - launcher: a program and its arguments that start the command, whose words are added behind them.
    ///   - terminal: where it reads from; nil for nowhere.
    public init(
        _ arguments: [String], in scratch: Scratch, environment: [String: String] = [:], launcher: [String] = [],
        terminal: Terminal? = nil
    ) throws {
        self.scratch = scratch
        self.arguments = arguments
        number = Self.counter.add(1, ordering: .relaxed).newValue
        exit = Exit()
        let words = launcher + [Self.binary] + arguments
        process.executableURL = URL(filePath: words[0])
        process.arguments = Array(words.dropFirst())
        process.currentDirectoryURL = URL(filePath: scratch.root)
        let inherited = ProcessInfo.processInfo.environment
        let kept = ["PATH", "LD_LIBRARY_PATH", "SWIFT_BACKTRACE"].compactMap { name in
            inherited[name].map { (name, $0) }
        }
        process.environment = Dictionary(uniqueKeysWithValues: kept)
            .merging(["HOME": scratch.root + "-home", "TZ": "UTC", "NO_COLOR": "1"]) { _, new in new }
            .merging(environment) { _, new in new }
        process.standardInput = terminal?.end ?? FileHandle.nullDevice
        let streams = (out: try file("out"), err: try file("err"))
        process.standardOutput = streams.out
        process.standardError = streams.err
        process.terminationHandler = { [exit] in exit.came($0.terminationStatus, $0.terminationReason) }
        try process.run()
        // The process has its own now. Left open, a few hundred rehearsals use up what one may have.
        try streams.out.close()
        try streams.err.close()
    }

    public var pid: Int32 { process.processIdentifier }

    public func signal(_ number: Int32) { kill(pid, number) }

    /// Waits for the end. A process that has not ended by the limit is killed, and its errors say so.
    public func result(within limit: Duration = .seconds(600)) async -> Result {
        let patience = Task { await watch(limit) }
        let status = await exit.status
        patience.cancel()
        defer { for stream in ["out", "err"] { try? FileManager.default.removeItem(atPath: path(stream)) } }
        return Result(status: status, out: text("out"), err: text("err") + exit.complaint)
    }

    /// Ends the wait for a process that does not end, or whose end nobody was told of.
    private func watch(_ limit: Duration) async {
        let start = ContinuousClock.now
        var looksDead = false
        while (try? await Task.sleep(for: .seconds(2))) != nil {
            let stat = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
            // An end that stays unseen for so long will not be told any more.
            let isDead = stat.split(separator: ")").last?.contains(" Z ") ?? false
            if isDead, looksDead, let status = reap() { return exit.came(status.code, status.reason) }
            looksDead = isDead
            guard start.duration(to: .now) > limit else { continue }
            kill(pid, SIGKILL)
            return exit.gaveUp("hangs since \(limit), and is killed: \(arguments.joined(separator: " ")): \(stat)\n")
        }
    }

    private func reap() -> (code: Int32, reason: Process.TerminationReason)? {
        var status: Int32 = 0
        guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
        let signal = status & 0x7F
        return signal == 0 ? ((status >> 8) & 0xFF, .exit) : (signal, .uncaughtSignal)
    }

    /// What it has printed so far.
    public var output: String { text("out") }
    public var errors: String { text("err") }

    private func path(_ stream: String) -> String { "\(scratch.root)-\(number)-\(stream)" }

    private func file(_ stream: String) throws -> FileHandle {
        try Data().write(to: URL(filePath: path(stream)))
        return try FileHandle(forWritingTo: URL(filePath: path(stream)))
    }

    private func text(_ stream: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path(stream)) ?? Data(), as: UTF8.self)
    }
}

/// The end of a process, awaited by one or more.
private final class Exit: Sendable {
    private struct State {
        var status: Int32?
        var complaint = ""
        var waiting: [CheckedContinuation<Int32, Never>] = []
    }
    private let state = Mutex(State())

    /// Why nobody waits any longer; empty where the process ended by itself.
    var complaint: String { state.withLock { $0.complaint } }

    /// Lets those who wait go on, though no end was seen.
    func gaveUp(_ complaint: String) {
        let isFirst = state.withLock { state in
            guard state.status == nil else { return false }
            state.complaint = complaint
            return true
        }
        guard isFirst else { return }
        FileHandle.standardError.write(Data(complaint.utf8))
        came(SIGKILL, .uncaughtSignal)
    }

    /// A process that a signal ended counts as a shell counts it: 128 and the signal.
    func came(_ status: Int32, _ reason: Process.TerminationReason) {
        let code = reason == .uncaughtSignal ? 128 + status : status
        let waiting = state.withLock { state in
            state.status = state.status ?? code
            defer { state.waiting = [] }
            return state.waiting
        }
        for one in waiting { one.resume(returning: code) }
    }

    var status: Int32 {
        get async {
            await withCheckedContinuation { continuation in
                let known = state.withLock { state -> Int32? in
                    if state.status == nil { state.waiting.append(continuation) }
                    return state.status
                }
                if let known { continuation.resume(returning: known) }
            }
        }
    }
}

extension NacreProcess.Result {
    /// Standard output as JSON.
    /// - Throws: when it is none.
    public var json: JSON {
        get throws { try JSON(parsing: out) }
    }

    /// The steps of a plan in JSON, as `action address`.
    public var steps: [String] {
        get throws {
            try json["steps"]?.elements.map { "\($0["action"]?.text ?? "") \($0["address"]?.text ?? "")" } ?? []
        }
    }
}
