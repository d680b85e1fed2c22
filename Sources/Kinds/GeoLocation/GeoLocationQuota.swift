import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// How many locations the account may ask for: a setting that each account has once. Source: api/classic-and-others.md §4;
    /// ai-application-service-geolocation-getquota, -setquota.
    public static let geoLocationQuota = Driver(
        Kind(
            "GeoLocationQuota", service: "GeoLocation",
            summary: """
                The monthly limit of the account for calls of GeoLocation: a setting that is read and overwritten, never created or \
                deleted. Its id is quota. Destroying the workspace leaves the limit as it is.
                """,
            fields: [
                Field(
                    GeoLocationQuotaOperations.limit, .formatted(.callLimit),
                    change: .inPlace(.none, calls: ["POST /geolocation/v2/quota"]),
                    """
                    How many locations may be requested in a month: a number, or unlimited. If omitted, the limit is left \
                    as it is.
                    """)
            ],
            identity: Kind.Identity(id: "quota", marker: []),
            reading: Kind.Reading(perObject: ["GET /geolocation/v2/quota"]),
            life: Kind.Life(
                creation: .refused(
                    "every account has one limit of GeoLocation",
                    advice: "write import: {id: \(GeoLocationQuotaOperations.id)} to manage it"),
                // It takes about a minute until a limit is in effect.
                update: Kind.Procedure(seconds: 60, timeout: 600),
                deletion: .refused("the limit of GeoLocation cannot be deleted")),
            choosing: Kind.Choosing(undiscovered: "it is a setting of the account, not an object in it"),
            example: """
                apiVersion: ncloud/v1
                kind: GeoLocationQuota
                metadata: {name: monthly}
                import: {id: quota}
                spec: {monthlyCalls: 100000}
                """),
        operations: GeoLocationQuotaOperations(),
        trial: { _ in GeoLocationCalls.quota })
}

/// There is always one, in every account that has subscribed.
struct GeoLocationQuotaOperations: Operations {
    static let id = "quota"
    static let limit = "monthlyCalls"

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        [try await object(from: cloud)]
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        guard id == Self.id else { return .missing }
        return .shown(try await object(from: cloud))
    }

    private func object(from cloud: any APICaller) async throws(APIFailure) -> LiveObject {
        let answer = try await cloud.call(GeoLocationCalls.quota)
        guard let limit = Self.shown(in: answer["resource"] ?? answer) else {
            throw .unreadable(GeoLocationCalls.quota, "the response has no limit")
        }
        return LiveObject(kind: "GeoLocationQuota", id: Self.id, attributes: [Self.limit: .string(limit)])
    }

    /// An unlimited one is answered with the quota -1.
    private static func shown(in wire: JSON) -> String? {
        let quota = wire["quota"]?.integer
        if wire.nonEmpty("type") == "Unlimited" || quota == -1 { return GeoLocationCalls.unlimited }
        return quota.map { String($0) }
    }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        throw .refused("the API cannot create a GeoLocationQuota", help: "write import: {id: \(Self.id)} to manage it")
    }

    func update(_ object: ManagedObject) async throws(StepFailure) {
        guard object.differs(Self.limit), let limit = object.desired.text(Self.limit) else { return }
        try await object.change(GeoLocationCalls.setQuota(limit))
        try await object.waitToShow(Self.limit, "limit in effect")
    }

    func delete(_ object: ManagedObject) async throws(StepFailure) { throw .notDeleted(object.live) }
}
