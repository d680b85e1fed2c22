import OrderedJSON

extension SavedPlan {
    /// What the manifests of a saved plan were read with: applying it reads them with the same.
    public struct Inputs: Hashable, Sendable {
        /// The environment whose overrides were applied.
        public var environment: String?
        /// The variables given on the command line, except for sensitive ones.
        public var variables: [String: String]
        /// The sensitive variables given on the command line: they have to be given again, since the file holds no secret.
        public var withheld: Set<String>

        public init(environment: String? = nil, variables: [String: String] = [:], withheld: Set<String> = []) {
            self.environment = environment
            self.variables = variables
            self.withheld = withheld
        }

        init(_ json: JSON) {
            environment = json["environment"]?.text
            variables = (json["variables"] ?? [:]).members.reduce(into: [:]) { $0[$1.key] = $1.value.text }
            withheld = Set(json["withheld"]?.elements.compactMap(\.text) ?? [])
        }
    }

    /// The inputs of a plan made with `variables`, of which `sensitive` ones are kept out of the file.
    public static func inputs(
        environment: String?, variables: [String: String], sensitive: Set<String>
    ) -> Inputs {
        Inputs(
            environment: environment, variables: variables.filter { !sensitive.contains($0.key) },
            withheld: sensitive.intersection(variables.keys))
    }
}
