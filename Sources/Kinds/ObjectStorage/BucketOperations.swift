import Model
import NcloudClient
import OrderedJSON

/// Buckets show no status: one that is listed is there. Source: api/objectstorage.md §5, §6.
struct BucketOperations: Operations {
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        async let newer = outcome { () async throws(APIFailure) in try await Self.listed(.ncloudStorage, from: cloud) }
        var objects = try await Self.listed(.objectStorage, from: cloud)
        do throws(APIFailure) { objects += try await newer.get() } catch {
            // A cloud or an account without Ncloud Storage has no such buckets. One that is managed is asked for itself.
            guard error.classification == .refused else { throw error }
        }
        return try await objects.concurrentlyReading { object throws(APIFailure) in
            guard scope.wants(id: object.id, name: object.name) else { return object }
            return object.adding(try await Self.settings(of: BucketPlace(id: object.id), scope, from: cloud))
        }
    }

    /// The ids of all buckets.
    static func ids(from cloud: any APICaller) async throws(APIFailure) -> [String] {
        try await BucketOperations().list(ReadScope(), from: cloud).map(\.id)
    }

    private static func listed(_ service: Service, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let answer = try await cloud.call(.storage(service, "ListBuckets", .get, "/"))
        return answer.elements("Bucket", of: "Buckets").compactMap { wire in
            wire.nonEmpty("Name").map { object(BucketPlace(service, $0), created: wire["CreationDate"]?.text) }
        }
    }

    private static func object(_ place: BucketPlace, created: String? = nil) -> LiveObject {
        var attributes: Attributes = [
            "name": .string(place.name), "service": .string(BucketPlace.services[place.isNewer ? 1 : 0]),
        ]
        if let created { attributes["created"] = .string(created) }
        return LiveObject(kind: "Bucket", id: place.id, attributes: attributes, created: created)
    }

    /// A bucket that the list lacks is asked for its ACL, which every bucket has.
    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        let place = BucketPlace(id: id)
        let listed = try await Self.listed(place.service, from: cloud).first { $0.id == id }
        guard let acl = try await cloud.unlessGone(place.request("GetBucketAcl", .get, "acl")) else { return .missing }
        let rest = ReadScope(fields: ["cors", "versioning", "lifecycle"])
        let object = (listed ?? Self.object(place)).adding(["acl": .string(CannedAcl.name(acl))])
        return .shown(object.adding(try await Self.settings(of: place, rest, from: cloud)))
    }

    // MARK: Settings

    /// What a call of its own shows, as far as somebody asks for it.
    private static func settings(
        of place: BucketPlace, _ scope: ReadScope, from cloud: any APICaller
    ) async throws(APIFailure) -> Attributes {
        var attributes: Attributes = [:]
        func read(_ field: String, _ operation: String, _ resource: String) async throws(APIFailure) -> JSON?? {
            guard scope.asks(for: field) else { return nil }
            return .some(try await cloud.unlessGone(place.request(operation, .get, resource)))
        }
        if let acl = try await read("acl", "GetBucketAcl", "acl") { attributes["acl"] = Value(acl.map(CannedAcl.name)) }
        if let cors = try await read("cors", "GetBucketCors", "cors") { attributes["cors"] = CorsRule.value(cors) }
        // Object Storage has neither: known to be empty, not unknown.
        guard place.isNewer else { return attributes.merging(["versioning": .null, "lifecycle": []]) { $1 } }
        if let versions = try await read("versioning", "GetBucketVersioning", "versioning") {
            attributes["versioning"] = Value(text: versions?["Status"].map { .string($0.text?.lowercased() ?? "") })
        }
        if let rules = try await read("lifecycle", "GetBucketLifecycleConfiguration", "lifecycle") {
            attributes["lifecycle"] = LifecycleRule.value(rules)
            attributes[LifecycleRule.others] = .bool(LifecycleRule.hasOthers(rules))
        }
        return attributes
    }

    // MARK: Changing

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let place = BucketPlace(desired)
        let acl = desired.text("acl")
        _ = try await session.create(place.request("CreateBucket", .put, headers: CannedAcl.header(acl))) { _ in
            Creation(id: place.id)
        }
        let made = try await session.wait(for: place.id, until: .ready) ?? Self.object(place)
        let set: Attributes = ["acl": .string(acl ?? CannedAcl.ofBuckets[0]), "cors": [], "lifecycle": []]
        try await update(
            ManagedObject(made.adding(set.filter { made.attributes[$0.key] == nil }), to: desired, through: session))
    }

    func update(_ bucket: ManagedObject) async throws(StepFailure) {
        let place = BucketPlace(id: bucket.id)
        if bucket.differs("acl"), let acl = bucket.desired.text("acl") {
            try await bucket.change(place.request("PutBucketAcl", .put, "acl", headers: CannedAcl.header(acl)))
        }
        if bucket.differs("cors") {
            let rules = bucket.desired.elements("cors")
            try await bucket.change(
                rules.isEmpty
                    ? place.request("DeleteBucketCors", .delete, "cors")
                    : place.request("PutBucketCors", .put, "cors", document: CorsRule.document(rules)))
        }
        if bucket.differs("versioning"), let status = bucket.desired.text("versioning") {
            let document = XMLDocument(
                "VersioningConfiguration", [XMLDocument("Status", status == "enabled" ? "Enabled" : "Suspended")])
            try await bucket.change(place.request("PutBucketVersioning", .put, "versioning", document: document))
        }
        guard bucket.differs("lifecycle") else { return }
        guard bucket.live.attributes[LifecycleRule.others] != true else {
            throw .refused(
                "the lifecycle rules of \(bucket.id) were not changed: \(LifecycleRule.wouldBeLost)",
                help: LifecycleRule.adviceForOthers)
        }
        let rules = bucket.desired.elements("lifecycle")
        try await bucket.change(
            rules.isEmpty
                ? place.request("DeleteBucketLifecycleConfiguration", .delete, "lifecycle")
                : place.request(
                    "PutBucketLifecycleConfiguration", .put, "lifecycle", document: LifecycleRule.document(rules)))
    }

    func delete(_ bucket: ManagedObject) async throws(StepFailure) {
        try await bucket.delete(BucketPlace(id: bucket.id).request("DeleteBucket", .delete))
        try await bucket.wait(until: .gone)
    }
}
