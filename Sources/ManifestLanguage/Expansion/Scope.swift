import Model

/// What every expression of a workspace can draw on.
final class Surroundings {
    let catalog: KindCatalog
    let findings: Findings
    let environment: [String: String]
    var variables: [String: Node] = [:]
    var secrets: [String: SecretValue] = [:]
    /// The objects of the workspace; empty until every name is worked out.
    var inventory = Inventory()
    /// Documents in other languages that objects name; nil where there are no objects.
    var definitions: DefinitionFiles?

    init(catalog: KindCatalog, findings: Findings, environment: [String: String]) {
        self.catalog = catalog
        self.findings = findings
        self.environment = environment
    }
}

/// What expressions mean at one place of a workspace.
struct Scope {
    /// The first word of an expression.
    enum Root: String, CaseIterable {
        case variable = "var"
        case each
        case environment = "env"
        case secret
        /// `${Kind/name.field}`
        case reference = "Kind/name"
    }

    /// One round of a `forEach`.
    struct Each {
        var index: Int
        var key: Node
        var value: Node
    }

    /// How many expressions may stand inside one, so that a hostile text cannot exhaust the stack.
    static let nestingLimit = 8

    let surroundings: Surroundings
    /// What may be used here.
    var admits: Set<Root>
    /// Why the rest may not, for the user.
    var limitation: String
    var each: Each?

    var findings: Findings { surroundings.findings }
    var catalog: KindCatalog { surroundings.catalog }

    /// For `nacre.yaml`, where nothing but the environment is known.
    static func settings(_ surroundings: Surroundings) -> Scope {
        Scope(
            surroundings: surroundings, admits: [.environment],
            limitation: "settings and defaults may use ${env.NAME} only")
    }

    /// For names, labels, `forEach` and `lifecycle`, which have to be known before anything exists.
    static func header(_ surroundings: Surroundings, each: Each? = nil) -> Scope {
        Scope(
            surroundings: surroundings, admits: [.variable, .each, .environment],
            limitation: "what stands outside spec has to be known before anything is created", each: each)
    }

    /// For `spec`.
    static func spec(_ surroundings: Surroundings, each: Each? = nil) -> Scope {
        Scope(surroundings: surroundings, admits: Set(Root.allCases), limitation: "", each: each)
    }
}

/// Where an expression stands. Looking for its column takes time, so it is done only for those who are told.
struct Site {
    var node: Node
    var expression: String

    var place: Place { node.place.finding("${\(expression)}") }
}
