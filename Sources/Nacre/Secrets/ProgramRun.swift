import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A program that is started without a shell, and what it prints.
///
/// It stays in the process group and on the terminal of this command, so that it can ask for a PIN and ends with Ctrl-C.
/// What it prints is given to the caller and to nobody else.
public struct ProgramRun: Sendable {
    /// What a program left.
    public struct Ended: Sendable {
        /// Its exit code; 128 and the signal for one that a signal ended.
        public var status: Int32
        public var output: [UInt8]
        /// The end of what it wrote to standard error.
        public var errors: [UInt8]
    }

    public enum Failure: Error, Hashable, Sendable {
        /// The system's error number.
        case notStarted(Int32)
        case timedOut
        /// It printed more than a secret can be.
        case tooMuch
        case cancelled
    }

    /// The most bytes that are taken of its output.
    public static let mostOutput = 1 << 16
    private static let mostErrors = 1 << 12

    /// The program, looked for in `PATH` unless it is a path, and its arguments.
    public var words: [String]
    public var environment: [String: String]
    public var limit: Duration

    public init(_ words: [String], environment: [String: String], limit: Duration) {
        self.words = words
        self.environment = environment
        self.limit = limit
    }

    /// Starts the program and waits for its end, on a thread of its own.
    public func ended() async throws(Failure) -> Ended {
        let isCancelled = Mutex(false)
        let result: Result<Ended, Failure> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async {
                    continuation.resume(returning: watch { isCancelled.withLock { $0 } })
                }
            }
        } onCancel: {
            isCancelled.withLock { $0 = true }
        }
        return try result.get()
    }

    private func watch(unless isCancelled: () -> Bool) -> Result<Ended, Failure> {
        guard let output = Pipe(), let errors = Pipe() else { return .failure(.notStarted(errno)) }
        let child: ChildProcess
        do throws(ChildProcess.NotStarted) {
            child = try ChildProcess(
                words, environment: environment, output: output.input, errors: errors.input)
        } catch {
            return .failure(.notStarted(error.code))
        }
        output.closeInput()
        errors.closeInput()
        let end = ContinuousClock.now.advanced(by: limit)
        var ended = Ended(status: 0, output: [], errors: [])
        while true {
            let status = child.status()
            let isOver = status != nil
            // What it left behind may keep the pipes open for ever: after its end only what is there is read.
            read(output, errors, into: &ended, waiting: isOver ? 0 : 50)
            if ended.output.count > Self.mostOutput { return stopped(child, &ended, .tooMuch) }
            if let status {
                ended.status = status
                return .success(ended)
            }
            if isCancelled() { return stopped(child, &ended, .cancelled) }
            if ContinuousClock.now > end { return stopped(child, &ended, .timedOut) }
        }
    }

    private func stopped(_ child: ChildProcess, _ ended: inout Ended, _ failure: Failure) -> Result<Ended, Failure> {
        child.stop()
        for index in ended.output.indices { ended.output[index] = 0 }
        return .failure(failure)
    }

    private func read(_ output: Pipe, _ errors: Pipe, into ended: inout Ended, waiting milliseconds: Int32) {
        var states = [
            pollfd(fd: output.isOpen ? output.output : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors.isOpen ? errors.output : -1, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&states, 2, milliseconds) > 0 || milliseconds == 0 else { return }
        let rounds = milliseconds == 0 ? 64 : 1
        for _ in 0..<rounds {
            let some = output.read(into: &ended.output)
            let more = errors.read(into: &ended.errors)
            if ended.errors.count > 2 * Self.mostErrors { ended.errors = ended.errors.suffix(Self.mostErrors) }
            guard some || more else { return }
        }
    }
}

/// Two ends of a pipe that closes with the last use.
private final class Pipe {
    let input: Int32
    let output: Int32
    private var isInputOpen = true
    private(set) var isOpen = true

    init?() {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return nil }
        output = ends[0]
        input = ends[1]
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(output, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(output)
        closeInput()
    }

    func closeInput() {
        if isInputOpen { close(input) }
        isInputOpen = false
    }

    /// Whether something was there.
    func read(into bytes: inout [UInt8]) -> Bool {
        guard isOpen else { return false }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = systemRead(output, &buffer, buffer.count)
        if count > 0 { bytes += buffer[..<count] }
        if count == 0 { isOpen = false }
        return count > 0
    }
}

// The C name, apart from the method of the same name.
private func systemRead(_ file: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(file, bytes, count)
}
