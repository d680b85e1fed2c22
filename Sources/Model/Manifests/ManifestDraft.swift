/// A document that is not written yet: an object as a manifest would describe it.
public struct ManifestDraft: Hashable, Sendable {
    public var resource: DesiredResource
    /// What to say behind single fields, by their names: a remark on one line each.
    public var remarks: [String: String]

    public init(_ resource: DesiredResource, remarks: [String: String] = [:]) {
        self.resource = resource
        self.remarks = remarks
    }

    public var address: Address { resource.address }
}
