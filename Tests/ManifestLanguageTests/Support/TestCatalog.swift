import Model

/// A few small kinds with every type of field.
enum TestCatalog {
    static let catalog = KindCatalog([vpc, subnet, group, server, database])

    private static let procedure = Kind.Procedure(["call"], seconds: 1, timeout: 60)

    private static func kind(_ name: String, _ fields: [Field]) -> Kind {
        Kind(
            name, service: "test", summary: "A \(name) of the tests.", fields: fields,
            identity: Kind.Identity(id: "no"),
            life: Kind.Life(creation: procedure, deletion: procedure), example: "")
    }

    private static let vpc = kind(
        "Vpc",
        [
            Field("name", .string, .optionalFromName, constraints: [.resourceName], "The name in the cloud."),
            Field(
                "cidr", .cidr, .required, constraints: [.privateRange(prefix: 16...28)], "The range of its addresses."),
            .computed("status", .string, "What it is doing."),
        ])

    private static let subnet = kind(
        "Subnet",
        [
            Field("name", .string, .optionalFromName, constraints: [.resourceName], "The name in the cloud."),
            Field("vpc", .reference("Vpc"), .required, "The network it lies in."),
            Field("cidr", .cidr, .required, "The range of its addresses."),
            Field("type", .enumeration(["PUBLIC", "PRIVATE"]), .optional, "Whether it reaches the internet."),
        ])

    private static let group = kind(
        "AccessControlGroup",
        [
            Field("vpc", .reference("Vpc"), .required, "The network it guards."),
            Field(
                "rules",
                .keyed(
                    [
                        Field("protocol", .enumeration(["TCP", "UDP"]), .required, ""),
                        Field("ports", .formatted(.portRange), .required, ""),
                        Field("source", .reference("AccessControlGroup"), .optional, "").orItself,
                        Field("description", .string, .optional, ""),
                    ], by: ["protocol", "ports"]), .optional, "What it lets in."),
        ])

    private static let server = kind(
        "Server",
        [
            Field("subnet", .reference("Subnet"), .required, "The location of the parameter."),
            Field("image", .reference("Image"), .optional, "What it runs."),
            Field(
                "accessControlGroups", .set(.reference("AccessControlGroup")), .optional, constraints: [.count(0...3)],
                ""),
            Field("description", .text, .optional, ""),
            Field("port", .integer, .optional, constraints: [.range(1...65_535)], "Where it listens."),
            Field("load", .number, .optional, ""),
            Field("monitored", .boolean, .optional, ""),
            Field("address", .ipAddress, .optional, ""),
            Field("tags", .list(.string), .optional, ""),
            Field(
                "disk", .object([Field("size", .integer, .required, ""), Field("type", .string, .optional, "")]),
                .optional, ""),
            .computed("privateIp", .string, "Its address."),
            .computed("serverNo", .string, "Its number."),
        ])

    private static let database = kind(
        "Database",
        [
            Field("subnet", .reference("Subnet"), .required, ""),
            Field("password", .secret, .optional, constraints: [.length(8...20)], "What it is opened with."),
            Field("settings", .json, .optional, "Whatever it takes."),
        ])
}
