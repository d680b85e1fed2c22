extension LintRule {
    /// All that the manifests describe, arranged for rules to look around in.
    public struct Scene: Sendable {
        private let resources: [DesiredResource]
        private let byAddress: [Address: Int]
        private let byKind: [String: [Int]]
        /// By whom each object is referred to, and in which field.
        private let users: [Address: [Use]]

        private struct Use: Sendable {
            var index: Int
            var field: String
        }

        public init(_ resources: [DesiredResource]) {
            self.resources = resources
            byAddress = Dictionary(
                resources.enumerated().map { ($1.address, $0) }, uniquingKeysWith: { first, _ in first })
            byKind = Dictionary(grouping: resources.indices) { resources[$0].address.kind }
            var users: [Address: [Use]] = [:]
            for (index, resource) in resources.enumerated() {
                for (field, value) in resource.attributes {
                    for address in Set(value.references.compactMap(\.address)) {
                        users[address, default: []].append(Use(index: index, field: field))
                    }
                }
            }
            self.users = users
        }

        public subscript(address: Address) -> DesiredResource? { byAddress[address].map { resources[$0] } }

        /// Every object of the kind, in order of address.
        public func all(_ kind: String) -> [DesiredResource] { (byKind[kind] ?? []).map { resources[$0] } }

        /// The objects of `kind` whose field refers to the object at `address`, in order of address; any field without one.
        public func all(_ kind: String, referringTo address: Address, by field: String? = nil) -> [DesiredResource] {
            var seen: Set<Int> = []
            return (users[address] ?? []).compactMap { use in
                guard resources[use.index].address.kind == kind, field == nil || field == use.field,
                    seen.insert(use.index).inserted
                else { return nil }
                return resources[use.index]
            }
        }

        /// The object of this workspace whose id a value stands for; nil for every other value.
        public func target(of value: Value?) -> DesiredResource? {
            guard case .reference(let reference)? = value, reference.attribute == nil else { return nil }
            return reference.address.flatMap { self[$0] }
        }
    }
}

extension DesiredResource {
    /// Where a field is written, or what it is part of, or else where the object begins.
    public func place(of path: FieldPath?) -> SourceSpan? {
        var components = path?.components ?? []
        while !components.isEmpty {
            if let span = spans[FieldPath(components)] { return span }
            components.removeLast()
        }
        return span
    }
}
