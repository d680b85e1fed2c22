/// The kinds known to a run, found by name.
public struct KindCatalog: Sendable {
    public let kinds: [Kind]
    private let byName: [String: Kind]

    public init(_ kinds: [Kind]) {
        self.kinds = kinds.sorted { $0.name < $1.name }
        byName = Dictionary(kinds.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public subscript(name: String) -> Kind? { byName[name] }
    public var names: [String] { kinds.map(\.name) }
}

extension KindCatalog {
    /// How many kinds a kind is listed under, one under the other: 0 for what one list covers.
    public func depth(of name: String) -> Int {
        var depth = 0
        var next = self[name]?.place.listedUnder
        while let parent = next, depth < kinds.count {
            depth += 1
            next = self[parent]?.place.listedUnder
        }
        return depth
    }
}
