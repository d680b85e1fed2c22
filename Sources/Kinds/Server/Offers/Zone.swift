import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// Where regions lie; for lookups. Source: api/vserver.md §1.
    public static let region = Driver(
        Kind(
            "Region", service: "Server", summary: "A region of the cloud: read-only, for lookups.",
            fields: [
                .computed("name", "Name of the region."), .computed("code", "Region code, such as KR; also its id."),
            ],
            identity: Kind.Identity(id: "regionCode"),
            life: Kind.Life(
                creation: .refused("the cloud defines its regions", advice: "choose one with region in nacre.yaml"),
                deletion: .refused("the cloud defines its regions")),
            choosing: Kind.Choosing(lookup: LookupRules(bareText: .id)),
            example: """
                apiVersion: ncloud/v1
                kind: Region
                metadata: {name: korea}
                import: {id: KR}
                spec: {}
                """),
        operations: ActionOperations(
            "Region", .vserver, id: "regionCode", [.text("name", "regionName"), .text("code", "regionCode")],
            isPaged: false, look: .none, isReadOnly: true))

    /// A zone of the region; for lookups. Source: api/vserver.md §1.
    public static let zone = Driver(
        Kind(
            "Zone", service: "Server", summary: "A zone of the region: read-only, for lookups.",
            fields: [
                .computed("name", "Name of the zone."), .computed("code", "Zone code, such as KR-1; also its id."),
                .computed("description", "Description."), .computed("region", "Region code."),
            ],
            identity: Kind.Identity(id: "zoneCode"),
            life: Kind.Life(
                creation: .refused("the cloud defines its zones", advice: "set one: zone: KR-1"),
                deletion: .refused("the cloud defines its zones")),
            choosing: Kind.Choosing(
                lookup: LookupRules(
                    bareText: .id,
                    picks: [LookupRules.Pick("first", by: [.ascending("code")], "the one with the first code")],
                    outlived: true)),
            example: """
                apiVersion: ncloud/v1
                kind: Zone
                metadata: {name: first}
                import: {id: KR-1}
                spec: {}
                """),
        operations: ActionOperations(
            "Zone", .vserver, id: "zoneCode",
            [
                .text("name", "zoneName"), .text("code", "zoneCode"), .text("description", "zoneDescription"),
                .text("region", "regionCode"),
            ], isPaged: false, look: .none, isReadOnly: true))
}
