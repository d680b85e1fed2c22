import ArgumentParser
import Execution

/// How changes are carried out.
struct ApplyingOptions: ParsableArguments {
    @Flag(help: "Do not ask.")
    var autoApprove = false

    @Option(help: "Seconds to wait for a lock that somebody holds.")
    var lockTimeout = 0

    @Option(help: "Seconds that running steps may go on after an interrupt.")
    var grace = 30

    @Option(
        help: ArgumentHelp(
            "When a lost answer could mean one of several objects: fail, adopt the newest, or retry.",
            valueName: "policy"))
    var onAmbiguous = AmbiguityPolicy.fail

    @Flag(help: "Do the other steps although some cannot be done.")
    var keepGoing = false

    @Flag(help: "Only what the last run left failed, pending, blocked or not started.")
    var resume = false
}

extension AmbiguityPolicy: ExpressibleByArgument {}
