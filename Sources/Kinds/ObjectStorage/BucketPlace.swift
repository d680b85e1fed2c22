import Model
import NcloudClient
import OrderedJSON

/// Which bucket an id means, and which of the two services has it: `pages`, `ncloud:pages`. Both services may have a bucket
/// of one name, and no name holds a colon. Source: api/objectstorage.md, table of the services; §5.
struct BucketPlace: Hashable, Sendable {
    private static let prefix = "ncloud:"
    /// What manifests call the two services.
    static let services = ["object-storage", "ncloud-storage"]

    let service: Service
    let name: String

    init(_ service: Service, _ name: String) {
        self.service = service
        self.name = name
    }

    init(id: some StringProtocol) {
        let isNewer = id.hasPrefix(Self.prefix)
        self.init(
            isNewer ? .ncloudStorage : .objectStorage, String(isNewer ? id.dropFirst(Self.prefix.count) : id[...]))
    }

    /// The bucket of a manifest.
    init(_ desired: DesiredObject) {
        let isNewer = desired.text("service") == Self.services[1]
        self.init(isNewer ? .ncloudStorage : .objectStorage, desired.text("name") ?? desired.address.name)
    }

    var isNewer: Bool { service == .ncloudStorage }
    var id: String { (isNewer ? Self.prefix : "") + name }
    var path: String { "/" + name }

    /// A call about the bucket itself or, with a sub-resource, about one of its settings.
    func request(
        _ operation: String, _ method: APIRequest.Method, _ resource: String? = nil, headers: [HTTPHeader] = [],
        document: XMLDocument? = nil
    ) -> APIRequest {
        var query = Parameters()
        if let resource { query.add(resource, "") }
        return .storage(
            service, operation, method, path, query: query, headers: headers, document: document)
    }
}

extension JSON {
    /// The elements of a list inside a member; none for one that is empty or missing.
    func elements(_ list: String, of member: String) -> [JSON] { self[member]?[list]?.elements ?? [] }
}
