import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// Keeps servers on different hosts. Source: api/vserver.md §3.11.
    public static let placementGroup = Driver(
        Kind(
            "PlacementGroup", service: "Server",
            summary: "Keeps its servers on different hosts (anti-affinity). Servers name the group they are in.",
            source: "api/vserver.md §3.11",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the group."),
                .computed("type", "AA: anti-affinity, the only one there is."),
            ],
            identity: Kind.Identity(id: "placementGroupNo"),
            reading: Kind.Reading(["getPlacementGroupList"]),
            life: Kind.Life(
                creation: Kind.Procedure(["createPlacementGroup"], seconds: 2, timeout: 60),
                deletion: Kind.Procedure(["deletePlacementGroup"], seconds: 2, timeout: 60), replacement: .createFirst),
            example: """
                apiVersion: ncloud/v1
                kind: PlacementGroup
                metadata: {name: apart}
                spec: {}
                """),
        operations: PlacementGroupOperations())
}

struct PlacementGroupOperations: Operations {
    func list(_ scope: Scope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        // getPlacementGroupList has no paging (api/common.md §8).
        try await cloud.call(.action(.vserver, "getPlacementGroupList"))["placementGroupList"]?.elements
            .compactMap(Self.read) ?? []
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(
            .vserver, "getPlacementGroupDetail", "placementGroupNo", of: id, list: "placementGroupList", read: Self.read
        )
    }

    private static func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire.nonEmpty("placementGroupNo") else { return nil }
        return LiveObject(
            kind: "PlacementGroup", id: id,
            attributes: [
                "name": Value(wire.nonEmpty("placementGroupName")), "type": Value(wire.code("placementGroupType")),
            ])
    }

    // Groups have no status: they are there, and gone, with the answer (api/vserver.md §3.11).

    func create(_ wanted: Wanted, through session: any Session) async throws(StepFailure) {
        _ = try await session.create(
            .action(.vserver, "createPlacementGroup", ["placementGroupName": wanted.text("name")])
        ) { Creation(id: $0["placementGroupList"]?[0]?.nonEmpty("placementGroupNo")) }
    }

    func delete(_ live: LiveObject, through session: any Session) async throws(StepFailure) {
        try await session.delete(
            .action(.vserver, "deletePlacementGroup", ["placementGroupNo": live.id]), id: live.id)
    }
}
