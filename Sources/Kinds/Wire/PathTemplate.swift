/// The path of an object with placeholders for the ids, and what they are filled with.
struct PathTemplate: Sendable {
    private let segments: [Substring]

    init(_ path: String) { segments = path.split(separator: "/", omittingEmptySubsequences: false) }

    /// How many ids lead to an object.
    var depth: Int { segments.count { $0.hasPrefix("{") } }

    /// The path of the object whose joined ids are `id`.
    func path(of id: String) -> String { filled(segments[...], id) }

    /// The path of the collection inside the parent whose joined ids are `id`.
    func collection(in id: String) -> String { filled(segments.dropLast(), id) }

    /// The collection, for plans.
    var collection: String { segments.dropLast().joined(separator: "/") }

    private func filled(_ segments: ArraySlice<Substring>, _ id: String) -> String {
        var ids = id.split(separator: "/", omittingEmptySubsequences: false)[...]
        return segments.map { $0.hasPrefix("{") ? ids.popFirst() ?? "" : $0 }.joined(separator: "/")
    }
}
