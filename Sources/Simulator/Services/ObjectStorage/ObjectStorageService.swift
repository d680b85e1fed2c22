import OrderedJSON

/// Object Storage, and Ncloud Storage beside it: the documented operations of S3; all others are refused.
/// Source: api/objectstorage.md.
struct ObjectStorageService: SimulatedService {
    static let objectStorage = ObjectStorageService()

    let title = "Object Storage"
    let kinds: [any SimulatedKind] = [
        BucketKind(), RESTKind(.file), RESTKind(.multipartUpload), RESTKind(.uploadedPart),
    ]

    /// Never by the path alone: see ``StorageAddress``.
    func words(of path: [String]) -> [String]? { nil }

    func endpoint(_ request: Request, _ words: [String]) -> String {
        operation(request, words)?.name ?? request.method + " " + request.path
    }

    func isRead(_ request: Request, _ words: [String]) -> Bool { ["GET", "HEAD"].contains(request.method) }

    func named(_ call: Call, _ words: [String]) -> [String] {
        words.isEmpty ? [] : [words[0], words.joined(separator: "/")]
    }

    /// Without a signature, what ACLs open to everybody is open.
    func decidesWhoCalls(with request: Request) -> Bool { request.headers["authorization"] == nil }

    func answer(_ call: Call, _ words: [String], _ world: inout World) -> Response {
        var response: Response
        do throws(Failure) { response = try perform(call, words, &world) } catch {
            var failure = error
            if failure.details.isEmpty { failure.details = "/" + words.joined(separator: "/") }
            response = failure.response(xml: true)
            // An answer to HEAD has no body, and so no code.
            if call.request.method == "HEAD" { response.body = [] }
        }
        response.headers.append(("x-amz-request-id", world.random.text(16, of: "0123456789ABCDEF")))
        return response
    }

    private func perform(_ call: Call, _ words: [String], _ world: inout World) throws(Failure) -> Response {
        guard let address = StorageAddress(call.request),
            let operation = operation(call.request, words), operation.products.contains(address.product)
        else { throw .storage(.unsupportedOperation) }
        let storageCall = StorageCall(call.request, address, owner: call.owner)
        if operation.level != .account, operation.name != "CreateBucket" {
            _ = try Buckets.find(storageCall, world)
        }
        if call.owner == nil { try AccessGrants.admitEverybody(storageCall, operation.grant, world) }
        return try operation.handler(&world, storageCall)
    }

    private func operation(_ request: Request, _ words: [String]) -> StorageOperation? {
        let query = StorageCall.query(of: request)
        return StorageOperation.all.first { $0.level.rawValue == words.count && $0.isMeant(by: request, query: query) }
    }
}

/// Buckets, which hold objects.
struct BucketKind: SimulatedKind {
    let table = TableSchema.bucket

    func wasRemoved(_ record: Record, from world: inout World) {
        for file in world.records(.file, where: "holder", is: record.id) { world.remove(.file, file.id) }
        for upload in world.records(.multipartUpload, where: "bucket", is: record.id) {
            StoredUploads.remove(upload, &world)
        }
    }
}
