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
    func print(_ text: String) { Console.write(text + "\n", to: STDOUT_FILENO) }
    func print(_ json: JSON) { print(json.serialized(.pretty)) }

    /// Something for the person watching.
    func note(_ text: String) {
        if !isQuiet { Console.write(text + "\n", to: STDERR_FILENO) }
    }

    /// Something that must be seen.
    func alert(_ text: String) { Console.write(text + "\n", to: STDERR_FILENO) }

    /// Asks on standard error and reads a line; nil when there is nobody to ask.
    ///
    /// The answer may take as long as it likes, on a thread of its own: the lock's heartbeat goes on meanwhile. Who is
    /// cancelled waits no longer; nil then.
    func ask(_ question: String) async -> String? {
        guard isatty(STDIN_FILENO) == 1 else { return nil }
        Console.write(question, to: STDERR_FILENO)
        let isCancelled = Mutex(false)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async {
                    let isThere = Console.awaitInput { isCancelled.withLock { $0 } }
                    continuation.resume(returning: isThere ? readLine() : nil)
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

    /// A result that is of no use in part.
    /// - Throws: a ``Diagnostic`` when standard output does not take all of it.
    func deliver(_ text: String) throws(Diagnostic) {
        guard Console.write(text, to: STDOUT_FILENO) else {
            throw Diagnostic(
                code: "unwritable", "standard output took only a part: \(String(cString: strerror(errno)))",
                help: "make room, and do it again")
        }
    }

    func deliver(_ json: JSON) throws(Diagnostic) { try deliver(json.serialized(.pretty) + "\n") }

    /// Says whether everything was written; else `errno` says why not.
    @discardableResult
    static func write(_ text: String, to file: Int32) -> Bool {
        let bytes = Array(text.utf8)
        var sent = 0
        return bytes.withUnsafeBytes { buffer in
            while sent < buffer.count {
                let count = systemWrite(file, buffer.baseAddress?.advanced(by: sent), buffer.count - sent)
                if count <= 0 { return false }
                sent += count
            }
            return true
        }
    }

    private static func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.write(file, bytes, count)
        #else
            Darwin.write(file, bytes, count)
        #endif
    }

    private static func width(_ file: Int32) -> Int {
        var size = winsize()
        guard ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 100 }
        return Int(size.ws_col)
    }
}
