import ArgumentParser

/// What a command's exit code says. Part of the contract with scripts: never renumbered.
enum ExitStatus: Int32 {
    case done = 0
    /// Nothing was changed.
    case error = 1
    /// `plan --detailed-exitcode` and `drift`: differences exist.
    case differs = 2
    /// Some steps failed or are pending; state is true; run again.
    case incomplete = 3
    /// By a guard; by `lint`, for what it found.
    case refused = 4
    /// The lock is held by someone alive.
    case locked = 5
    /// The saved plan is stale or was used.
    case stale = 6
    case interrupted = 130
    /// Standard output was closed by its reader, as by `head`; what a shell reports of a program that a SIGPIPE ended.
    case outputClosed = 141

    var exitCode: ExitCode { ExitCode(rawValue) }
}
