import Model

extension Driver {
    /// A sealed work space inside a Data Box Frame. Source: api/databoxframe.md §3.2.
    public static let dataBox = Driver(
        Kind(
            "DataBox", service: "DataBoxFrame",
            summary: """
                An isolated workspace in a Data Box Frame: servers and storage, with file import and reviewed \
                export. Most accounts cannot create new ones since 2025-10-23, so nacre never replaces one, and one \
                removed from the manifests stays in the cloud unless its lifecycle.onRemove is delete.
                """,
            fields: settings + servers + seen,
            choices: [FieldChoice(.atLeastOne, of: ["tensorFlowCpuServers", "tensorFlowGpuServers"])],
            identity: Kind.Identity(id: "dataBoxNo", marker: ["frame"], isTagged: true),
            status: StatusTable(
                pending: ["READY", "INIT", "ING", "RTN"], ready: ["USE"], gone: ["TERMT"], leaving: ["RTN"]),
            reading: Kind.Reading(perParent: ["get-data-box-list"], perObject: ["get-data-box-summary-info"]),
            place: Kind.Place(listedUnder: "DataBoxFrame", serializedOn: ["frame"]),
            life: Kind.Life(
                creation: Kind.Procedure(
                    ["create-data-box"], seconds: 1800, timeout: 7200,
                    ability: .ended(
                        on: "2025-10-23", reason: "most accounts can no longer create a Data Box",
                        advice: """
                            add the new box under another name and apply that; once it exists, remove this one with \
                            lifecycle.onRemove: delete
                            """)
                )
                .then(["set-block-external-network"], where: "blockExternalNetwork"),
                update: Kind.Procedure(["modify-data-box"], seconds: 900, timeout: 3600),
                deletion: Kind.Procedure(["return-data-box"], seconds: 600, timeout: 3600),
                disruption: .irreversible),
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
            "sslVpnCount", .integer, .required, change: .replace, constraints: [.range(0...1000)],
            "Number of SSL VPN accounts, at most three for each Connect server."),
        Field(
            "blockExternalNetwork", .boolean, change: .inPlace(.none, calls: ["set-block-external-network"]),
            initial: false, "Whether the box is disconnected from external networks."),
    ]

    private static let servers: [Field] = [
        list(
            "connectServers", DataBoxRow.connect, isRequired: true,
            "Windows servers through which users connect to the box."),
        list("tensorFlowCpuServers", DataBoxRow.tensorFlow, isRequired: false, "TensorFlow servers without a GPU."),
        list("tensorFlowGpuServers", DataBoxRow.tensorFlowGpu, isRequired: false, "TensorFlow servers with a GPU."),
        list("linuxServers", DataBoxRow.linux, isRequired: false, "Linux servers."),
        list("hadoop", DataBoxRow.hadoop, isRequired: false, "Hadoop clusters."),
        list("nas", DataBoxRow.nas, isRequired: true, "Storage volumes."),
    ]

    private static func list(
        _ name: String, _ row: DataBoxRow, isRequired: Bool, _ summary: String
    ) -> Field {
        Field(
            name, .list(.object(row.fields)), isRequired ? .required : .optional,
            change: .refused(
                "nacre sets it only when it creates the box; change it in the console, then in the manifest"),
            constraints: isRequired ? [.count(1...100)] : [], summary)
    }

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
