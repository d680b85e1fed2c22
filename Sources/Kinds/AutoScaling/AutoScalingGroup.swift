import Model

extension Driver {
    /// A number of equal servers that a group makes and ends by itself. Source: api/autoscaling.md §3.
    public static let autoScalingGroup = Driver(
        Kind(
            "AutoScalingGroup", service: "AutoScaling",
            summary: """
                A number of equal servers: the group creates them from a launch configuration, replaces those that fail, and \
                follows policies and schedules. Its servers are its own: nacre does not manage, export or delete them, and \
                they end with the group, which is scaled to zero before it is deleted.
                """,
            fields: settings + [
                .computed("servers", .list(.string), "Numbers of the servers that the group has."),
                .computed("serversInService", .integer, "How many of them are healthy and in service."),
                .computed("serversChanging", .integer, "How many of them are being added or removed."),
                .computed("status", "Status code."),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "autoScalingGroupNo"),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 180, timeout: 900)
                    .then(["suspendProcesses"], where: "suspendedProcesses"),
                update: Kind.Procedure(seconds: 120, timeout: 900),
                // To zero 15 minutes at most, and 5 until the group knows of it (api/autoscaling.md §3).
                deletion: Kind.Procedure(seconds: 120, timeout: 1200)
                    .first(["resumeProcesses"], where: "suspendedProcesses").first(["updateAutoScalingGroup"]),
                disruption: .dataLoss, members: Members("Server", listedBy: "servers")),
            choosing: Kind.Choosing(defaults: ["serverNamePrefix": "s"]),
            checks: Kind.Checks(
                preflight: AutoScalingPreflight.group, limits: [.atMost(100, "Auto Scaling group", canBeRaised: true)]),
            example: """
                apiVersion: ncloud/v1
                kind: AutoScalingGroup
                metadata: {name: web}
                spec:
                  launchConfiguration: web-servers
                  vpc: shop
                  subnet: app
                  accessControlGroups: [web]
                  serverNamePrefix: web
                  minSize: 1
                  maxSize: 4
                """),
        operations: AutoScalingGroupOperations())

    private static let settings = [
        Field(
            "name", .string, .optionalFromName, change: .replace, constraints: [.name(1...255)], "Name of the group."),
        Field(
            "launchConfiguration", .reference("LaunchConfiguration"), .required, change: .inPlace(.none),
            "What new servers are created from. Servers that exist stay as they are."),
        Field("vpc", .reference("Vpc"), .required, change: .replace, "The VPC of its servers."),
        Field(
            "subnet", .reference("Subnet"), .required, change: .replace, "The subnet of its servers, with usage GEN."),
        Field(
            "accessControlGroups", .set(.reference("AccessControlGroup")), .required, change: .replace,
            constraints: [.count(1...3)], "1 to 3 access control groups of its servers."),
        Field(
            "serverNamePrefix", .string, change: .inPlace(.none), constraints: [.name(3...7)],
            "What the names of new servers begin with, 3 to 7 characters; default: s."),
        Field(
            "minSize", .integer, .required, change: .inPlace(.none), constraints: [.range(0...30)],
            "The least number of servers, up to 30."),
        Field(
            "maxSize", .integer, .required, change: .inPlace(.none), constraints: [.range(0...30)],
            "The greatest number of servers, up to 30."),
        Field(
            "desiredCapacity", .integer, change: .inPlace(.none), constraints: [.range(0...30)],
            """
            The number of servers now. Only if it is set does nacre change it: otherwise it begins at minSize and \
            is left to policies and schedules.
            """
        ).leftToOthers,
        Field(
            "defaultCooldown", .integer, change: .inPlace(.none), initial: 300,
            constraints: [.range(0...2_147_483_647)], "Seconds in which no other scaling follows one; default 300."),
        Field(
            "healthCheckType", .enumeration(["SVR", "LOADB"]), change: .inPlace(.none), initial: "SVR",
            "What decides whether a server is healthy: the server itself (SVR) or the load balancer (LOADB)."),
        Field(
            "healthCheckGracePeriod", .integer, change: .inPlace(.none), initial: 300,
            constraints: [.range(0...2_147_483_647)],
            "Seconds after which the health of a new server counts; default 300."),
        Field(
            "targetGroups", .set(.reference("TargetGroup")), change: .replace, constraints: [.count(0...10)],
            """
            Up to 10 target groups of load balancers, which the group adds its servers to and removes them from. \
            Omit targets in their manifests, or set ownership: partial there.
            """),
        Field(
            "suspendedProcesses",
            .set(.enumeration(["LANCH", "TERMT", "HTHCK", "RPUNH", "ZNRBL", "SCACT", "ADTLB", "ALMNO"])),
            change: .inPlace(.none), initial: [],
            """
            What the group does not do at present: LANCH (creating servers), TERMT (ending them), HTHCK (health checks), \
            RPUNH (replacing unhealthy servers), ZNRBL, SCACT (schedules), ADTLB (adding to load balancers), ALMNO.
            """),
        Field(
            "waitForCapacity", .boolean, change: .stateOnly, initial: true,
            "Whether to wait until as many servers are in service as desired; lifecycle.timeouts limits the wait."),
    ]
}
