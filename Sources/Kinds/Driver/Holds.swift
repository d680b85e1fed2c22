import Model

// Places of which there is one, or few, that fields of several kinds take.

extension Field.Hold {
    /// Source: api/vserver.md §3.8.
    static func publicIPOfServer(_ owner: Owner) -> Field.Hold {
        Field.Hold("public IP of a server", of: owner, rule: "a server has at most one public IP")
    }

    /// Sources: api/vserver.md §3.8, api/vpc.md §3.5.
    static func useOfPublicIP(_ owner: Owner) -> Field.Hold {
        Field.Hold(
            "use of a public IP", of: owner,
            rule: "a public IP is used by one server, one NAT gateway or one load balancer")
    }

    /// Source: api/vserver.md §3.7.
    static func useOfInterface(_ owner: Owner) -> Field.Hold {
        Field.Hold("use of a network interface", of: owner, rule: "a network interface is attached to one server")
    }

    /// Two besides the first one, which the cloud makes. Source: api/vserver.md §3.7.
    static func interfaceOfServer(_ owner: Owner) -> Field.Hold {
        Field.Hold(
            "network interface of a server", of: owner, limit: 2,
            rule: "a server has at most 2 network interfaces in addition to its first one")
    }

    /// A subnet leaves a table for the default one, and that one for another. Source: api/vpc.md §3.6.
    static let routeTableOfSubnet = Field.Hold(
        "route table of a subnet", of: .named, isTakenFromBuiltIn: true, rule: "a subnet uses one route table")
}
