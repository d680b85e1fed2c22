/// Which bucket and key a request names. Hosts: api/objectstorage.md §1.
///
/// On a host of the service, or on this machine's, the path is `/{bucket}/{key}`; a bucket in front of such a host is named
/// there instead: `{bucket}.kr.object.ncloudstorage.com`, `{bucket}.localhost`. On this machine a request is known by its
/// signature; what needs none is also found at `/_storage/{bucket}/{key}`.
struct StorageAddress: Sendable {
    /// The two services that speak S3.
    enum Product: String, Sendable {
        case objectStorage = "object-storage"
        case ncloudStorage = "ncloud-storage"
    }

    static let prefix = "_storage"

    let product: Product
    let bucket: String?
    let key: String?

    /// nil for a call of another service.
    init?(_ request: Request) {
        let host = StorageHost(request.headers["host"] ?? "")
        let isUnsigned = request.path.split(separator: "/").first.map { $0 == Self.prefix } ?? false
        guard host.isOwn || isUnsigned || StorageSignature.isCarried(by: request) else { return nil }
        product = host.product ?? Self.product(signed: request)
        var rest = request.path.dropFirst()
        if isUnsigned { rest = rest.dropFirst(Self.prefix.count).drop { $0 == "/" } }
        if let named = host.bucket, !isUnsigned {
            bucket = named
        } else {
            let name = rest.prefix { $0 != "/" }
            bucket = name.isEmpty ? nil : PercentDecoding.decode(name, plusIsSpace: false)
            rest = rest.dropFirst(name.count + 1)
        }
        key = bucket == nil || rest.isEmpty ? nil : PercentDecoding.decode(rest, plusIsSpace: false)
    }

    /// One address serves both services here, so that the region of the signature tells which is meant: `kr` is that of
    /// Ncloud Storage, any other that of Object Storage. Source: api/objectstorage.md, table of the services.
    private static func product(signed request: Request) -> Product {
        StorageSignature(request)?.region == "kr" ? .ncloudStorage : .objectStorage
    }

    /// Bucket and key, as far as they are named.
    var words: [String] { [bucket, key].compactMap(\.self) }
}

/// What a host says: which service it is of, and a bucket in front of it.
struct StorageHost: Sendable {
    /// nil for hosts of this machine, which both services have.
    private(set) var product: StorageAddress.Product?
    private(set) var bucket: String?
    /// Whether it is a host that only these services have.
    var isOwn: Bool { product != nil || bucket != nil }

    private static let domains: [(name: String, product: StorageAddress.Product)] = [
        ("object.ncloudstorage.com", .objectStorage), ("object.ncpstorage.com", .objectStorage),
        ("object.gov-ncloudstorage.com", .objectStorage), ("object.fin-ncloudstorage.com", .objectStorage),
        ("ncloudstorage.com", .ncloudStorage), ("gov-ncloudstorage.com", .ncloudStorage),
    ]

    /// - Parameter header: with or without a port.
    init(_ header: String) {
        let host = header.prefix { $0 != ":" }.lowercased()
        if host.hasSuffix(".localhost") {
            bucket = String(host.dropLast(".localhost".count))
            return
        }
        guard let domain = Self.domains.first(where: { host.hasSuffix("." + $0.name) }) else { return }
        product = domain.product
        // The last label in front of the domain is the region's.
        let labels = host.dropLast(domain.name.count + 1).split(separator: ".")
        if labels.count > 1 { bucket = labels.dropLast().joined(separator: ".") }
    }
}
