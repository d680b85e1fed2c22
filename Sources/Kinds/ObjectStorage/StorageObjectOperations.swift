import Model
import NcloudClient
import OrderedJSON

/// Objects are there, changed and gone with the answer, so that nothing is waited for. Source: api/objectstorage.md §3, §7.
struct StorageObjectOperations: Operations {
    /// Only those that somebody asks about: a bucket may hold millions.
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let places = scope.ids.compactMap(ObjectPlace.init)
        let buckets: [String]
        if let parents = scope.parents["Bucket"] {
            buckets = parents.sorted()
        } else if scope.everything || !scope.names.isEmpty {
            buckets = try await BucketOperations.ids(from: cloud)
        } else {
            buckets = Set(places.map(\.bucket.id)).sorted()
        }
        return try await buckets.concurrentlyReading { id throws(APIFailure) in
            let keys = scope.names.union(places.filter { $0.bucket.id == id }.map(\.key))
            let listing = ObjectListing(
                bucket: BucketPlace(id: id), keys: scope.everything ? nil : keys, limit: scope.limit)
            return try await listing.objects(from: cloud).concurrentlyReading { object throws(APIFailure) in
                guard scope.wants(id: object.id, name: object.name), scope.limit == nil else { return object }
                return object.adding(try await Self.settings(of: object.id, scope, from: cloud))
            }
        }.flatMap(\.self)
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        guard let place = ObjectPlace(id: id) else { return .missing }
        guard let acl = try await cloud.unlessGone(place.request("GetObjectAcl", .get, "acl")),
            let head = try await Self.head(of: place, from: cloud)
        else { return .missing }
        var shown: Attributes = ["name": .string(place.key), "bucket": .string(place.bucket.id)]
        shown["content"] = head.nonEmpty("etag").map { .string(FileContent.digest($0.filter { $0 != "\"" })) }
        shown["size"] = head["content-length"]?.text.flatMap(Int64.init).map(Value.integer)
        shown["acl"] = .string(CannedAcl.name(acl))
        shown.merge(Self.kept(head)) { $1 }
        return .shown(LiveObject(kind: "StorageObject", id: id, attributes: shown))
    }

    /// The headers of an object; nil when it is gone. Its ACL says that there is one: HEAD alone has no code that would say
    /// that there is none, and its 404 may come from a proxy.
    private static func head(of place: ObjectPlace, from cloud: any APICaller) async throws(APIFailure) -> JSON? {
        let object = LiveObject(kind: "StorageObject", id: place.id, attributes: [:])
        return try await cloud.unlessGone(object) { () throws(APIFailure) -> JSON in
            try await cloud.call(place.request("HeadObject", .head))
        } isThere: { () throws(APIFailure) -> Bool in
            try await cloud.unlessGone(place.request("GetObjectAcl", .get, "acl")) != nil
        }
    }

    /// What is kept with an object, from its headers.
    private static func kept(_ head: JSON) -> Attributes {
        let headers = otherHeaders.compactMap { name in head.nonEmpty(name).map { (name, Value.string($0)) } }
        return [
            "contentType": Value(text: head["content-type"]), "metadata": .map(metadata(head)),
            "headers": .map(Attributes(headers) { $1 }),
        ]
    }

    /// The headers that S3 keeps with an object besides, and that no field is for. A write forgets those it does not send.
    /// That the service keeps all of them is (inferred).
    private static let otherHeaders = [
        "cache-control", "content-disposition", "content-encoding", "content-language", "expires",
        "x-amz-website-redirect-location",
    ]

    private static func settings(
        of id: String, _ scope: ReadScope, from cloud: any APICaller
    ) async throws(APIFailure) -> Attributes {
        guard let place = ObjectPlace(id: id) else { return [:] }
        var attributes: Attributes = [:]
        if scope.asks(for: "contentType", "metadata", "headers"),
            let head = try await Self.head(of: place, from: cloud)
        {
            attributes = kept(head)
        }
        if scope.asks(for: "acl"), let acl = try await cloud.unlessGone(place.request("GetObjectAcl", .get, "acl")) {
            attributes["acl"] = .string(CannedAcl.name(acl))
        }
        return attributes
    }

    private static let metadataPrefix = "x-amz-meta-"

    private static func metadata(_ headers: JSON) -> Attributes {
        var values: Attributes = [:]
        for (name, value) in headers.members where name.hasPrefix(metadataPrefix) {
            values[String(name.dropFirst(metadataPrefix.count))] = Value(value.text)
        }
        return values
    }

    // MARK: Changing

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let place = ObjectPlace(desired)
        let live = LiveObject(kind: "StorageObject", id: place.id, attributes: [:])
        let object = ManagedObject(live, to: desired, through: session)
        do throws(StepFailure) {
            _ = try await session.create(try Self.writing(object, at: place)) { answer in
                // Every write is answered with the entity tag of what it wrote. Without one it is looked for.
                Creation(id: (answer.nonEmpty("etag") ?? answer.nonEmpty("ETag")).map { _ in place.id })
            }
        } catch .api(let failure) where failure.code == "NoSuchKey" && desired.text("copyFrom") != nil {
            // The bucket of the copy may be what is missing: that has a code of its own.
            throw .refused(
                "\(desired.text("copyFrom") ?? ""), which it is to be a copy of, does not exist",
                help: "correct copyFrom, or upload that object first")
        }
    }

    func update(_ object: ManagedObject) async throws(StepFailure) {
        guard let place = ObjectPlace(id: object.id) else { throw .vanished }
        if object.differs("content") {
            var whole = try await Self.whole(object)
            // This one says how the former content was compressed.
            var headers = whole.live.attributes["headers"]?.members ?? [:]
            headers["content-encoding"] = nil
            whole.live.attributes["headers"] = .map(headers)
            try await object.change(try Self.writing(whole, at: place))
        } else if object.differs("contentType", "metadata") {
            let object = try await Self.whole(object)
            // Onto itself: a copy that replaces what is kept with the object. Its ACL goes with it.
            try await object.change(
                place.request(
                    "CopyObject", .put,
                    headers: [place.source, HTTPHeader("x-amz-metadata-directive", "REPLACE")]
                        + Self.headers(of: object)))
        } else if object.differs("acl"), let acl = object.desired.text("acl") {
            try await object.change(place.request("PutObjectAcl", .put, "acl", headers: CannedAcl.header(acl)))
        }
    }

    /// The object with all that a write would forget: what no manifest asks about is read only now.
    private static func whole(_ object: ManagedObject) async throws(StepFailure) -> ManagedObject {
        var whole = object
        let unread = ["contentType", "metadata", "headers", "acl"].filter {
            object.desired[$0] == nil && object.live.attributes[$0] == nil
        }
        if !unread.isEmpty {
            do throws(APIFailure) {
                let read = try await settings(of: object.id, ReadScope(fields: Set(unread)), from: object.session)
                whole.live.attributes.merge(read) { known, _ in known }
            } catch {
                throw .api(error)
            }
        }
        guard whole.value("acl") != .string(CannedAcl.custom) else {
            throw .refused(
                "\(object.id) was not written: \(CannedAcl.wouldBeLost)", help: CannedAcl.adviceWhenCustom)
        }
        return whole
    }

    func delete(_ object: ManagedObject) async throws(StepFailure) {
        guard let place = ObjectPlace(id: object.id) else { return }
        try await object.delete(place.request("DeleteObject", .delete))
    }

    /// The call that gives an object its content, from the workspace or from another object.
    private static func writing(_ object: ManagedObject, at place: ObjectPlace) throws(StepFailure) -> APIRequest {
        let headers = headers(of: object)
        if let id = object.desired.text("copyFrom") {
            guard let source = ObjectPlace(id: id) else {
                throw .refused("\(id) is not a bucket and a key", help: "write copyFrom: {id: BUCKET/KEY}")
            }
            let isReplaced = ["contentType", "metadata"].contains { object.desired[$0] != nil }
            let directive = HTTPHeader("x-amz-metadata-directive", isReplaced ? "REPLACE" : "COPY")
            return place.request(
                "CopyObject", .put,
                headers: [source.source, directive] + headers)
        }
        guard let content = object.desired.text("content").flatMap({ FileContent($0) }) else {
            throw .refused(
                "the content of \(place.key) is not in the workspace: only its digest is known",
                help: "put the file back, and apply the manifests that name it")
        }
        return place.request("PutObject", .put, headers: headers, content: content.bytes)
    }

    /// What is kept with an object: as desired, else as it is. A write forgets whatever it does not say.
    private static func headers(of object: ManagedObject) -> [HTTPHeader] {
        let type = object.value("contentType")?.spelling ?? "binary/octet-stream"
        let metadata = object.value("metadata")?.members ?? [:]
        let others = object.live.attributes["headers"]?.members ?? [:]
        return [HTTPHeader("content-type", type)]
            + others.sorted { $0.key < $1.key }.map { HTTPHeader($0.key, $0.value.spelling ?? "") }
            + metadata.sorted { $0.key < $1.key }.map { HTTPHeader(metadataPrefix + $0.key, $0.value.spelling ?? "") }
            + CannedAcl.header(object.value("acl")?.spelling)
    }
}
