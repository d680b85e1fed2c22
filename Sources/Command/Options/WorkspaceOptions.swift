import ArgumentParser

/// Which workspace a command is about, and as which environment.
struct WorkspaceOptions: ParsableArguments {
    @Option(name: [.short, .long], help: "The folder that contains nacre.yaml.", completion: .directory)
    var workspace = "."

    @Option(name: [.short, .long], help: "Apply the overrides in env/NAME.yaml.")
    var environment: String?

    func add(to options: inout SessionOptions) {
        options.workspace = workspace
        options.environment = environment
    }
}

/// Values for the manifests, for commands that read them.
struct VariableOptions: ParsableArguments {
    @Option(name: [.customShort("v"), .customLong("var")], help: "Set a variable: name=value. Repeatable.")
    var variables: [String] = []

    mutating func validate() throws {
        for variable in variables where !variable.contains("=") {
            // It may be a value alone, and a secret one.
            let name = variable.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            throw ValidationError("-v must be name=value\(name.count == variable.count ? ", but contains no =" : "")")
        }
    }

    func add(to options: inout SessionOptions) {
        let pairs = variables.map { pair -> (String, String) in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
        }
        options.variables = Dictionary(pairs, uniquingKeysWith: { _, last in last })
    }
}
