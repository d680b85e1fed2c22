import Dispatch
import Model
import OrderedJSON
import Reporting
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where a command writes: results to standard output, everything else to standard error.
struct Console: Sendable {
    let style: TextStyle
    let errorStyle: TextStyle
    let isQuiet: Bool
    /// Whether progress can be drawn in place.
    let isLive: Bool

    init(noColor: Bool, quiet: Bool, environment: [String: String]) {
        let plain = noColor || !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        let forced = !(environment["FORCE_COLOR"] ?? "").isEmpty && !noColor
        let outTerminal = isatty(STDOUT_FILENO) == 1
        let errorTerminal = isatty(STDERR_FILENO) == 1
        style = TextStyle(
            colour: forced || (outTerminal && !plain), width: outTerminal ? Console.width(STDOUT_FILENO) : 0)
        errorStyle = TextStyle(
            colour: forced || (errorTerminal && !plain), width: errorTerminal ? Console.width(STDERR_FILENO) : 0)
        isQuiet = quiet
        isLive = errorTerminal && !quiet && environment["TERM"] != "dumb" && environment["CI"] == nil
    }

    /// A result.
    /// - Throws: ``OutputFailure`` when standard output does not take all of it.
    func print(_ text: String) throws(OutputFailure) { try deliver(text + "\n") }
    func print(_ json: JSON) throws(OutputFailure) { try print(json.serialized(.pretty)) }

    /// A result as it is, without a newline behind it.
    /// - Throws: ``OutputFailure`` when standard output does not take all of it.
    func deliver(_ text: String) throws(OutputFailure) { try OutputStream.results.write(text) }

    /// Something for the person watching.
    func note(_ text: String) {
        if !isQuiet { alert(text) }
    }

    /// Something that must be seen.
    func alert(_ text: String) { OutputStream.messages.attempt(text + "\n") }

    /// Says that a question could not be asked.
    func alertUnconfirmed(_ help: String) {
        let problem = Diagnostic(
            code: "unconfirmed", "confirmation needed, but standard input is not a terminal", help: help)
        alert(DiagnosticReport.text([problem], style: errorStyle))
    }

    /// Asks on standard error and reads a line; nil when there is nobody to ask.
    ///
    /// The answer may take as long as it likes, on a thread of its own: the lock's heartbeat goes on meanwhile. Who is
    /// cancelled waits no longer; nil then.
    func ask(_ question: String, reading line: @escaping @Sendable () -> String? = { readLine() }) async -> String? {
        guard isatty(STDIN_FILENO) == 1 else { return nil }
        OutputStream.messages.attempt(question)
        let isCancelled = Mutex(false)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async {
                    let isThere = Console.awaitInput { isCancelled.withLock { $0 } }
                    continuation.resume(returning: isThere ? line() : nil)
                }
            }
        } onCancel: {
            isCancelled.withLock { $0 = true }
        }
    }

    /// Waits until standard input has something to read, or its end.
    /// - Returns: false when `isGivenUp` said so first.
    private static func awaitInput(unless isGivenUp: () -> Bool) -> Bool {
        var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        while !isGivenUp() {
            if poll(&input, 1, 100) > 0 { return true }
        }
        return false
    }

    private static func width(_ file: Int32) -> Int {
        var size = winsize()
        guard ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 100 }
        return Int(size.ws_col)
    }
}
