import Kinds
import Model

/// What the laws need to know of a kind and cannot read off its declaration. Each kind has one entry, in the file of its
/// service.
struct KindCases: Sendable {
    /// Where the simulator keeps the status of such objects.
    struct StatusPlace: Sendable {
        let table: String
        let attribute: String
        /// The code at which creation ends.
        let ready: String

        init(_ table: String, _ attribute: String, ready: String) {
            (self.table, self.attribute, self.ready) = (table, attribute, ready)
        }
    }

    let kind: String
    /// For each field that changes in place, a valid value other than the one in the example.
    var otherValues: Attributes = [:]
    /// What the example has to say instead for a field to take its other value, by field; null removes a field.
    var preconditions: [String: Attributes] = [:]
    /// Fields whose other value cannot be undone, so that they are changed on an object of their own.
    var irreversible: Set<String> = []
    /// Fields that change in place, but depend on what the cloud or other objects hold; scenarios test them.
    var testedInScenarios: Set<String> = []
    /// Nil for a kind without a status.
    var status: StatusPlace?
    /// Calls that a plan names and that are made only where the object turns out to need them.
    var occasionalCalls: Set<String> = []
    /// Whether the answer to its creation finds it ready, so that no status is waited for.
    var isReadyAtOnce = false
    /// Whether the cloud shows all that a manifest has to say, so that the object can be exported.
    var isExportable = true
    /// Whether only what time brings lets one be made, such as a backup: a scenario makes one.
    var isMadeInScenarios = false
    /// How much faster than a real clock the simulated one of its life runs.
    var speed = 20_000.0

    static let all =
        vpc + server + loadBalancer + autoScaling + cloudDB + apiGateway + dataBoxFrame + datafence + linkage + kms
        + objectStorage + kubernetes + nas + globalDNS + cloudInsight + certificateManager + globalEdge + subAccount
        + lookups + serverClassic + cdn + mail

    private static let byKind = Dictionary(all.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })

    /// The kinds of objects that a law makes.
    static let made = DriverCatalog.ncloud.kinds.ofAccount.filter { !of($0.name).isMadeInScenarios }

    /// The cases of a kind; none when nobody wrote them, which ``CaseLaws`` reports.
    static func of(_ kind: String) -> KindCases { byKind[kind] ?? KindCases(kind) }

    init(
        _ kind: String, otherValues: Attributes = [:], preconditions: [String: Attributes] = [:],
        irreversible: Set<String> = [], testedInScenarios: Set<String> = [], status: StatusPlace? = nil,
        occasionalCalls: Set<String> = [], isReadyAtOnce: Bool = false, isExportable: Bool = true,
        isMadeInScenarios: Bool = false, speed: Double = 20_000
    ) {
        self.kind = kind
        self.speed = speed
        self.otherValues = otherValues
        self.preconditions = preconditions
        self.irreversible = irreversible
        self.testedInScenarios = testedInScenarios
        self.status = status
        self.occasionalCalls = occasionalCalls
        self.isReadyAtOnce = isReadyAtOnce
        self.isExportable = isExportable
        self.isMadeInScenarios = isMadeInScenarios
    }
}

extension KindCases {
    /// The fields of the kind that a test changes in place.
    func changeable(of kind: Kind) -> [Field] {
        kind.fields.filter { field in
            guard case .inPlace = field.change else { return false }
            return field.isWritable && !testedInScenarios.contains(field.name)
        }
    }

    /// Whether the field is changed on an object of its own.
    func needsOwnObject(_ field: Field) -> Bool {
        irreversible.contains(field.name) || preconditions[field.name] != nil
    }
}

extension Value {
    /// An object of the examples.
    static func example(_ kind: String, _ name: String) -> Value {
        .reference(Reference(Address(kind: kind, name: name)))
    }

    /// The object of a kind that came with the VPC of the examples.
    static func cameWithVpc(_ kind: String) -> Value {
        .reference(Reference(lookup: kind, criteria: ["vpc": .example("Vpc", "shop"), "isDefault": true]))
    }
}

extension KindCatalog {
    /// The kinds whose objects the account has: the laws of objects are about them.
    var ofAccount: [Kind] { kinds.filter { !$0.isExternal } }
}
