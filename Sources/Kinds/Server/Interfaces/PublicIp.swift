import Model

extension Driver {
    /// An address on the internet that servers take over from each other. Source: api/vserver.md §3.8.
    public static let publicIp = Driver(
        Kind(
            "PublicIp", service: "Server",
            summary: """
                An address on the internet. It maps to the first interface of a server in a public subnet, moves from \
                one server to another, and outlives them.
                """,
            source: "api/vserver.md §3.8",
            fields: [
                .server(
                    .stopStart,
                    by: PublicIpOperations.attachment,
                    "The server it leads to, which has no other one. Connections break when it moves."
                ).holding(.publicIPOfServer(.named), .useOfPublicIP(.own)),
                Field(
                    "description", .string, change: .refused(descriptionAdvice), constraints: [.bytes(0...800)],
                    """
                    What it is for, up to 800 bytes; nacre puts a tag behind it in the cloud, to find the address by.
                    """),
                .computed("address", .ipAddress, "The address itself."),
                .computed("privateIp", .ipAddress, "The address of the server that it leads to."),
                .computed("serverName", "Name of the server it leads to."),
                .computed("tag", "nacre's tag behind the description."),
                .computed("status", "Status code, and behind a slash what goes on."),
                .computed("created", "When it was created."),
                .computed("modified", "When it was last changed."),
            ],
            identity: Kind.Identity(id: "publicIpInstanceNo", marker: [], isTagged: true),
            status: StatusTable(pending: ["INIT", "SET", "TERMTING"], ready: ["RUN"], leaving: ["TERMTING"]),
            place: Kind.Place(serializedOn: ["server"]),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 15, timeout: 900)
                    .then([PublicIpOperations.attachment.on.call], where: "server"),
                update: Kind.Procedure(seconds: 20, timeout: 900),
                deletion: Kind.Procedure(seconds: 15, timeout: 900)
                    .first([PublicIpOperations.attachment.off.call], where: "server"),
                disruption: .irreversible),
            example: """
                apiVersion: ncloud/v1
                kind: PublicIp
                metadata: {name: front}
                spec:
                  server: web-0
                  description: where customers come in
                """),
        operations: PublicIpOperations())

    private static let descriptionAdvice = """
        no call changes it, and a new address would be another one: write it as it is, or leave the field out
        """
}
