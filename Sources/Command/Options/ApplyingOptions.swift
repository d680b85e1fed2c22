import ArgumentParser
import Execution

/// How changes are carried out.
struct ApplyingOptions: ParsableArguments {
    @Flag(help: "Do not ask.")
    var autoApprove = false

    @Option(help: "How long to wait for the state lock, in seconds.")
    var lockTimeout = 0

    @Option(help: "Seconds that running steps may go on after an interrupt.")
    var grace = 30

    @Option(help: "Maximum number of concurrent steps.")
    var parallelism = 64

    @Option(
        help: ArgumentHelp(
            """
            If a create got no response and several objects match: fail, adopt the newest, or create again (retry).
            """, valueName: "policy"))
    var onAmbiguous = AmbiguityPolicy.fail

    mutating func validate() throws {
        guard parallelism > 0 else { throw ValidationError("--parallelism must be at least 1") }
        guard lockTimeout >= 0 else { throw ValidationError("--lock-timeout must not be below 0") }
        guard grace >= 0 else { throw ValidationError("--grace must not be below 0") }
    }
}

/// Which steps of a plan are done.
struct ResumingOptions: ParsableArguments {
    @Flag(help: "Do the other steps although some cannot be done.")
    var keepGoing = false

    @Flag(help: "Only the steps that the last run did not complete.")
    var resume = false
}

extension AmbiguityPolicy: ExpressibleByArgument {}
