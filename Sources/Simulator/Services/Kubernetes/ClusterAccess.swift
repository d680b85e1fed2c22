import OrderedJSON

/// Who may use a cluster, and from where. Source: api/nks.md §2, §4.
enum ClusterAccess {
    static let kind = RESTKind(
        .kubernetesAccess, at: "/clusters/:",
        [
            .get("/oidc") { world, call throws(Failure) in shown(try Clusters.find(call, world), "oidc") },
            .patch("/oidc", setProvider),
            .get("/ip-acl") { world, call throws(Failure) in shown(try Clusters.find(call, world), "ipAcl") },
            .patch("/ip-acl", setAcl),
            .get("/access-entries") { world, call throws(Failure) in
                .ok(["accessEntries": .array(entries(of: try Clusters.find(call, world)))])
            },
            .post("/access-entries", add),
            .get("/access-entries/:") { world, call throws(Failure) in
                let entries = entries(of: try Clusters.find(call, world))
                return .ok(["accessEntry": entries[try place(call, entries)]])
            },
            .put("/access-entries/:", replace), .delete("/access-entries/:", remove),
        ])

    private static func shown(_ cluster: Record, _ part: String) -> Response {
        .ok((cluster.attributes[part] ?? [:]).with(["uuid": .string(cluster.id)]))
    }

    private static let setProvider: RESTHandler = { world, call throws(Failure) in
        guard try call.body.kubernetesFlag("status") else {
            return try Clusters.change(call, ["oidc": ["status": false]], &world)
        }
        for name in ["issuerURL", "clientId"] { _ = try call.body.kubernetesText(name) }
        return try Clusters.change(call, ["oidc": call.body], &world)
    }

    private static let setAcl: RESTHandler = { world, call throws(Failure) in
        let action = try call.body.kubernetesChoice("defaultAction", of: ["allow", "deny"])
        let entries = try call.body.kubernetesList("entries")
        for entry in entries {
            _ = try entry.kubernetesChoice("action", of: ["allow", "deny"])
            guard AddressBlock(try entry.kubernetesText("address")) != nil else {
                throw .kubernetes(invalid: "address")
            }
        }
        let acl: JSON = ["defaultAction": .string(action), "entries": .array(entries)]
        return try Clusters.change(call, ["ipAcl": acl], &world)
    }

    // MARK: Entries

    private static func entries(of cluster: Record) -> [JSON] { cluster.attributes["accessEntries"]?.elements ?? [] }

    /// Where an entry stands among those of its cluster.
    private static func place(_ call: RESTCall, _ entries: [JSON]) throws(Failure) -> Int {
        guard let place = entries.firstIndex(where: { $0["uuid"]?.text == call.ids.last }) else {
            throw .notInKubernetes
        }
        return place
    }

    private static let add: RESTHandler = { world, call throws(Failure) in
        let cluster = try usable(call, world)
        let name = try call.body.kubernetesText("entry")
        let type = try call.body.kubernetesChoice("type", of: ["USER", "ROLE"])
        // One entry for each sub account or role. (inferred)
        guard !entries(of: cluster).contains(where: { $0["entry"]?.text == name }) else {
            throw .kubernetes(invalid: "entry")
        }
        let uuid = world.random.uuid()
        let entry: JSON = [
            "uuid": .string(uuid), "type": .string(type), "entry": .string(name),
            "username": .string(name.split(separator: "/").last.map(String.init) ?? name),
        ]
        let all = entries(of: cluster) + [entry.with(try rights(call.body))]
        _ = try Clusters.change(call, ["accessEntries": .array(all)], &world)
        return .ok(["uuid": .string(uuid)])
    }

    private static let replace: RESTHandler = { world, call throws(Failure) in
        var entries = entries(of: try usable(call, world))
        let place = try place(call, entries)
        entries[place] = entries[place].with(try rights(call.body))
        return try Clusters.change(call, ["accessEntries": .array(entries)], &world)
    }

    private static let remove: RESTHandler = { world, call throws(Failure) in
        var entries = entries(of: try usable(call, world))
        entries.remove(at: try place(call, entries))
        _ = try Clusters.change(call, ["accessEntries": .array(entries)], &world)
        return .noContent
    }

    /// Entries count only where the API manages access.
    private static func usable(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        let cluster = try Clusters.find(call, world)
        guard cluster["authType"] == "API" else { throw .kubernetes(invalid: "authType") }
        return cluster
    }

    private static func rights(_ body: JSON) throws(Failure) -> JSON {
        let policies = try body.kubernetesList("policies")
        for policy in policies {
            _ = try policy.kubernetesChoice(
                "type", of: ["NKSClusterAdminPolicy", "NKSAdminPolicy", "NKSEditPolicy", "NKSViewPolicy"])
            let scope = try policy.kubernetesChoice("scope", of: ["cluster", "namespace"])
            guard (scope == "namespace") != (try policy.kubernetesList("namespaces").isEmpty) else {
                throw .kubernetes(invalid: "namespaces")
            }
        }
        return ["groups": .array(try body.kubernetesList("groups")), "policies": .array(policies)]
    }
}

extension TableSchema { static let kubernetesAccess = TableSchema("kubernetesAccess") }
