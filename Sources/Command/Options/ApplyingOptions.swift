import ArgumentParser
import Execution

/// How changes are carried out.
struct ApplyingOptions: ParsableArguments {
    @Flag(help: "Apply without asking for confirmation.")
    var autoApprove = false

    @Option(help: "How long to wait for the state lock, in seconds.")
    var lockTimeout = 0

    @Option(help: "How long to wait for running steps after an interrupt, in seconds.")
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

/// What a plan may delete.
struct DeletingOptions: ParsableArguments {
    @Flag(help: "Delete and replace databases and other objects that keep data, and their data with them.")
    var allowDataLoss = false
}

/// Which steps of a plan are done.
struct ResumingOptions: ParsableArguments {
    @Flag(help: "Apply the other steps even if some cannot be planned.")
    var keepGoing = false

    @Flag(help: "Only the steps that the last run did not complete.")
    var resume = false
}

extension AmbiguityPolicy: ExpressibleByArgument {}
