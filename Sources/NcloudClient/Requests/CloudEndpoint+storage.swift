/// Where a storage service of a region is, and what signatures call the region.
struct StoragePlace: Sendable, Hashable {
    /// Scheme and host, without a trailing slash.
    var origin: String
    /// The region in the scope of a signature.
    var region: String
}

extension CloudEndpoint {
    /// Source: api/objectstorage.md, table of the services; §1.
    /// - Parameters:
    ///   - region: a code of the cloud, such as `KR`.
    ///   - override: an address that takes the place of Object Storage's own.
    func storagePlace(of service: Service, region: String, override: String? = nil) -> StoragePlace {
        let isNewer = service == .ncloudStorage
        let name = isNewer ? "kr" : signingRegion(region)
        let label = region.prefix(2).lowercased()
        switch self {
        case .custom(let origin): return StoragePlace(origin: isNewer ? origin : override ?? origin, region: name)
        case .ncloud where isNewer: return StoragePlace(origin: "https://kr.ncloudstorage.com", region: name)
        case .ncloud(let site):
            let host =
                switch site {
                // The documents have Japan under another domain than all others.
                case .public where region == "JPN": "jp.object.ncpstorage.com"
                case .public: "\(label).object.ncloudstorage.com"
                case .gov: "\(region == "KRS" ? "krs" : label).object.gov-ncloudstorage.com"
                case .fin: "kr.object.fin-ncloudstorage.com"
                }
            return StoragePlace(origin: override ?? "https://\(host)", region: name)
        }
    }

    /// The service does not seem to compare it; the documented name is sent all the same. That of the financial site is
    /// inferred. Source: api/objectstorage.md §1, §2.
    private func signingRegion(_ region: String) -> String {
        switch self {
        case .ncloud(.gov): region == "KRS" ? "gov2-standard" : "gov-standard"
        case .ncloud(.fin): "fin-standard"
        case .ncloud(.public), .custom: "\(region.prefix(2).lowercased())-standard"
        }
    }
}
