/// A document that is not written yet: an object as a manifest would describe it.
public struct ManifestDraft: Hashable, Sendable {
    public var resource: DesiredResource
    /// What to say behind single fields, by their names: a remark on one line each.
    public var remarks: [String: String]
    /// Objects that are written inside this one (`Kind.nests`), in the order they are written in.
    public var inside: [ManifestDraft]

    public init(_ resource: DesiredResource, remarks: [String: String] = [:], inside: [ManifestDraft] = []) {
        self.resource = resource
        self.remarks = remarks
        self.inside = inside
    }

    public var address: Address { resource.address }

    /// Every object that the document describes, itself first.
    public var addresses: [Address] { [address] + inside.flatMap(\.addresses) }

    /// Every object outside the document that something in it needs, sorted.
    public var dependencies: [Address] { needed.subtracting(addresses).sorted() }

    private var needed: Set<Address> {
        inside.reduce(into: Set(resource.dependencies)) { $0.formUnion($1.needed) }
    }
}
