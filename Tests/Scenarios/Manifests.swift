/// Manifests that several scenarios begin with.
enum Manifests {
    /// Objects that come and go quickly: a network, and a product with an API.
    static let small = """
        apiVersion: ncloud/v1
        kind: Vpc
        metadata: {name: main}
        spec: {cidr: 10.0.0.0/16}
        ---
        apiVersion: ncloud/v1
        kind: Product
        metadata: {name: shop}
        spec: {subscription: PUBLIC, description: the shop}
        ---
        apiVersion: ncloud/v1
        kind: Api
        metadata: {name: orders}
        spec: {product: shop}
        """

    static func product(_ name: String, head: String = "", description: String = "made") -> String {
        """
        apiVersion: ncloud/v1
        kind: Product
        metadata: {name: \(name)}
        \(head)
        spec: {subscription: PUBLIC, description: \(description)}
        """
    }

    static func vpc(_ name: String, cidr: String = "10.0.0.0/16", head: String = "") -> String {
        """
        apiVersion: ncloud/v1
        kind: Vpc
        metadata: {name: \(name)}
        \(head)
        spec: {cidr: \(cidr)}
        """
    }

    static func joined(_ documents: String...) -> String { documents.joined(separator: "\n---\n") }

    /// A subnet with `count` servers and what they need.
    static func servers(_ count: Int) -> String {
        joined(
            vpc("main"),
            """
            apiVersion: ncloud/v1
            kind: Subnet
            metadata: {name: app}
            spec: {vpc: main, zone: KR-1, cidr: 10.0.1.0/24, type: PUBLIC}
            """,
            """
            apiVersion: ncloud/v1
            kind: LoginKey
            metadata: {name: ops}
            spec: {privateKeyFile: ops.pem}
            """,
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
}
