import ArgumentParser

/// Flags about what is written and how, for every command that reports something.
struct ConsoleOptions: ParsableArguments {
    @Flag(help: "No colors, as with NO_COLOR.")
    var noColor = false

    @Flag(name: [.short, .long], help: "Only results and errors.")
    var quiet = false

    @Flag(name: .long, help: "Verbose output; repeat it to log every API call.")
    var verbose: Int

    @Option(name: [.short, .long], help: "Output format: text or json; sarif for lint and validate.")
    var output = OutputFormat.text

    enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
        case text, json, sarif
    }

    func add(to options: inout SessionOptions) {
        options.noColor = noColor
        options.quiet = quiet
        options.verbose = verbose
        options.output = output
    }
}
