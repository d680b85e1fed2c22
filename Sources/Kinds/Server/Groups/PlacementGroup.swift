import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// Keeps servers on different hosts. Source: api/vserver.md §3.11.
    public static let placementGroup = Driver(
        Kind(
            "PlacementGroup", service: "Server",
            summary: "Keeps its servers on different hosts (anti-affinity). Servers refer to their group.",
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
                    "Name of the group."),
                .computed("type", "AA: anti-affinity, the only one there is."),
            ],
            identity: Kind.Identity(id: "placementGroupNo"),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 2, timeout: 60),
                deletion: Kind.Procedure(seconds: 2, timeout: 60), replacement: .createFirst),
            example: """
                apiVersion: ncloud/v1
                kind: PlacementGroup
                metadata: {name: apart}
                spec: {}
                """),
        operations: ActionOperations(
            "PlacementGroup", .vserver,
            // Groups have no status: they are there, and gone, with the answer (api/vserver.md §3.11).
            [.text("name", "placementGroupName"), .code("type", "placementGroupType")],
            // The list takes no pages (api/common.md §8).
            isPaged: false))
}
