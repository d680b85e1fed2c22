import ArgumentParser

/// How changes are carried out.
struct ApplyingOptions: ParsableArguments {
    @Flag(help: "Do not ask.")
    var autoApprove = false

    @Option(help: "Seconds to wait for a lock that somebody holds.")
    var lockTimeout = 0

    @Option(help: "Seconds that running steps may go on after an interrupt.")
    var grace = 30

    @Flag(help: "Go on with what an earlier run left unfinished. Every apply does; this one does nothing else.")
    var resume = false
}
