import Model

extension Driver {
    /// A sealed work space inside a Data Box Frame. Source: api/databoxframe.md §3.2.
    public static let dataBox = Driver(
        Kind(
            "DataBox", service: "DataBoxFrame",
            summary: """
                A sealed work space inside a Data Box Frame: servers and storage that files enter by import and leave \
                by reviewed export. Most accounts cannot make new ones since 2025-10-23, so one that the manifests drop \
                is kept unless its lifecycle.onRemove says delete, and none is replaced.
                """,
            source: "api/databoxframe.md §3.2",
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
                        on: "2025-10-23", reason: "most accounts cannot make a Data Box any more",
                        advice: """
                            add the box you want under another name and apply that; when it is there, take this one away \
                            with lifecycle.onRemove: delete
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
        Field("frame", .reference("DataBoxFrame"), .required, change: .replace, "The frame it lies in."),
        Field(
            "memo", .string, change: .inPlace(.none, calls: ["modify-data-box"]), initial: "",
            "A note on the box; nacre puts a tag behind it in the cloud, to find the box by."),
        Field(
            "sslVpnCount", .integer, .required, change: .replace, constraints: [.range(0...1000)],
            "Number of SSL VPN accounts, at most three for each Connect server."),
        Field(
            "blockExternalNetwork", .boolean, change: .inPlace(.none, calls: ["set-block-external-network"]),
            initial: false, "Whether the box is cut off from outer networks."),
    ]

    private static let servers: [Field] = [
        list(
            "connectServers", DataBoxRow.connect, isRequired: true,
            "Windows servers that people connect to the box through."),
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
            change: .refused("nacre sets it when the box is made only; change it in the console, then in the manifest"),
            constraints: isRequired ? [.count(1...100)] : [], summary)
    }

    private static let seen: [Field] = [
        .computed("name", "Name the cloud gave it, such as BOX#1."),
        .computed("tag", "nacre's tag behind the memo."),
        .computed("vpnUrl", "Where to connect to the SSL VPN."),
        .computed("nasCount", .integer, "Number of storage volumes."),
        .computed("nasSize", .integer, "Storage in all, in GB."),
        .computed("status", "Status code."),
        .computed("created", "When it was created, Korean time."),
    ]
}
