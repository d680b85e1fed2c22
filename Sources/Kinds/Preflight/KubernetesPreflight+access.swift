import Model

// What the manifest of a cluster alone shows.

extension KubernetesPreflight {
    /// A policy applies in the whole cluster, or in the namespaces that it names. Source: api/nks.md §4.
    static let namespaces = Preflight(of: ["accessEntries"]) { subject, _ in
        (subject.attributes["accessEntries"]?.elements ?? []).flatMap { entry -> [Preflight.Problem] in
            guard let name = entry.members.text("entry") else { return [] }
            let policies = entry.members["policies"]?.elements ?? []
            return policies.compactMap { policy in problem(with: policy.members, of: name) }
        }
    }

    private static func problem(with policy: Attributes, of entry: String) -> Preflight.Problem? {
        guard let scope = policy.text("scope"), let type = policy.text("type") else { return nil }
        let names = policy["namespaces"] ?? .null
        let isEmpty = names.isAbsent || names == .list([])
        guard ["namespace", "cluster"].contains(scope), (scope == "namespace") == isEmpty else { return nil }
        let place = FieldPath("accessEntries").appending(element: entry).appending("policies")
            .appending(element: "\(type) \(scope)")
        return Preflight.Problem(
            at: "accessEntries",
            isEmpty
                ? "\(type) with scope namespace needs 'namespaces'"
                : "\(type) with scope cluster cannot have 'namespaces'",
            help: isEmpty ? "add namespaces: [default], or write scope: cluster" : "write scope: namespace",
            inside: place)
    }

    /// The codes that the documents have, which no call lists. Source: api/nks.md §3.
    private static let sizes = [
        "SVR.VNKS.STAND.C002.M008.NET.SSD.B050.G002", "SVR.VNKS.STAND.C004.M016.NET.SSD.B050.G002",
        "SVR.VNKS.STAND.C004.M016.G003",
    ]

    /// Others may come, of the same form.
    static let size = Preflight(of: ["clusterType"]) { subject, _ in
        guard let type = subject.text("clusterType"), !sizes.contains(type) else { return [] }
        let isOfForm = type.hasPrefix("SVR.VNKS.")
        return [
            Preflight.Problem(
                isOfForm ? .warning : .error, at: "clusterType",
                isOfForm
                    ? "\(type) is not one of the documented codes: the service may reject it"
                    : "\(type) is not the code of a cluster",
                notes: ["documented are \(sizes.joined(separator: ", "))"],
                help: NearestName.of(type, in: sizes).map { "did you mean \($0)?" } ?? "use one of them")
        ]
    }
}
