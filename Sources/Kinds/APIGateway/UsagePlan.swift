import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// Limits that stages offer to keys. Source: api/apigateway.md §6.
    public static let usagePlan = Driver(
        Kind(
            "UsagePlan", service: "APIGateway",
            summary: "Limits on how fast and how much a key may call; stages offer plans, keys get one per stage.",
            source: "api/apigateway.md §6",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .inPlace(.none, calls: put),
                    constraints: [.length(1...45)], "Name of the plan; some sites take 20 characters at most."),
                Field(
                    "description", .string, change: .inPlace(.none, calls: put), initial: "",
                    constraints: [.length(0...50)], "What it is for, up to 50 characters."),
                Field(
                    "requestsPerSecond", .integer, change: .inPlace(.none, calls: put), initial: .null,
                    constraints: [.range(1...2_147_483_647)], "How many requests a second; left out, any number."),
                Field(
                    "quota", .object(PlanLimits.quota), change: .inPlace(.none, calls: put), initial: .null,
                    "How many requests a day and a month; left out, any number."),
                Field(
                    "quotaCondition", .formatted(.answerClasses), change: .inPlace(.none, calls: put), initial: .null,
                    "Which answers count against the quota: of 2xx, 3xx, 4xx, 5xx and others."),
            ],
            identity: Kind.Identity(id: "usagePlanId"),
            reading: Kind.Reading(["POST /usage-plans/search"]),
            life: Kind.Life(
                creation: Kind.Procedure(["POST /usage-plans"], seconds: 1, timeout: 60),
                update: Kind.Procedure(put, seconds: 1, timeout: 60),
                deletion: Kind.Procedure(["DELETE /usage-plans/{usage-plan-id}"], seconds: 1, timeout: 60)),
            checks: Kind.Checks(lint: [AccessLint.unusedPlan], breaking: Breaking.usagePlan),
            example: """
                apiVersion: ncloud/v1
                kind: UsagePlan
                metadata: {name: partner}
                spec:
                  requestsPerSecond: 50
                  quota: {perDay: 100000, perMonth: 2000000}
                """),
        operations: UsagePlanOperations())

    private static let put = ["PUT /usage-plans/{usage-plan-id}"]
}

struct UsagePlanOperations: Operations {
    /// The list of all plans is a search; the plain list is about one stage (api/apigateway.md §6).
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await cloud.pages(
            of: .rest(.apiGateway, .post, "/usage-plans/search", body: [:]), .offset(list: "usagePlans")
        ).compactMap(Self.read)
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("usagePlanId") else { return nil }
        let plan = LiveObject(
            kind: "UsagePlan", id: id,
            attributes: [
                "name": Value(wire.nonEmpty("usagePlanName")),
                "description": Value(wire.nonEmpty("usagePlanDescription")),
            ])
        return plan.adding(PlanLimits.read(wire))
    }

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        let body = Self.body { wanted[$0] }
        _ = try await session.create(.rest(.apiGateway, .post, "/usage-plans", body: body)) {
            Creation(id: ($0["usagePlan"] ?? $0).nonEmpty("usagePlanId"))
        }
    }

    private static func body(_ value: (String) -> Value?) -> JSON {
        JSON(
            present: [
                ("usagePlanName", .string(value("name")?.spelling ?? "")),
                ("usagePlanDescription", .string(value("description")?.spelling ?? "")),
            ] + PlanLimits.wire(value))
    }

    /// One call replaces everything.
    func update(_ live: LiveObject, to wanted: Wanted, through session: any Session) async throws(StepFailure) {
        guard wanted.differs(["name", "description"] + PlanLimits.names, from: live) else { return }
        let body = Self.body { wanted.value($0, else: live) }
        try await session.change(.rest(.apiGateway, .put, "/usage-plans/\(live.id)", body: body), .idempotent)
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await session.delete(.rest(.apiGateway, .delete, "/usage-plans/\(live.id)"), id: live.id)
    }
}

/// The limits that usage plans and a stage's default plan have in common. Source: api/apigateway.md §6.
enum PlanLimits {
    static let names = ["requestsPerSecond", "quota", "quotaCondition"]

    /// The two go together.
    static let quota = [
        Field(
            "perDay", .integer, .required, constraints: [.range(0...9_007_199_254_740_991)], "Requests in a day."),
        Field(
            "perMonth", .integer, .required, constraints: [.range(0...9_007_199_254_740_991)], "Requests in a month."),
    ]

    static func read(_ wire: JSON) -> Attributes {
        let quota = Value.present([
            "perDay": Value(wire["dayQuotaRequest"]?.integer), "perMonth": Value(wire["monthQuotaRequest"]?.integer),
        ])
        return [
            "requestsPerSecond": Value(limit: wire["rateRps"]?.integer), "quota": quota,
            "quotaCondition": Value(wire.nonEmpty("quotaCondition")),
        ]
    }

    static func wire(_ value: (String) -> Value?) -> [(String, JSON)] {
        let quota = value("quota")?.members ?? [:]
        let wires: [(String, JSON?)] = [
            ("rateRps", .wire(value("requestsPerSecond"))), ("dayQuotaRequest", .wire(quota["perDay"])),
            ("monthQuotaRequest", .wire(quota["perMonth"])), ("quotaCondition", .wire(value("quotaCondition"))),
        ]
        return wires.compactMap { name, wire in wire.map { (name, $0) } }
    }
}
