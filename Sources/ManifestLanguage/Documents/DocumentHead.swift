import Model

/// The API versions that documents carry.
enum APIVersion {
    /// Kinds of the cloud.
    static let cloud = "ncloud/v1"
    /// The workspace's own documents.
    static let workspace = "nacre/v1"
}

/// What every document begins with, and its members.
struct DocumentHead {
    var kind: String
    var kindPlace: Place
    var root: Node

    /// Nil, and reported, when the document is no map or has no kind.
    init?(_ root: Node, findings: Findings) {
        guard case .map(let members) = root.content else {
            if !root.isUnknown {
                findings.error(
                    .wrongType, "a document must be a map, but this is \(root.title)", at: root.place,
                    help: "start it with apiVersion, kind and metadata")
            }
            return nil
        }
        guard let kind = root.member("kind") else {
            let first = members.first?.place ?? root.place
            let nearest = findings.nearest("kind", in: members.map(\.key))
            findings.error(
                .missingField, "the document has no kind", at: first,
                help: nearest.map { "is '\($0)' meant to be 'kind'?" } ?? "add a line such as 'kind: Server'")
            return nil
        }
        guard case .string(let name) = kind.value.content else {
            findings.error(.wrongType, "kind must be a string, but is \(kind.value.title)", at: kind.value.place)
            return nil
        }
        self.kind = name
        kindPlace = kind.value.place
        self.root = root
    }

    func checkVersion(_ wanted: String, findings: Findings) {
        guard let version = root.member("apiVersion") else {
            findings.error(
                .apiVersion, "the document has no apiVersion", at: root.members.first?.place ?? root.place,
                help: "add 'apiVersion: \(wanted)'")
            return
        }
        if version.value.text != wanted, !version.value.isUnknown {
            findings.error(
                .apiVersion, "the apiVersion of \(kind.withArticle) is \(wanted)", at: version.value.place,
                help: "write 'apiVersion: \(wanted)'")
        }
    }
}
