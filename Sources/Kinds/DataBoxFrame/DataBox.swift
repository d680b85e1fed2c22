import Model

extension Driver {
    /// A sealed work space inside a Data Box Frame. Source: api/databoxframe.md §3.2.
    public static let dataBox = Driver(
        Kind(
            "DataBox", service: "DataBoxFrame",
            summary: """
                An isolated workspace in a Data Box Frame: servers and storage, with file import and reviewed \
                export. Since most accounts cannot create one any more, nacre never replaces one, and one removed from \
                the manifests stays in the cloud unless its lifecycle.onRemove is delete.
                """,
            fields: settings + servers + seen,
            choices: [FieldChoice(.atLeastOne, of: ["tensorFlowCpuServers", "tensorFlowGpuServers"])],
            identity: Kind.Identity(id: "dataBoxNo", marker: ["frame"], isTagged: true),
            status: StatusTable(
                pending: ["READY", "INIT", "ING", "RTN"], ready: ["USE"], gone: ["TERMT"], leaving: ["RTN"]),
            reading: Kind.Reading(
                perParent: ["get-data-box-list"], perObject: ["get-data-box-summary-info", "get-data-box-infra-list"]),
            place: Kind.Place(listedUnder: "DataBoxFrame", serializedOn: ["frame"]),
            life: Kind.Life(
                creation: Kind.Procedure(["create-data-box"], seconds: 1800, timeout: 7200)
                    .then(["set-block-external-network"], where: "blockExternalNetwork"),
                update: Kind.Procedure(["modify-data-box"], seconds: 900, timeout: 3600),
                deletion: Kind.Procedure(["return-data-box"], seconds: 600, timeout: 3600),
                disruption: .irreversible, endings: endings),
            checks: Kind.Checks(preflight: [ValuePreflight.vpnAccounts]),
            example: """
                apiVersion: ncloud/v1
                kind: DataBox
                metadata: {name: churn}
                spec:
                  frame: research
                  memo: churn study
                  sslVpnCount: 2
                  blockExternalNetwork: true
                  connectServers:
                    - spec: 4002
                      storage: 100
                      adminPassword: ${secret.admin}
                      userPassword1: ${secret.user1}
                      userPassword2: ${secret.user2}
                  tensorFlowCpuServers:
                    - {spec: 5001, storage: 100, userPassword: "${secret.user1}"}
                  nas:
                    - {count: 1, size: 500}
                """),
        operations: DataBoxOperations())

    private static let settings: [Field] = [
        Field("frame", .reference("DataBoxFrame"), .required, change: .replace, "Its frame."),
        Field(
            "memo", .string, change: .inPlace(.none, calls: ["modify-data-box"]), initial: "",
            "A note on the box; in the cloud, nacre appends a tag to it to find the box."),
        Field(
            "sslVpnCount", .integer, .required,
            change: .refused("the API cannot change it: change it in the console, then in the manifest"),
            constraints: [.range(0...1000)],
            "Number of SSL VPN accounts, at most three for each Connect server."),
        Field(
            "blockExternalNetwork", .boolean, change: .inPlace(.none, calls: ["set-block-external-network"]),
            initial: false, "Whether the box is disconnected from external networks."),
    ]

    private static let servers: [Field] = [
        rows(.connect, isRequired: true, "Windows servers through which users connect to the box."),
        rows(.tensorFlow, "TensorFlow servers without a GPU."),
        rows(.tensorFlowGpu, "TensorFlow servers with a GPU."),
        rows(.linux, "Linux servers."),
        rows(.hadoop, "Hadoop clusters. Their specs change in place; another number or disk makes a new cluster."),
        rows(.volumesOfBox, isRequired: true, "Storage volumes. Their size changes in place."),
    ]

    private static func rows(_ row: InfraRow, isRequired: Bool = false, _ summary: String) -> Field {
        Field(
            row.field, row.type, isRequired ? .required : .optional,
            change: .inPlace(.none, calls: ["modify-data-box"]), initial: isRequired ? nil : .list([]),
            constraints: isRequired ? [.count(1...100)] : [], summary)
    }

    /// Source: api/databoxframe.md §1 (page databoxframe-overview).
    private static let endings = [
        Ending(
            .create, on: "2025-10-23", reason: "most accounts can no longer create a Data Box",
            advice: "create a DatafenceBox instead, the successor", source: "databoxframe-overview"),
        Ending(
            .update, of: Set(InfraRow.boxRows.map(\.field)), on: "2025-10-23",
            reason: "most accounts can no longer add or change the servers and storage of a Data Box",
            advice: "write what the box has (nacre export shows it)", source: "databoxframe-overview"),
    ]

    private static let seen: [Field] = [
        .computed("name", "Name assigned by the cloud, such as BOX#1."),
        .computed("tag", "The tag that nacre appends to the memo."),
        .computed("vpnUrl", "Address of the SSL VPN."),
        .computed("nasCount", .integer, "Number of storage volumes."),
        .computed("nasSize", .integer, "Total storage in GB."),
        .computed("status", "Status code."),
        .computed("created", "When it was created, Korean time."),
    ]
}
