import Model

extension Driver {
    /// The servers that listeners forward to. Source: api/loadbalancer.md §5, §6.
    public static let targetGroup = Driver(
        Kind(
            "TargetGroup", service: "LoadBalancer",
            summary: """
                Servers that listeners of one load balancer forward to, and how their health is checked. A server that \
                takes the place of another joins and is healthy before the other one leaves.
                """, fields: settings + checking + members + seen,
            identity: Kind.Identity(id: "targetGroupNo"),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 5, timeout: 600),
                update: Kind.Procedure(seconds: 30, timeout: 1800),
                deletion: Kind.Procedure(seconds: 5, timeout: 600)),
            checks: Kind.Checks(preflight: TargetGroupPreflight.checks),
            example: """
                apiVersion: ncloud/v1
                kind: TargetGroup
                metadata: {name: web}
                spec:
                  vpc: shop
                  protocol: HTTP
                  port: 8080
                  healthCheckProtocol: HTTP
                  healthCheckPort: 8080
                  healthCheckPath: /health
                  healthCheckMethod: GET
                  algorithm: LC
                  targets: [web-0]
                """),
        operations: TargetGroupOperations.form)

    private static let settings: [Field] = [
        Field(
            "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
            "Name of the group, unique in the account."),
        Field("vpc", .reference("Vpc"), .required, change: .replace, "The VPC it belongs to."),
        Field(
            "protocol", .enumeration(["HTTP", "HTTPS", "TCP", "UDP", "PROXY_TCP"]), .required, change: .replace,
            """
            What its servers are spoken to in: HTTP or HTTPS for APPLICATION load balancers, TCP or UDP for NETWORK, \
            PROXY_TCP for NETWORK_PROXY.
            """),
        Field(
            "port", .integer, change: .replace, initial: 80, constraints: [.range(1...65_534)],
            "The port of its servers."),
        Field(
            "description", .string, change: .inPlace(.none), initial: "", constraints: [.bytes(0...1000)],
            "Description, up to 1000 bytes."),
        Field(
            "algorithm", .enumeration(["RR", "SIPHS", "LC", "MH"]), change: .inPlace(.none),
            """
            How a server is chosen: RR in turn, SIPHS by the caller's address, LC with the fewest connections, MH by \
            Maglev hash. TCP and UDP take MH (default) and RR, others RR (default), SIPHS and LC.
            """),
        Field(
            "stickySession", .boolean, change: .inPlace(.none), initial: false,
            "Whether a caller stays with one server; not for PROXY_TCP."),
        Field(
            "proxyProtocol", .boolean, change: .inPlace(.none), initial: false,
            "Whether servers are sent the caller's address by the proxy protocol; for PROXY_TCP only."),
    ]

    private static let checking: [Field] = [
        Field(
            "healthCheckProtocol", .enumeration(["HTTP", "HTTPS", "TCP"]), change: .replace,
            "HTTP or HTTPS for groups of HTTP and HTTPS (default: that of the group), TCP for others."),
        Field(
            "healthCheckPort", .integer, change: .inPlace(.none), initial: 80, constraints: [.range(1...65_534)],
            "The port that is checked."),
        Field(
            "healthCheckPath", .string, change: .inPlace(.none),
            "The path that is requested, beginning with a slash (default: /); HTTP and HTTPS only."),
        Field(
            "healthCheckMethod", .enumeration(["HEAD", "GET"]), change: .inPlace(.none),
            "How it is requested (default: HEAD); HTTP and HTTPS only."),
        Field(
            "healthCheckCycle", .integer, change: .inPlace(.none), initial: 30, constraints: [.range(5...300)],
            "Seconds between two checks."),
        Field(
            "healthCheckUpThreshold", .integer, change: .inPlace(.none), initial: 2, constraints: [.range(2...10)],
            "Checks that must succeed until a server counts as healthy."),
        Field(
            "healthCheckDownThreshold", .integer, change: .inPlace(.none), initial: 2, constraints: [.range(2...10)],
            "Checks that must fail until a server counts as unhealthy."),
    ]

    private static let members: [Field] = [
        Field(
            "targets", .set(.reference("Server")),
            change: .inPlace(.none, calls: [TargetExchange.add, TargetExchange.remove]), initial: .list([]),
            constraints: [.count(0...100)],
            "Its servers. For a group that Auto Scaling fills, write ownership: partial, or omit the field."
        ).shareable,
        Field(
            "waitHealthy", .boolean, change: .stateOnly, initial: true,
            """
            Whether servers that replace others must be healthy before these are removed, while a listener uses the \
            group.
            """),
        .ownership,
    ]

    private static let seen: [Field] = [
        .computed("loadBalancer", "Number of the load balancer that uses it."),
        .computed(
            "health",
            .keyed(
                [
                    .computed("server", "Number of the server."),
                    .computed("status", "UP, DOWN, or UNUSED while no listener uses the group."),
                ], by: ["server"]), "The health of its servers."),
        .computed("created", "When it was created."),
    ]
}
