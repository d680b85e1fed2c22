import Model
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

    @Sendable static func read(_ wire: JSON) -> Value? {
        .list(
            (wire["permissions"]?.elements ?? []).map { permission in
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
        let resources = texts("resources")
        return [
            "product": .string(members.text("product") ?? ""),
            "actions": .array(texts("actions").map(JSON.string)),
            "resourceNrns": .array((resources.isEmpty ? ["*"] : resources).map(JSON.string)),
        ]
    }

    /// A manifest may hold it as a text of JSON.
    private static func condition(_ value: Value?) -> JSON? {
        guard let value, !value.isAbsent else { return nil }
        return value.text.flatMap { try? JSON(parsing: $0) } ?? value.plainJSON
    }
}

struct AccessPolicyOperations: CollectedOperations {
    let collection = AccountCollection(
        kind: "AccessPolicy", path: "/policies", id: "policyId", list: "policies",
        columns: [.text("name", "policyName"), .text("type", "policyType")],
        detailed: [
            .clearable("description", "description"),
            Column("permissions", read: AccessPermission.read, write: AccessPermission.write), .text("nrn", "nrn"),
            .createdDateTime,
        ],
        isOwn: { $0.policies.contains($1) })

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let body = JSON(present: creation(of: desired))
        _ = try await session.create(.rest(.subAccount, .post, "/policies", body: body)) { answer in
            Creation(id: answer.nonEmpty("policyId"))
        }
    }

    /// One call replaces the whole policy but its name; a description that it leaves out is deleted.
    func update(_ policy: ManagedObject) async throws(StepFailure) {
        guard policy.differs("description", "permissions") else { return }
        try await spareCaller(changing: "permissions", of: policy)
        let members = collection.detailed.change(["description", "permissions"], of: policy).filter { $0.1 != .null }
        try await policy.change(
            .rest(.subAccount, .put, collection.path(of: policy.id), body: JSON(present: members)))
    }

    func delete(_ policy: ManagedObject) async throws(StepFailure) { try await deleteSparing(policy) }
}
