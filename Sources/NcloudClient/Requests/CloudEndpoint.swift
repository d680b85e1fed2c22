/// Which cloud is called, and on which hosts.
public enum CloudEndpoint: Sendable, Hashable {
    /// One of NAVER's three sites; each service on its own host.
    case ncloud(Site)
    /// One address for every service, without a trailing slash: a simulator or a proxy.
    case custom(origin: String)

    /// The three separate clouds. Source: api/common.md §2.
    public enum Site: String, Sendable, CaseIterable {
        case `public`, gov, fin
    }

    /// The one spelling of the cloud: `ncloud`, `ncloud-gov`, `ncloud-fin`, or the address.
    public var name: String {
        switch self {
        case .ncloud(.public): "ncloud"
        case .ncloud(let site): "ncloud-\(site.rawValue)"
        case .custom(let origin): origin.lowercased()
        }
    }

    /// Whether the cloud has the service at all. Source: api/kms.md §1.
    ///
    /// Of Ncloud Storage only the public host is documented. Source: api/objectstorage.md, table of the services.
    func offers(_ service: Service) -> Bool {
        if case .ncloud(let site) = self, let sites = service.sites { return sites.contains(site) }
        return switch (self, service.front) {
        case (.custom, _), (_, .gateway): true
        case (.ncloud(let site), .open): site != .fin
        case (.ncloud(let site), .storage): service == .objectStorage || site == .public
        }
    }

    /// Scheme and host for a service, without a path. That of Object Storage depends on the region too: see
    /// ``storagePlace(of:region:)``.
    public func origin(of service: Service) -> String {
        switch self {
        case .ncloud where service.front == .storage: storagePlace(of: service, region: "KR").origin
        case .ncloud(.public) where service.front == .open: "https://\(service.hostLabel).ncloud.com"
        // The financial site has no such front, and ``offers(_:)`` says so.
        case .ncloud(.gov) where service.front == .open, .ncloud(.fin) where service.front == .open:
            "https://\(service.hostLabel).gov-ncloud.com"
        case .ncloud(.public): "https://\(service.hostLabel).apigw.ntruss.com"
        case .ncloud(.gov): "https://\(service.hostLabel).apigw.gov-ntruss.com"
        case .ncloud(.fin):
            // The action gateway of the financial site carries a prefix, the other hosts do not.
            "https://\(service.style == .action ? "fin-" : "")\(service.hostLabel).apigw.fin-ntruss.com"
        case .custom(let origin): origin
        }
    }
}
