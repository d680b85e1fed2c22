import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// That a key may call a product. Source: api/apigateway.md §7.
    public static let subscription = Driver(
        Kind(
            "Subscription", service: "APIGateway",
            summary: "Allows a key to call a product: the publisher's approval, and the usage plan on each stage.",
            fields: [
                Field("key", .reference("ApiKey"), .required, change: .replace, "The key that subscribes."),
                Field("product", .reference("Product"), .required, change: .replace, "The product subscribed to."),
                Field(
                    "approval", .enumeration(["ACCEPTED", "REJECTED"]),
                    change: .inPlace(.none, calls: ["PATCH /products/{product-id}/api-keys/{api-key-id}"]),
                    "The publisher's decision; if omitted, the publisher decides elsewhere."),
                Field(
                    "plans", .keyed(plans, by: ["stage"]),
                    change: .inPlace(
                        .none, calls: ["PUT /products/{product-id}/api-keys/{api-key-id}/stages/{stage-id}"]),
                    "The usage plan of the key on each stage that offers it."),
                .computed("requested", "When it was requested."),
            ],
            identity: Kind.Identity(id: "apiKeyId/productId", marker: ["key", "product"], generation: ["requested"]),
            place: Kind.Place(listedUnder: "ApiKey"),
            life: Kind.Life(
                creation: Kind.Procedure(["POST /api-keys/{api-key-id}/subscribe"], seconds: 1, timeout: 60)
                    .then(["PATCH /products/{product-id}/api-keys/{api-key-id}"], where: "approval")
                    .then(["PUT /products/{product-id}/api-keys/{api-key-id}/stages/{stage-id}"], where: "plans"),
                update: Kind.Procedure(["PATCH /products/{product-id}/api-keys/{api-key-id}"], seconds: 1, timeout: 60),
                deletion: Kind.Procedure(["POST /api-keys/{api-key-id}/unsubscribe"], seconds: 1, timeout: 60),
                creationOverwrites: true),
            checks: Kind.Checks(
                preflight: [.unclaimed("Subscription", by: [("key", "ApiKey"), ("product", "Product")])],
                lint: [AccessLint.planNotOffered], breaking: Breaking.subscription),
            example: """
                apiVersion: ncloud/v1
                kind: Subscription
                metadata: {name: mobile-app-shop}
                spec:
                  key: mobile-app
                  product: shop
                  approval: ACCEPTED
                """),
        operations: SubscriptionOperations())

    private static let plans = [
        Field("stage", .reference("Stage"), .required, "The stage."),
        Field("plan", .reference("UsagePlan"), .required, "The usage plan, one that the stage offers."),
    ]
}

struct SubscriptionOperations: AdaptedOperations {
    let form = RESTOperations(
        "Subscription", .apiGateway, "/api-keys/{api-key-id}/products/{product-id}", id: "productId",
        list: .pages(.offset(list: "apiKeyRelateProductDtos")), member: "product", under: .apiKey,
        [.text("product", "productId"), .text("approval", "status"), .text("requested", "regTime")], parts: plans)

    /// The relations that a plan was chosen for.
    private static let plans = ObjectParts(
        ["GET /api-keys/{api-key-id}/subscription-detail"], of: "plans"
    ) { subscription, cloud throws(APIFailure) in
        let place = SubscriptionPlace(subscription)
        let relations = try await cloud.pagesUnlessGone(
            .rest(
                .apiGateway, .get, "/api-keys/\(place.key)/subscription-detail", query: ["productId": place.product]),
            list: "apiKeyRelations.content")
        return [
            "plans": .list(
                relations.compactMap { relation in
                    guard let api = relation.nonEmpty("apiId"), let stage = relation.nonEmpty("stageId"),
                        let plan = relation.nonEmpty("usagePlanId")
                    else { return nil }
                    return ["stage": .string("\(place.product)/\(api)/\(stage)"), "plan": .string(plan)]
                })
        ]
    }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let place = SubscriptionPlace(key: desired.text("key") ?? "", product: desired.text("product") ?? "")
        let body: JSON = ["productId": .string(place.product)]
        let request = APIRequest.rest(.apiGateway, .post, "/api-keys/\(place.key)/subscribe", body: body)
        _ = try await session.create(request) { _ in Creation(id: place.id) }
        // Own and public products agree at once; deciding again comes to the same.
        let made = LiveObject(
            kind: "Subscription", id: place.id,
            attributes: ["key": .string(place.key), "product": .string(place.product)])
        try await update(ManagedObject(made, to: desired, through: session))
    }

    func update(_ subscription: ManagedObject) async throws(StepFailure) {
        if subscription.differs("approval"), let approval = subscription.desired.text("approval") {
            try await subscription.change(
                .rest(
                    .apiGateway, .patch, SubscriptionPlace(subscription.live).decision,
                    body: ["status": .string(approval)]))
        }
        if subscription.differs("plans") { try await choosePlans(subscription) }
    }

    private func choosePlans(_ subscription: ManagedObject) async throws(StepFailure) {
        let present = subscription.live.attributes["plans"]?.elements ?? []
        let target = subscription.desired["plans"]?.elements ?? []
        let stages = Set(target.compactMap { $0.members.text("stage") })
        for left in present where !stages.contains(left.members.text("stage") ?? "") {
            try await choose(nil, left.members.text("stage") ?? "", subscription)
        }
        for choice in target where !present.contains(choice) {
            try await choose(choice.members.text("plan"), choice.members.text("stage") ?? "", subscription)
        }
    }

    /// A call without a plan takes it away; one source says that the plan may be left out, another that it may not
    /// (api/apigateway.md §7).
    private func choose(
        _ plan: String?, _ stage: String, _ subscription: ManagedObject
    ) async throws(StepFailure) {
        let path = "\(SubscriptionPlace(subscription.live).decision)/stages/\(GatewayPlace(stage).own)"
        let body = JSON(present: ["usagePlanId": plan.map(JSON.string)])
        let request = APIRequest.rest(.apiGateway, .put, path, body: body)
        // A stage that went before has taken the choice along.
        guard plan != nil else { return try await subscription.changeUnlessGone(request) }
        try await subscription.change(request)
    }

    func delete(_ subscription: ManagedObject) async throws(StepFailure) {
        let place = SubscriptionPlace(subscription.live)
        let body: JSON = ["productId": .string(place.product)]
        try await subscription.delete(.rest(.apiGateway, .post, "/api-keys/\(place.key)/unsubscribe", body: body))
    }
}

/// The two ends of a subscription.
private struct SubscriptionPlace {
    let key: String
    let product: String

    init(key: String, product: String) {
        self.key = key
        self.product = product
    }

    init(_ live: LiveObject) {
        self.init(key: live.attributes.text("key") ?? "", product: live.attributes.text("product") ?? "")
    }

    var id: String { "\(key)/\(product)" }

    /// Where the publisher decides about it.
    var decision: String { "/products/\(product)/api-keys/\(key)" }
}
