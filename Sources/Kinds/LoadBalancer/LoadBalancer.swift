import Model

extension Driver {
    /// What callers reach, and what spreads their calls over servers. Source: api/loadbalancer.md §3.
    public static let loadBalancer = Driver(
        Kind(
            "LoadBalancer", service: "LoadBalancer",
            summary: """
                A load balancer in subnets of usage LOADB, one per zone. Its listeners forward to target groups. A \
                public one has an address per subnet, created with it unless the manifest names one.
                """, fields: settings + seen,
            identity: Kind.Identity(id: "loadBalancerInstanceNo", marker: ["name", "vpc"]),
            status: status,
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 120, timeout: 1800),
                update: Kind.Procedure(seconds: 60, timeout: 1800),
                deletion: Kind.Procedure(seconds: 60, timeout: 1800),
                byproducts: [Byproduct("PublicIp", shownBy: "publicIps", growsWith: "subnets")]),
            checks: Kind.Checks(
                preflight: LoadBalancerPreflight.checks, limits: [.quota(.named("Load Balancer"), "load balancer")]),
            example: """
                apiVersion: ncloud/v1
                kind: LoadBalancer
                metadata: {name: front}
                spec:
                  type: APPLICATION
                  vpc: shop
                  subnets: [balancers]
                  throughput: SMALL
                  idleTimeout: 60
                  description: where customers come in
                ---
                apiVersion: ncloud/v1
                kind: Subnet
                metadata: {name: balancers}
                spec:
                  vpc: shop
                  zone: KR-1
                  cidr: 10.0.251.0/24
                  type: PUBLIC
                  usage: LOADB
                """),
        operations: LoadBalancerOperations())

    private static let settings: [Field] = [
        Field(
            "name", .string, .optionalFromName, change: .replace, constraints: [.resourceName],
            "Name of the load balancer."),
        Field(
            "type", .enumeration(["APPLICATION", "NETWORK", "NETWORK_PROXY"]), .required, change: .replace,
            "APPLICATION for HTTP and HTTPS, NETWORK for TCP and UDP, NETWORK_PROXY for TCP and TLS."),
        Field(
            "network", .enumeration(["PUBLIC", "PRIVATE"]), change: .replace, initial: "PUBLIC",
            "PUBLIC for addresses on the internet, PRIVATE for addresses of the subnets only."),
        Field("vpc", .reference("Vpc"), .required, change: .replace, "The VPC it belongs to."),
        Field(
            "subnets", .set(.reference("Subnet")), .required, change: .inPlace(.none), constraints: [.count(1...10)],
            "Its subnets, of usage LOADB, at most one per zone. Removing one recreates the load balancer."
        ).gaining,
        Field(
            "addresses",
            .keyed(
                [
                    Field("subnet", .reference("Subnet"), .required, "The subnet."),
                    Field(
                        "publicIp", .reference("PublicIp"), .required, "Its public IP, not associated with anything."),
                ], by: ["subnet"]), change: .createOnly,
            "Public IPs of your own for subnets of a public load balancer (default: new ones)."
        ),
        Field(
            "throughput", .enumeration(["SMALL", "MEDIUM", "LARGE", "XLARGE", "DYNAMIC"]), change: .inPlace(.none),
            "How much it can take (default: SMALL). A NETWORK load balancer always has DYNAMIC."),
        Field(
            "idleTimeout", .integer, change: .inPlace(.none), initial: 60, constraints: [.range(1...3600)],
            "Seconds until an idle connection is closed; not for NETWORK."),
        Field(
            "description", .string, change: .inPlace(.none), initial: "", constraints: [.bytes(0...1000)],
            "Description, up to 1000 bytes."),
    ]

    private static let seen: [Field] = [
        .computed("domain", "Its domain name."),
        .computed("ipAddresses", .list(.string), "Its addresses."),
        .computed("publicIps", .list(.string), "Numbers of its public IPs."),
        .computed("listeners", .list(.string), "Numbers of its listeners."),
        .computed("status", "Status code, followed by a slash and the current operation: USED/CHANG."),
        .computed("created", "When it was created."),
    ]

    /// At rest it shows no operation, whatever the status code is. Source: api/loadbalancer.md §3.
    private static let status = StatusTable(
        pending: [
            "INIT", "INIT/CREAT", "CREAT/CREAT", "USED/CREAT", "CREAT/CHANG", "USED/CHANG", "CREAT/USE", "USED/USE",
            "INIT/USE", "INIT/CHANG", "TERMT", "TERMT/TERMT", "USED/TERMT", "CREAT/TERMT", "INIT/TERMT",
        ],
        ready: ["USED", "CREAT"],
        leaving: ["TERMT", "TERMT/TERMT", "USED/TERMT", "CREAT/TERMT", "INIT/TERMT"])
}
