import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A fast network among GPU servers. Source: api/vserver.md §3.12.
    public static let fabricCluster = Driver(
        Kind(
            "FabricCluster", service: "Server",
            summary: "A fast network between GPU servers of one pool.",
            fields: [
                Field(
                    "name", .string, .optionalFromName,
                    change: .inPlace(.none), "Name of the cluster."),
                Field("vpc", .reference("Vpc"), .required, change: .replace, "Its VPC."),
                Field("zone", .formatted(.zoneCode), .required, change: .replace, "Zone code, such as KR-1."),
                Field(
                    "pool", .formatted(.number), .required, change: .replace,
                    "Number of the fabric cluster pool, as in fabricClusterPool of servers."),
                Field(
                    "description", .string, change: .inPlace(.none),
                    initial: "", constraints: [.bytes(0...1000)], "Description, up to 1000 bytes."),
                Field(
                    "servers", .set(.reference("Server")),
                    change: .inPlace(.none), initial: .list([]),
                    "The servers in it."),
                .computed("poolName", "Name of the pool."),
                .computed("status", "Status code."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "fabricClusterNo", marker: ["name", "vpc"]),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 10, timeout: 600),
                deletion: Kind.Procedure(seconds: 10, timeout: 600)),
            example: """
                apiVersion: ncloud/v1
                kind: FabricCluster
                metadata: {name: training}
                spec:
                  vpc: shop
                  zone: KR-1
                  pool: "1"
                  description: for the large models
                """),
        operations: ActionOperations(
            "FabricCluster", .vserver,
            [
                .text("name", "fabricClusterName"), .text("vpc", "vpcNo"), .text("zone", "zoneCode"),
                .text("pool", "fabricClusterPoolNo"), .text("poolName", "fabricClusterPoolName"),
                .text("description", "fabricClusterDescription"),
                .texts(
                    "servers", "fabricClusterServerInstanceList", each: "serverInstanceNo",
                    sent: "clusterModeServerInstanceNoList"
                ).asSet.setLater(from: []),
                .status("fabricClusterStatus"), .created,
            ],
            // The status codes are not documented: the cluster counts as ready when it is listed.
            changes: [
                .set("name", by: "changeFabricClusterName", until: .none),
                .set("description", by: "changeFabricClusterDescription", until: .none),
                // The whole list; none given, the call empties it.
                .set("servers", by: "changeFabricClusterServerInstances", until: .shown("holding its servers")),
            ]))
}
