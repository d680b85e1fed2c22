import Model

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Output that could not be written.
struct OutputFailure: Error {
    /// Where it was to go.
    var stream: String
    /// The system's error number.
    var code: Int32

    var reason: String { String(cString: strerror(code)) }

    /// A reader that has seen enough, such as `head`, is not told that it has.
    var isReaderGone: Bool { code == EPIPE }

    var status: ExitStatus { isReaderGone ? .outputClosed : .error }

    var diagnostic: Diagnostic {
        Diagnostic(
            code: "unwritable", "cannot write to \(stream): \(reason)",
            help: "free some space or write the output elsewhere; \"nacre state history\" lists what was changed")
    }
}
