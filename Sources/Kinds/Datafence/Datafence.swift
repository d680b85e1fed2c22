import Model

extension Driver {
    /// An isolated environment for analysing data, the successor of Data Box Frame. Source: api/databoxframe.md §9;
    /// get-datafence, change-datafence-infra.
    public static let datafence = Driver(
        Kind(
            "Datafence", service: "Datafence",
            summary: """
                An isolated environment for data analysis, the successor of Data Box Frame: servers, shared storage, a \
                bucket for reviewed exports, and boxes. Fences are adopted by name: the API can neither create nor \
                return one.
                """,
            fields: [
                Field(
                    "name", .string, .optionalFromName,
                    change: .refused("the name of a fence cannot be changed; write its current name"),
                    "Name of the fence in the console."),
                Field(
                    "memo", .string, change: .inPlace(.none, calls: [DatafenceOperations.modification]),
                    initial: "", "A note on the fence."),
                rows(
                    .fenceServers, count: 1...4,
                    "Servers from which the fence is administered. The spec changes in place."),
                rows(
                    .fenceVolumes, count: 1...100, "Storage volumes shared by its boxes. Their size changes in place."),
                .computed("exportBucket", "Bucket for export reviews."), .computed("vpn", "Name of its SSL VPN."),
                .computed("boxCount", .integer, "Number of its boxes."), .computed("status", "Status code."),
                .computed("created", "When it was created, Korean time."),
            ],
            identity: Kind.Identity(id: "fenceId"), status: .datafence,
            reading: Kind.Reading(
                ["get-datafence"], perObject: ["get-datafence-infra-list", DatafenceProducts.call]),
            life: Kind.Life(
                creation: .refused(
                    "the API cannot create a Datafence",
                    advice: "create it in the console and use its name; it is then adopted"),
                update: Kind.Procedure([DatafenceOperations.modification], seconds: 900, timeout: 3600),
                deletion: .refused(
                    "the API cannot return a Datafence",
                    advice: "return it in the console and remove it from state: nacre state forget"),
                disruption: .irreversible),
            example: """
                apiVersion: ncloud/v1
                kind: Datafence
                metadata: {name: research}
                import: {name: research}
                spec:
                  memo: churn study, ask the data office
                """),
        operations: DatafenceOperations())

    private static func rows(_ row: InfraRow, count: ClosedRange<Int>, _ summary: String) -> Field {
        Field(
            row.field, row.type, change: .inPlace(.none, calls: [DatafenceOperations.modification]),
            constraints: [.count(count)], summary)
    }
}

extension StatusTable {
    /// The statuses of fences and boxes. Source: get-datafence, get-box-list.
    static let datafence = StatusTable(
        pending: ["INITIALIZE", "ING", "RETURN"], ready: ["USE"], gone: ["TERMINATE"], leaving: ["RETURN"])
}
