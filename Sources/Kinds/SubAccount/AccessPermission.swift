import Model
import NcloudClient
import OrderedJSON

/// One permission of a policy. Source: pub-iam-v2-policy-createpolicy.
enum AccessPermission {
    static let fields = [
        Field("effect", .enumeration(["Allow", "Deny"]), initial: "Allow", "Whether it allows or denies."),
        Field(
            "targets", .list(.object(targetFields)), .required, constraints: [.count(1...1000)],
            "The actions that it is about."),
        Field(
            "condition", .json,
            """
            When it applies: condition operators, each with keys and values, such as {StringEquals: {"ncp:resourceTag/team": shop}}.
            """),
    ]

    private static let targetFields = [
        Field("product", .string, .required, "Code of the product, such as Server."),
        Field(
            "actions", .set(.string), .required, constraints: [.count(1...1000)],
            "Actions of the product, such as View/getServerInstanceList."),
        Field(
            "resources", .set(.string), initial: ["*"], constraints: [.count(1...1000)],
            "Ncloud resource names of the resources (default: all)."),
    ]

    /// nil where the response has none: a list leaves them out, and so does the call for one policy unless they are asked for.
    @Sendable static func read(_ wire: JSON) -> Value? {
        guard case .array(let permissions)? = wire["permissions"] else { return nil }
        return .list(
            permissions.map { permission in
                .present([
                    "effect": Value(text: permission["effect"]),
                    "targets": .list((permission["targets"]?.elements ?? []).map(readTarget)),
                    "condition": permission["condition"].map { Value(plain: $0) } ?? .null,
                ])
            })
    }

    private static func readTarget(_ wire: JSON) -> Value {
        .present([
            "product": Value(text: wire["product"]),
            "actions": Value(texts: texts(wire["actions"]).sorted()),
            "resources": Value(texts: texts(wire["resourceNrns"]).sorted()),
        ])
    }

    private static func texts(_ wire: JSON?) -> [String] { (wire?.elements ?? []).compactMap(\.text) }

    @Sendable static func write(_ value: Value?) -> [(String, JSON)] {
        let permissions = (value?.elements ?? []).map(\.members).map { permission in
            JSON(present: [
                "effect": .string(permission.text("effect") ?? "Allow"),
                "targets": .array((permission["targets"]?.elements ?? []).map { writtenTarget($0.members) }),
                "condition": condition(permission["condition"]),
            ])
        }
        return [("permissions", .array(permissions))]
    }

    private static func writtenTarget(_ members: Attributes) -> JSON {
        func texts(_ field: String) -> [String] { (members[field]?.elements ?? []).compactMap(\.spelling) }
        // All of them where nothing is said; an empty set is sent as it is, and must never become all.
        let isGiven = members["resources"].map { $0 != .null } ?? false
        return [
            "product": .string(members.text("product") ?? ""),
            "actions": .array(texts("actions").map(JSON.string)),
            "resourceNrns": .array((isGiven ? texts("resources") : ["*"]).map(JSON.string)),
        ]
    }

    /// A manifest may hold it as a text of JSON.
    private static func condition(_ value: Value?) -> JSON? {
        guard let value, !value.isAbsent else { return nil }
        return value.text.flatMap { try? JSON(parsing: $0) } ?? value.plainJSON
    }
}
