import NcloudClient
import OrderedJSON

// A list is an array at the place where the documents have it. An answer without that is another answer, such as one of a
// proxy: it says nothing of what there is, and must not make objects look gone.

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
    /// The elements of the first of these members that is an array.
    /// - Throws: an unreadable failure where none is.
    func list(under places: [String], in request: APIRequest) throws(APIFailure) -> [JSON] {
        for place in places {
            if case .array(let elements)? = at(place) { return elements }
        }
        throw .unreadable(request, "the response has no list \(places.joined(separator: " or "))")
    }
}
