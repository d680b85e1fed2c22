import OrderedJSON

/// Sub Account, API 2.0: users, their access keys, groups, policies and roles. Source: the pages of pub-iam-v2 (2026-11-24) and
/// gov-iam-v2 (2026-10-22). Rights are kept and not enforced: whoever has a key may do everything.
enum IAM {
    /// What a call about one object does.
    typealias Handler = @Sendable (inout World, Record, RESTCall) throws(Failure) -> Response

    /// A call about one object, whose id is the first one in the path.
    static func one(
        _ method: String, _ path: String, of table: TableSchema, _ handler: @escaping Handler
    ) -> RESTRoute {
        RESTRoute(method, path) { world, call throws(Failure) in
            try handler(&world, try find(table, call.ids.first ?? "", world), call)
        }
    }

    static func find(_ table: TableSchema, _ id: String, _ world: World) throws(Failure) -> Record {
        guard let record = world[table, id] else {
            // The one of roles is documented; that the others are called alike is (inferred).
            let words = [
                TableSchema.subAccount: "SubAccount", .subAccountGroup: "Group", .accessPolicy: "Policy",
                .subAccountRole: "Role",
            ]
            throw .standard(404, "\(words[table] ?? "")NotFound", "The specified object could not be found.")
        }
        return record
    }

    /// One page of a list.
    static func page(_ name: String, _ all: [JSON], _ call: RESTCall) throws(Failure) -> Response {
        let number = try whole(call, "pageNo", in: 0...Int64(Int32.max)) ?? 0
        let size = try whole(call, "pageSize", in: 1...100) ?? 20
        let total = Int64(all.count)
        // What stands beside a list is as in other standardized services. (inferred)
        return .ok([
            name: .array(Array(all.dropFirst(Int(number * size)).prefix(Int(size)))),
            "pageNo": .integer(number), "pageSize": .integer(size), "totalElements": .integer(total),
            "totalPages": .integer((total + size - 1) / size),
        ])
    }

    private static func whole(
        _ call: RESTCall, _ name: String, in range: ClosedRange<Int64>
    ) throws(Failure) -> Int64? {
        guard let text = call.query.text(name) else { return nil }
        guard let value = Int64(text), range.contains(value) else { throw .badRequest(name) }
        return value
    }

    // MARK: Values

    /// A required text of so many characters.
    static func text(_ call: RESTCall, _ name: String, _ length: ClosedRange<Int>) throws(Failure) -> JSON {
        guard let text = call.body[name]?.text, length.contains(text.unicodeScalars.count) else {
            throw .badRequest(name)
        }
        return .string(text)
    }

    /// The name of a policy, a group or a role: it begins with a letter. Source: management-subaccount-createpolicy.
    static func name(_ call: RESTCall, _ name: String, _ length: ClosedRange<Int>) throws(Failure) -> JSON {
        let text = try text(call, name, length)
        let signs: Set<Character> = [".", "_", "-"]
        guard let words = text.text, words.first?.isLetter == true,
            words.allSatisfy({ $0.isLetter || $0.isNumber || signs.contains($0) })
        else { throw .badRequest(name) }
        return text
    }

    /// A text that may be left out; null takes it away.
    static func optional(_ call: RESTCall, _ name: String, upTo length: Int) throws(Failure) -> JSON {
        guard let value = call.body[name], value != .null else { return .null }
        guard case .string(let text) = value, text.unicodeScalars.count <= length else { throw .badRequest(name) }
        return value
    }

    static func flag(_ call: RESTCall, _ name: String) throws(Failure) -> JSON {
        guard let value = call.body[name], value.bool != nil else { throw .badRequest(name) }
        return value
    }

    /// Refuses a second one of a name. The code is (inferred).
    static func requireFree(
        _ table: TableSchema, _ attribute: String, _ value: JSON, besides id: String? = nil, _ world: World
    ) throws(Failure) {
        let others = world.records(table, where: attribute, is: value.text ?? "").filter { $0.id != id }
        guard others.isEmpty else {
            throw .standard(409, "AlreadyExists", "The \(attribute) is already in use.")
        }
    }

    static func require(_ table: TableSchema, upTo limit: Int, _ world: World) throws(Failure) {
        guard world.count(table) < limit else { throw .limitExceeded }
    }

    // MARK: Attaching

    /// The calls that attach and detach policies, ten at a time, all of them or none.
    static func policyRoutes(_ path: String, of table: TableSchema) -> [RESTRoute] {
        [
            one("POST", "\(path)/attach-policies", of: table) { world, holder, call throws(Failure) in
                let ids = try listed(call, "policyIds", upTo: 10)
                for id in ids { _ = try AccessPolicies.find(id, world) }
                let held = holder.list("policies")
                // That it refuses what is attached already is (inferred).
                guard ids.allSatisfy({ !held.contains($0) }) else { throw .alreadyAttached }
                world.set(table, holder.id, ["policies": .array((held + ids).map(JSON.string))])
                return .noContent
            },
            one("POST", "\(path)/detach-policies", of: table) { world, holder, call throws(Failure) in
                let ids = try listed(call, "policyIds", upTo: 10)
                let held = holder.list("policies")
                guard ids.allSatisfy(held.contains) else { throw .notAttached }
                world.set(
                    table, holder.id, ["policies": .array(held.filter { !ids.contains($0) }.map(JSON.string))])
                return .noContent
            },
        ]
    }

    /// A list of ids, each once.
    static func listed(_ call: RESTCall, _ name: String, upTo limit: Int) throws(Failure) -> [String] {
        let ids = (call.body[name]?.elements ?? []).compactMap(\.text)
        guard (1...limit).contains(ids.count), Set(ids).count == ids.count else { throw .badRequest(name) }
        return ids
    }

    static func policies(of holder: Record, _ world: World) -> JSON {
        .array(holder.list("policies").compactMap { try? AccessPolicies.find($0, world) }.map(AccessPolicies.summary))
    }

    /// The Ncloud resource name. Source: gov-iam-v2-group-creategroup.
    static func nrn(_ noun: String, _ id: String) -> JSON { .string("nrn:PUB:IAM::1234567:\(noun)/\(id)") }
}

extension Failure {
    static func badRequest(_ field: String) -> Failure {
        .standard(
            400, "BadRequest",
            "The request is malformed or contains an error such as an invalid parameter value or a missing required parameter.",
            field)
    }

    static let limitExceeded = standard(400, "LimitExceeded", "The request exceeds the resource limit.")
    static let alreadyAttached = standard(409, "AlreadyExists", "The object is already attached.")
    static let notAttached = standard(404, "NotFound", "One or more objects could not be found.")

    /// An object that others use or depend on. The code is (inferred).
    static func inUse(_ detail: String) -> Failure {
        .standard(409, "CannotDelete", "The delete operation could not be completed.", detail)
    }
}

extension RESTService {
    static let subAccount = RESTService(
        "/api/v2", naming: .inPath,
        [SubAccounts.kind, SubAccountKeys.kind, SubAccountGroups.kind, AccessPolicies.kind, SubAccountRoles.kind])
}

extension TableSchema {
    static let subAccount = TableSchema("subAccount", nameAttribute: "loginId", indexes: ["loginId"])
    static let subAccountKey = TableSchema(
        "subAccountKey", nameAttribute: "accessKey", indexes: ["subAccountId"])
    static let subAccountGroup = TableSchema("subAccountGroup", nameAttribute: "groupName", indexes: ["groupName"])
    static let accessPolicy = TableSchema("accessPolicy", nameAttribute: "policyName", indexes: ["policyName"])
    static let subAccountRole = TableSchema("subAccountRole", nameAttribute: "roleName", indexes: ["roleName"])
}
