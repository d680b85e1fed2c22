// Calls that a site lacks of a service that it has.

extension APIRequest {
    /// Why some sites lack the call, and what to do about that; nil for one that all sites with its service have.
    ///
    /// The rules of addresses for clusters are not on the financial site. Source: api/nks.md §3.
    var absence: Service.Absence? {
        guard service == .nks, path.hasPrefix("/clusters/"), path.hasSuffix("/ip-acl") else { return nil }
        return Service.Absence(
            reason: "the financial site does not offer the IP ACL of clusters", advice: "omit ipAcl from the manifest")
    }
}

extension CloudEndpoint {
    /// Whether the cloud has a call of a service that it has.
    /// - Parameter region: behind an address of its own, a region of the financial site is known by its F.
    func offers(_ request: APIRequest, in region: String) -> Bool {
        request.absence == nil || !(self == .ncloud(.fin) || region.hasPrefix("F"))
    }
}
