import OrderedJSON

/// Global Edge: profiles, edges, certificates for them, and purges. Source: api/classic-and-others.md §5; the pages of edge-…,
/// profile-…, purge-…, globaledge-quotas.
enum GlobalEdge {
    static func answer(_ result: JSON) -> Response {
        .json(["code": "0000", "message": "Success", "result": result])
    }

    static func number(_ id: String) -> JSON { .integer(Int64(id) ?? 0) }

    /// The edges that a call names in its body; all of them or none. Those of others and unknown ones are not told apart.
    static func named(_ call: RESTCall, _ world: World) throws(Failure) -> [Record] {
        guard case .array(let numbers)? = call.body["edges"], !numbers.isEmpty else { throw .edgeField("edges") }
        var edges: [Record] = []
        for number in numbers {
            guard let edge = world[.cdnEdge, number.text ?? ""] else { throw .notAllowedAtEdge }
            edges.append(edge)
        }
        return edges
    }

    /// 3 to 35 letters, digits, `-` and `_`.
    static func isName(_ text: String) -> Bool {
        (3...35).contains(text.unicodeScalars.count)
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }
}

extension Failure {
    /// A refusal by Global Edge. Source: edge-overview.
    static func edge(_ status: Int, _ code: String, _ message: String) -> Failure {
        Failure(layer: .edge, status: status, code: code, message: message)
    }

    static func edgeField(_ name: String) -> Failure { .edge(400, "0040", "Field validation Error: \(name)") }

    static let notAllowedAtEdge = edge(403, "0032", "The request is not allowed.")

    static let edgeIsBusy = edge(400, "0250", "An edge is in a state that does not allow this.")
}

extension RESTService {
    /// It shares first words of its paths with others, and claims those of its calls alone.
    static let globalEdge = RESTService(
        "/api/v1", naming: .inPath, sharing: SharedPaths(paths: [], parameter: ""),
        [EdgeProfiles.kind, Edges.kind, EdgeSlots.kind, EdgePurges.kind])
}

extension TableSchema {
    static let edgeProfile = TableSchema(
        "edgeProfile", nameAttribute: "profileName", numbers: NumberFamily(name: "edgeProfile", first: 1599))
    static let cdnEdge = TableSchema(
        "cdnEdge", nameAttribute: "edgeName", numbers: NumberFamily(name: "cdnEdge", first: 5707),
        indexes: ["profileId"])
    static let edgeSlot = TableSchema("edgeSlot", numbers: NumberFamily(name: "edgeSlot", first: 68))
    static let edgePurge = TableSchema("edgePurge", numbers: NumberFamily(name: "edgePurge", first: 372_001))
}
