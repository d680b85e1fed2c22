import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// Limits that stages offer to keys. Source: api/apigateway.md §6.
    public static let usagePlan = Driver(
        Kind(
            "UsagePlan", service: "APIGateway",
            summary: "Rate limit and quota for keys; stages offer plans, keys get one per stage.",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .inPlace(.none),
                    constraints: [.length(1...45)], "Name of the plan; on some sites at most 20 characters."),
                Field(
                    "description", .string, change: .inPlace(.none), initial: "",
                    constraints: [.length(0...50)], "Description, up to 50 characters."),
                Field(
                    "requestsPerSecond", .integer, change: .inPlace(.none), initial: .null,
                    constraints: [.range(1...2_147_483_647)], "Requests per second (default: unlimited)."),
                Field(
                    "quota", .object(PlanLimits.quota), change: .inPlace(.none), initial: .null,
                    "Requests per day and per month (default: unlimited)."),
                Field(
                    "quotaCondition", .formatted(.answerClasses), change: .inPlace(.none), initial: .null,
                    "Which responses count against the quota: 2xx, 3xx, 4xx, 5xx, others."),
            ],
            identity: Kind.Identity(id: "usagePlanId"),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 1, timeout: 60),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure(seconds: 1, timeout: 60)),
            checks: Kind.Checks(lint: [AccessLint.unusedPlan], breaking: Breaking.usagePlan),
            example: """
                apiVersion: ncloud/v1
                kind: UsagePlan
                metadata: {name: partner}
                spec:
                  requestsPerSecond: 50
                  quota: {perDay: 100000, perMonth: 2000000}
                """),
        operations: RESTOperations(
            "UsagePlan", .apiGateway, "/usage-plans/{usage-plan-id}", id: "usagePlanId",
            // The list of all plans is a search; the plain list is about one stage (api/apigateway.md §6).
            list: .search(.offset(list: "usagePlans")), member: "usagePlan",
            [.text("name", "usagePlanName"), .text("description", "usagePlanDescription").assuming("")]
                + PlanLimits.columns,
            changes: [
                .set("name", "description", "requestsPerSecond", "quota", "quotaCondition", by: .put)
            ]))

}

/// The limits that usage plans and a stage's default plan have in common. Source: api/apigateway.md §6.
enum PlanLimits {
    /// The two go together.
    static let quota = [
        Field(
            "perDay", .integer, .required, constraints: [.range(0...9_007_199_254_740_991)], "Requests per day."),
        Field(
            "perMonth", .integer, .required, constraints: [.range(0...9_007_199_254_740_991)], "Requests per month."),
    ]

    /// What is not limited is left out of requests.
    static let columns: [Column] = [
        .limit("requestsPerSecond", "rateRps"),
        Column("quota") { wire in
            .present([
                "perDay": Value(wire["dayQuotaRequest"]?.integer),
                "perMonth": Value(wire["monthQuotaRequest"]?.integer),
            ])
        } write: { quota in
            guard let quota = quota?.members else { return [] }
            return [("dayQuotaRequest", "perDay"), ("monthQuotaRequest", "perMonth")].compactMap { name, field in
                JSON.wire(quota[field]).map { (name, $0) }
            }
        },
        .text("quotaCondition", "quotaCondition").leftOutWhenEmpty,
    ]
}
