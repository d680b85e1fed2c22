import Model
import NcloudClient
import OrderedJSON

/// The operations of a kind whose objects nobody lists: a call answers about one that is asked for by its id, and only about
/// such as manifests name.
struct AnsweredOperations: ReadOnlyOperations {
    let kind: String
    let columns: [Column]
    /// The call about the object with this id; nil for what is no such id.
    let request: @Sendable (String) -> APIRequest?
    /// The object in an answer, with its id; null for none, nil for an answer that says nothing of it.
    let read: @Sendable (_ answer: JSON, _ id: String) -> JSON?

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await scope.ids.sorted().concurrentlyReading { id throws(APIFailure) in
            try await object(id, from: cloud)
        }.compactMap(\.self)
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await object(id, from: cloud).map(Detail.shown) ?? .missing
    }

    private func object(_ id: String, from cloud: any APICaller) async throws(APIFailure) -> LiveObject? {
        guard let request = request(id) else { return nil }
        let answer = try await cloud.call(request)
        // These services say in the answer whether it went well (api/classic-and-others.md §3, §4).
        if let code = answer.nonEmpty("returnCode"), code != "0" {
            throw APIFailure(
                endpoint: request.endpoint, status: 200, envelope: .service, code: code,
                message: answer.nonEmpty("returnMessage"), classification: .refused,
                meaning: "\(kind) \(id) cannot be read")
        }
        guard let wire = read(answer, id) else {
            throw .unreadable(request, "the response does not show \(kind) \(id)")
        }
        return wire == .null ? nil : columns.object(kind, id: id, wire)
    }
}
