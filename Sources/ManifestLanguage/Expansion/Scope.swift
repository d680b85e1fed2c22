import Model

/// What every expression of a workspace can draw on. Each stage of loading makes its own from that of the stage before.
struct EvaluationContext {
    let catalog: KindCatalog
    let findings: Findings
    let environment: [String: String]
    /// Where the contents of files come from; nil where no objects are read.
    var contents: ContentFiles?
    /// Known once the settings are read.
    private(set) var variables: [String: Node] = [:]
    private(set) var secrets: [String: SecretValue] = [:]
    /// The objects of the workspace, known once every name is worked out.
    private(set) var inventory = Inventory()

    init(catalog: KindCatalog, findings: Findings, environment: [String: String]) {
        self.catalog = catalog
        self.findings = findings
        self.environment = environment
    }

    func with(variables: [String: Node], secrets: [String: SecretValue]) -> EvaluationContext {
        var context = self
        (context.variables, context.secrets) = (variables, secrets)
        return context
    }

    func with(_ inventory: Inventory) -> EvaluationContext {
        var context = self
        context.inventory = inventory
        return context
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

    let context: EvaluationContext
    /// What may be used here.
    var admits: Set<Root>
    /// Why the rest may not, for the user.
    var limitation: String
    var each: Each?

    var findings: Findings { context.findings }
    var catalog: KindCatalog { context.catalog }

    /// For `nacre.yaml`, where nothing but the environment is known.
    static func settings(_ context: EvaluationContext) -> Scope {
        Scope(
            context: context, admits: [.environment],
            limitation: "settings and defaults can only use ${env.NAME}")
    }

    /// For names, labels, `forEach` and `lifecycle`, which have to be known before anything exists.
    static func header(_ context: EvaluationContext, each: Each? = nil) -> Scope {
        Scope(
            context: context, admits: [.variable, .each, .environment],
            limitation: "values outside spec must be known before anything is created", each: each)
    }

    /// For `spec`.
    static func spec(_ context: EvaluationContext, each: Each? = nil) -> Scope {
        Scope(context: context, admits: Set(Root.allCases), limitation: "", each: each)
    }
}

/// Where an expression stands. Looking for its column takes time, so it is done only for those who are told.
struct Site {
    var node: Node
    var expression: String

    var place: Place { node.place.finding("${\(expression)}") }
}
