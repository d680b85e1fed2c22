import Model
import NcloudClient
import OrderedJSON

/// What asking for one object by its id comes to: a look that does not go through the list of its kind.
///
/// Lists lag behind and leave objects out (api/common.md §10). What a list lacks is gone only when this says so too.
public enum Detail: Sendable {
    case shown(LiveObject)
    case missing
    /// The API has no such call, or the call is of no use here: only the list can tell.
    case notOffered

    var isShown: Bool {
        switch self {
        case .shown: true
        case .missing, .notOffered: false
        }
    }
}

extension Operations {
    /// For kinds that are known by their lists alone.
    public func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail { .notOffered }
}

extension APICaller {
    /// Asks for one object and reads what is under `member` of the answer: an object, or a list with it in it; nil means
    /// the answer itself. A missing object is told by an empty answer, an element without an id, or an error of its own
    /// (api/common.md §6.4). Any other answer is an error.
    func detail(
        _ request: APIRequest, of id: String, under member: String?,
        read: (JSON) async throws(APIFailure) -> LiveObject?
    ) async throws(APIFailure) -> Detail {
        do throws(APIFailure) {
            let answer = try await call(request)
            let part = try part(of: answer, under: member, request)
            let wires = part.elements.isEmpty ? [part] : part.elements
            for wire in wires {
                if let object = try await read(wire), object.id == id { return .shown(object) }
            }
            return .missing
        } catch {
            guard error.classification == .gone else { throw error }
            return .missing
        }
    }

    /// What the answer shows. One that lacks the member is some other answer, and says nothing of the object, unless it is that
    /// of an action that found none.
    private func part(of answer: JSON, under member: String?, _ request: APIRequest) throws(APIFailure) -> JSON {
        guard let member else { return answer }
        if let part = answer[member] { return part }
        if request.isAnsweredWithNone(by: answer, under: [member]) { return [] }
        throw .unreadable(request, "the response has no \(member)")
    }
}
