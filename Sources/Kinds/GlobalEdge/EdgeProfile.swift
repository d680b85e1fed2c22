import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// What edges are grouped by. Source: api/classic-and-others.md §5; profile-listing, profile-create, profile-edit, profile-delete.
    public static let edgeProfile = Driver(
        Kind(
            "EdgeProfile", service: "GlobalEdge",
            summary:
                "A profile of Global Edge: a group of edges. It is deleted after its edges, never together with them.",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .inPlace(.none, calls: [EdgeCalls.renameProfile]),
                    constraints: [.spelled(EdgeCalls.nameRule)], "Its name, unique in the account.")
            ],
            identity: Kind.Identity(id: "profileId"),
            reading: Kind.Reading([EdgeCalls.profiles]),
            life: Kind.Life(
                creation: Kind.Procedure([EdgeCalls.createProfile], seconds: 2, timeout: 120),
                update: Kind.Procedure(seconds: 2, timeout: 120),
                deletion: Kind.Procedure([EdgeCalls.deleteProfile], seconds: 2, timeout: 300),
                // The console deletes its edges along with it.
                mustBeEmptyOf: "Edge"),
            checks: Kind.Checks(
                preflight: [.freeName(of: "EdgeProfile", refused: true)],
                limits: [.atMost(999, "profile", canBeRaised: true)]),
            example: """
                apiVersion: ncloud/v1
                kind: EdgeProfile
                metadata: {name: shop}
                spec: {}
                """),
        operations: EdgeProfileOperations())
}

/// Profiles have no call that shows one: lists alone tell that one is gone.
struct EdgeProfileOperations: Operations {
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await Self.wires(from: cloud).compactMap { wire in
            Self.id(of: wire).map { id in
                LiveObject(kind: "EdgeProfile", id: id, attributes: ["name": Value(text: wire["profileName"])])
            }
        }
    }

    /// Lists call it `id`, the answer to a creation `profileId`.
    static func id(of wire: JSON) -> String? { wire.nonEmpty("id") ?? wire.nonEmpty("profileId") }

    static func wires(from cloud: any APICaller) async throws(APIFailure) -> [JSON] {
        try await cloud.elements(of: .rest(.globalEdge, .get, "/profiles"), under: "result")
    }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let name = desired.text("name") ?? desired.address.name
        _ = try await session.create(.rest(.globalEdge, .post, "/profile", body: ["name": .string(name)])) { answer in
            Creation(id: answer["result"].flatMap(Self.id(of:)))
        }
    }

    func update(_ profile: ManagedObject) async throws(StepFailure) {
        guard profile.differs("name"), let name = profile.desired.text("name") else { return }
        try await profile.change(
            .rest(.globalEdge, .put, "/profiles/\(profile.id)", body: ["name": .string(name)])
        ) { $0.name == name }
    }

    func delete(_ profile: ManagedObject) async throws(StepFailure) {
        try await profile.delete(.rest(.globalEdge, .delete, "/profiles/\(profile.id)"))
    }
}

extension ParentKind {
    /// The profiles of the account.
    static let edgeProfile = ParentKind(field: "profile", kind: "EdgeProfile") { cloud throws(APIFailure) in
        try await EdgeProfileOperations.wires(from: cloud).compactMap(EdgeProfileOperations.id(of:))
    }
}
