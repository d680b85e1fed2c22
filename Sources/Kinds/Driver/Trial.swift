import NcloudClient

/// The one call by which `doctor` finds out whether the account may look up objects of a kind: one that changes nothing, and
/// costs no more than looking one object up.
/// - Parameter ids: of the objects that manifests name, sorted; there may be none.
/// - Returns: nil when there is nothing to ask without an id.
public typealias Trial = @Sendable (_ ids: [String]) -> APIRequest?
