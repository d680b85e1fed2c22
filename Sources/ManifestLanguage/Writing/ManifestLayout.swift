import Model

/// Which documents go into one file.
public enum ManifestLayout: String, Sendable, CaseIterable {
    /// A file for each kind: `access-control-group.yaml`.
    case byKind = "by-kind"
    /// A file for each VPC with what lies in it, called as the VPC is; all else in `account.yaml`.
    case byVpc = "by-vpc"
    case oneFile = "one-file"

    /// The documents of each file, which has no ending yet; files by name, documents what they rest on first.
    /// - Parameter existing: objects that the workspace has already, which lead to a VPC as well.
    public func files(
        _ drafts: [ManifestDraft], existing: [DesiredResource] = [], catalog: KindCatalog
    ) -> [(name: String, drafts: [ManifestDraft])] {
        let links = Dictionary(
            existing.map { ($0.address, $0.dependencies) } + drafts.map { ($0.address, $0.dependencies) },
            uniquingKeysWith: { $1 })
        let groups = Dictionary(grouping: drafts) { draft in
            switch self {
            case .byKind: draft.address.kind.kebabCased
            case .byVpc: Self.network(of: draft.address, links, catalog)?.fileName ?? "account"
            case .oneFile: "discovered"
            }
        }
        return groups.map { ($0.key, Self.ordered($0.value, links)) }.sorted { $0.name < $1.name }
    }

    /// The network that the object is, or reaches through what it refers to; the first by name, should there be several.
    private static func network(
        of address: Address, _ links: [Address: [Address]], _ catalog: KindCatalog
    ) -> Address? {
        var seen: Set<Address> = [address]
        var open = [address]
        while !open.isEmpty {
            if let network = open.filter({ catalog[$0.kind]?.place.isNetwork ?? false }).min() { return network }
            open = open.flatMap { links[$0] ?? [] }.filter { seen.insert($0).inserted }
        }
        return nil
    }

    /// By kind and name, kinds that others rest on first.
    private static func ordered(_ drafts: [ManifestDraft], _ links: [Address: [Address]]) -> [ManifestDraft] {
        let kinds = Set(drafts.map(\.address.kind))
        var needs: [String: Set<String>] = [:]
        for draft in drafts {
            let needed = (links[draft.address] ?? []).map(\.kind).filter {
                kinds.contains($0) && $0 != draft.address.kind
            }
            needs[draft.address.kind, default: []].formUnion(needed)
        }
        var rank: [String: Int] = [:]
        while rank.count < kinds.count {
            let rest = kinds.filter { rank[$0] == nil }
            let ready = rest.filter { needs[$0, default: []].allSatisfy { rank[$0] != nil } }
            // Kinds that rest on each other stand side by side.
            let level = rank.count
            for kind in ready.isEmpty ? rest : ready { rank[kind] = level }
        }
        return drafts.sorted { one, other in
            let (left, right) = (rank[one.address.kind] ?? 0, rank[other.address.kind] ?? 0)
            return left == right ? one.address < other.address : left < right
        }
    }
}

extension Address {
    /// The name as a file may have it.
    fileprivate var fileName: String { name.hasPrefix(".") ? "vpc" + name : name }
}

extension String {
    /// `AccessControlGroup` as `access-control-group`.
    fileprivate var kebabCased: String {
        reduce(into: "") { text, character in
            if character.isUppercase, !text.isEmpty { text += "-" }
            text += character.lowercased()
        }
    }
}
