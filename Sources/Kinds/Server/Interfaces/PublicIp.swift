import Model

extension Driver {
    /// An address on the internet that servers take over from each other. Source: api/vserver.md §3.8.
    public static let publicIp = Driver(
        Kind(
            "PublicIp", service: "Server",
            summary: """
                A public address. It is associated with the first interface of a server in a public subnet, can be \
                moved between servers, and outlives them.
                """,
            fields: [
                .server(
                    .stopStart,
                    by: PublicIpOperations.attachment,
                    "The associated server, which can have only one public IP. Moving the IP breaks connections."
                ).holding(.publicIPOfServer(.named), .useOfPublicIP(.own)),
                Field(
                    "description", .string, change: .refused(descriptionAdvice), constraints: [.bytes(0...800)],
                    """
                    Description, up to 800 bytes; in the cloud, nacre appends a tag to it to find the address.
                    """),
                .computed("address", .ipAddress, "The IPv4 address."),
                .computed("privateIp", .ipAddress, "The address of the associated server."),
                .computed("serverName", "Name of the server it is associated with."),
                .computed("tag", "The tag that nacre appends to the description."),
                .computed("status", "Status code, followed by a slash and the current operation."),
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
            checks: Kind.Checks(
                preflight: [.exists("Server", in: "server")], limits: [.quota(.named("Public IP"), "public IP")]),
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
        no API call changes it, and a new object would have another address: write its current value, or omit the \
        field
        """
}
