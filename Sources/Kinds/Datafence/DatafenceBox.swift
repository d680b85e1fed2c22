import Model

extension Driver {
    /// A sealed work space inside a fence. Source: api/databoxframe.md §9; create-box, change-box-infra.
    public static let datafenceBox = Driver(
        Kind(
            "DatafenceBox", service: "Datafence",
            summary: """
                An isolated workspace in a Datafence: servers and storage, with file import and reviewed export. What \
                DataBox is to DataBoxFrame.
                """,
            fields: settings + servers + seen,
            choices: [FieldChoice(.atLeastOne, of: ["linuxServers", "windowsServers"])],
            identity: Kind.Identity(id: "boxId", marker: ["fence"], isTagged: true), status: .datafence,
            reading: Kind.Reading(
                perParent: ["get-box-list"],
                perObject: ["get-box-summary-info", "get-box-infra-list", DatafenceProducts.call],
                besides: "get-hadoop-cluster-info for each Hadoop cluster"),
            place: Kind.Place(listedUnder: "Datafence", serializedOn: ["fence"]),
            life: Kind.Life(
                creation: Kind.Procedure(["create-box"], seconds: 1800, timeout: 7200)
                    .then([DatafenceBoxOperations.blocking], where: "blockExternalNetwork"),
                update: Kind.Procedure([DatafenceBoxOperations.modification], seconds: 900, timeout: 3600),
                deletion: Kind.Procedure(["return-box"], seconds: 600, timeout: 3600), disruption: .dataLoss),
            example: """
                apiVersion: ncloud/v1
                kind: DatafenceBox
                metadata: {name: churn}
                spec:
                  fence: research
                  memo: churn study
                  blockExternalNetwork: true
                  connectServers:
                    - spec: SVR.VCON.STAND.C002.M008.NET.HDD.B050.G002
                      storage: 100
                      userPassword1: ${secret.user1}
                      userPassword2: ${secret.user2}
                  linuxServers:
                    - spec: SVR.VSVR.STAND.C004.M016.NET.HDD.B050.G002
                      software: SW.VSVR.OS.LNX64.UBNTU.SVR2204.B050
                      storage: 100
                      userPassword: ${secret.user1}
                  nas:
                    - {count: 1, size: 500}
                """),
        operations: DatafenceBoxOperations())

    private static let settings: [Field] = [
        Field("fence", .reference("Datafence"), .required, change: .replace, "Its fence."),
        Field(
            "memo", .string, change: .inPlace(.none, calls: [DatafenceBoxOperations.modification]), initial: "",
            "A note on the box; in the cloud, nacre appends a tag to it to find the box."),
        Field(
            "blockExternalNetwork", .boolean, change: .inPlace(.none, calls: [DatafenceBoxOperations.blocking]),
            initial: false, "Whether the box is disconnected from external networks."),
    ]

    private static let servers: [Field] = [
        rows(.fenceConnect, count: 1...4, "Windows servers through which users connect to the box."),
        rows(.fenceLinux, count: 0...4, "Linux servers."), rows(.fenceWindows, count: 0...4, "Windows servers."),
        rows(.fenceTensorFlow, count: 0...4, "TensorFlow servers without a GPU."),
        rows(.fenceTensorFlowGpu, count: 0...2, "TensorFlow servers with a GPU."),
        rows(
            .fenceHadoop, count: 0...2,
            "Hadoop clusters. Their specs and the number of workers change in place, but not the disks."),
        rows(.fenceBoxVolumes, count: 1...100, "Storage volumes. Their size changes in place."),
    ]

    private static func rows(_ row: InfraRow, count: ClosedRange<Int>, _ summary: String) -> Field {
        let isRequired = count.lowerBound > 0
        return Field(
            row.field, row.type, isRequired ? .required : .optional,
            change: .inPlace(.none, calls: [DatafenceBoxOperations.modification]),
            initial: isRequired ? nil : .list([]), constraints: [.count(count)], summary)
    }

    private static let seen: [Field] = [
        .computed("name", "Name assigned by the cloud, such as box1."),
        .computed("tag", "The tag that nacre appends to the memo."),
        .computed("nasCount", .integer, "Number of storage volumes."),
        .computed("nasSize", .integer, "Total storage in GB."), .computed("status", "Status code."),
        .computed("created", "When it was created, Korean time."),
    ]
}
