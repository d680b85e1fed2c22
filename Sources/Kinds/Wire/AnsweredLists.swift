import NcloudClient
import OrderedJSON

// A list is an array at the place where the documents have it. An answer without that is another answer, such as one of a
// proxy: it says nothing of what there is, and must not make objects look gone. Of actions the documents let an empty list be
// missing: an answer that counts none, or has null in the place of the list, is an empty one (api/common.md §5).

extension APICaller {
    /// The elements of a list that is not read in pages.
    /// - Parameters:
    ///   - places: the path of the member that is the array; several where it comes in one of several forms.
    ///   - isWhole: whether the answer itself may be the array too.
    /// - Throws: an unreadable failure for an answer without the array.
    func elements(
        of request: APIRequest, under places: String..., orWhole isWhole: Bool = false
    ) async throws(APIFailure) -> [JSON] {
        let answer = try await call(request)
        if isWhole, case .array(let elements) = answer { return elements }
        return try answer.list(under: places, in: request)
    }
}

extension JSON {
    /// The elements of the first of these members that is an array; none where the answer of an action says that there are none.
    /// - Throws: an unreadable failure where none is.
    func list(under places: [String], in request: APIRequest) throws(APIFailure) -> [JSON] {
        for place in places {
            if case .array(let elements)? = at(place) { return elements }
        }
        if request.isAnsweredWithNone(by: self, under: places) { return [] }
        guard !places.isEmpty else { throw .unreadable(request, "the response is not a list") }
        throw .unreadable(request, "the response has no list \(places.joined(separator: " or "))")
    }
}

extension APIRequest {
    /// Whether an answer to an action has no list because there is nothing in it: it counts none, or has null in the place of the
    /// list. Without either of them it is another answer.
    func isAnsweredWithNone(by answer: JSON, under places: [String]) -> Bool {
        guard service.style == .action else { return false }
        let lists = places.compactMap { answer.members[$0] }
        guard lists.allSatisfy({ $0 == .null }) else { return false }
        return answer["totalRows"].map { $0.integer == 0 } ?? !lists.isEmpty
    }
}
