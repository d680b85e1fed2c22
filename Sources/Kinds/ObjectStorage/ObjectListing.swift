import Model
import NcloudClient
import OrderedJSON

/// Some or all of the objects of a bucket, in the order of their keys, by version 1 of the list.
/// Source: api/objectstorage.md §3.
struct ObjectListing: Sendable {
    private static let pageSize = 1000

    let bucket: BucketPlace
    /// Nil for all objects.
    let keys: Set<String>?
    /// How many are enough, as far as whole pages go; nil for no limit.
    var limit: Int?

    /// None when the bucket is gone.
    func objects(from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        if keys?.isEmpty ?? false { return [] }
        let sorted = keys?.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let prefix = sorted.map { Self.commonPrefix($0.first ?? "", $0.last ?? "") } ?? ""
        var objects: [LiveObject] = []
        var marker: String?
        repeat {
            let request = APIRequest.storage(
                bucket.service, "ListObjects", .get, bucket.path,
                query: ["marker": marker, "max-keys": String(Self.pageSize), "prefix": prefix.isEmpty ? nil : prefix])
            guard let page = try await cloud.unlessGone(request) else { return [] }
            let wires = page["Contents"]?.elements ?? []
            objects += wires.compactMap(object)
            marker = try next(after: page, wires, marker, request)
            // Beyond the last key that is asked for there is nothing.
            if let last = sorted?.last, let end = marker, !end.utf8.lexicographicallyPrecedes(last.utf8) {
                marker = nil
            }
        } while marker != nil && objects.count < limit ?? .max
        return objects
    }

    private func object(_ wire: JSON) -> LiveObject? {
        guard let key = wire.nonEmpty("Key"), keys?.contains(key) ?? true else { return nil }
        var attributes: Attributes = ["name": .string(key), "bucket": .string(bucket.id)]
        attributes["content"] = wire.nonEmpty("ETag").map { .string(FileContent.digest($0.filter { $0 != "\"" })) }
        attributes["size"] = wire["Size"]?.text.flatMap(Int64.init).map(Value.integer)
        attributes["modified"] = Value(text: wire["LastModified"])
        return LiveObject(kind: "StorageObject", id: ObjectPlace(bucket, key).id, attributes: attributes)
    }

    /// Where the next page begins; nil after the last one. Without a delimiter the last key is the marker.
    /// - Throws: ``APIFailure`` for a page that others follow and that does not lead on: an object that it keeps back would
    ///   be taken for gone.
    private func next(
        after page: JSON, _ wires: [JSON], _ marker: String?, _ request: APIRequest
    ) throws(APIFailure) -> String? {
        let isTruncated = page["IsTruncated"]?.text.map { $0.lowercased() == "true" } ?? (wires.count >= Self.pageSize)
        guard isTruncated else { return nil }
        let next = page.nonEmpty("NextMarker") ?? wires.last?.nonEmpty("Key")
        if let next, (marker ?? "").utf8.lexicographicallyPrecedes(next.utf8) { return next }
        throw .unreadable(request, "the list does not tell where its next page begins")
    }

    /// Of whole characters of Unicode: half of one could not be sent.
    private static func commonPrefix(_ one: String, _ other: String) -> String {
        String(String.UnicodeScalarView(zip(one.unicodeScalars, other.unicodeScalars).prefix { $0 == $1 }.map(\.0)))
    }
}
