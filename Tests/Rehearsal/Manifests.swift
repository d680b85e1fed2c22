/// Manifests that several rehearsals begin with.
public enum Manifests {
    public static func joined(_ documents: String...) -> String { documents.joined(separator: "\n---\n") }

    /// - Parameters:
    ///   - head: lines between the name and the fields: `renamedFrom: old`.
    ///   - fields: members of the spec: `zone: KR-1`; empty ones are left out.
    public static func document(_ kind: String, _ name: String, head: String = "", _ fields: [String]) -> String {
        """
        apiVersion: ncloud/v1
        kind: \(kind)
        metadata: {name: \(name)}
        \(head.isEmpty ? "" : head + "\n")spec: {\(fields.filter { !$0.isEmpty }.joined(separator: ", "))}
        """
    }

    public static func document(_ kind: String, _ name: String, head: String = "", _ fields: String...) -> String {
        document(kind, name, head: head, fields)
    }

    // MARK: Networks and servers

    public static func vpc(_ name: String, cidr: String = "10.0.0.0/16", head: String = "") -> String {
        document("Vpc", name, head: head, "cidr: \(cidr)")
    }

    /// - Parameter range: the third number of its range in 10.0.0.0/16.
    public static func subnet(
        _ name: String = "app", in vpc: String, range: String = "1", type: String = "PUBLIC", head: String = "",
        _ fields: String...
    ) -> String {
        let always = ["vpc: \(vpc)", "zone: KR-1", "cidr: \"10.0.\(range).0/24\"", "type: \(type)"]
        return document("Subnet", name, head: head, always + fields)
    }

    /// A group that allows connections to one port.
    public static func group(
        _ name: String = "web", in vpc: String, port: String = "443", _ fields: String...
    ) -> String {
        let rule = "{protocol: TCP, cidr: 0.0.0.0/0, ports: \"\(port)\"}"
        return document("AccessControlGroup", name, ["vpc: \(vpc)", "inbound: [\(rule)]"] + fields)
    }

    public static let loginKey = document("LoginKey", "ops", "privateKeyFile: ops.pem")

    /// What a server needs: a VPC with a public subnet `app`, and a key.
    public static func network(_ vpc: String, range: String = "1") -> String {
        joined(self.vpc(vpc), subnet(in: vpc, range: range), loginKey)
    }

    /// A server in that network.
    public static func server(
        _ name: String = "web", subnet: String = "app", head: String = "", spec: String = "ci2-g3",
        _ fields: String...
    ) -> String {
        let always = ["subnet: \(subnet)", "image: {id: \"23214590\"}", "serverSpec: \(spec)", "loginKey: ops"]
        return document("Server", name, head: head, always + fields)
    }

    /// A subnet with `count` servers and what they need.
    public static func servers(_ count: Int) -> String {
        joined(
            network("main"),
            """
            apiVersion: ncloud/v1
            kind: Server
            metadata: {name: "web-${each.index}"}
            forEach: {count: \(count)}
            spec:
              subnet: app
              image: {id: "23214590"}
              serverSpec: ci2-g3
              loginKey: ops
            """)
    }

    // MARK: Gateways and data boxes

    public static func product(_ name: String, head: String = "", description: String = "made") -> String {
        document("Product", name, head: head, "subscription: PUBLIC", "description: \(description)")
    }

    public static func api(_ name: String, in product: String) -> String {
        document("Api", name, "product: \(product)")
    }

    /// Objects that come and go quickly: a network, and a product with an API.
    public static let small = joined(
        vpc("main"), product("shop", description: "the shop"), api("orders", in: "shop"))

    public static let frame = document("DataBoxFrame", "analytics")

    /// A box in that frame, which is deleted with its manifest.
    public static func dataBox(_ fields: String...) -> String {
        let always = [
            "frame: analytics", "sslVpnCount: 1", "connectServers: [{spec: 4002, storage: 100}]",
            "tensorFlowCpuServers: [{spec: 5001, storage: 100}]", "nas: [{count: 1, size: 500}]",
        ]
        return document("DataBox", "churn", head: "lifecycle: {onRemove: delete}", always + fields)
    }
}
