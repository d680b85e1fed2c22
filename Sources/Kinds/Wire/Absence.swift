import NcloudClient
import OrderedJSON

// What may be concluded from what an answer lacks.

extension APIFailure {
    /// An answer that is not what was asked for. It says nothing of the objects that it lacks.
    static func unreadable(_ request: APIRequest, _ meaning: String) -> APIFailure {
        APIFailure(
            endpoint: request.endpoint, envelope: .unreadable, classification: .ambiguous, meaning: meaning)
    }
}

extension APICaller {
    /// The elements of a list of which no other call tells what it lacks.
    /// - Parameters:
    ///   - members: the paths at which the list may be, such as `result.content`.
    ///   - isWhole: whether the answer itself may be the list too.
    /// - Throws: the failure of a call that was answered with anything but a list: that is no empty list, and must not make all
    ///   its objects look gone.
    func callForList(
        _ request: APIRequest, in members: String..., orWhole isWhole: Bool = false
    ) async throws(APIFailure) -> [JSON] {
        let answer = try await call(request)
        guard let elements = answer.list(at: members, orWhole: isWhole) else {
            throw .noList(request, members)
        }
        return elements
    }

    /// What is read about an object; nil where the service denies it, and a list lacks the object: of one that is not there, a
    /// service may say the same as of one that the key must not see.
    /// - Parameter isThere: whether the list shows the object. Asked only after a denial.
    func unlessMissing<Answer>(
        _ read: () async throws(APIFailure) -> Answer, isThere: () async throws(APIFailure) -> Bool
    ) async throws(APIFailure) -> Answer? {
        do throws(APIFailure) { return try await read() } catch {
            guard error.isDenial, try await !isThere() else { throw error }
            return nil
        }
    }
}

extension APIFailure {
    /// An answer without the list that was asked for.
    static func noList(_ request: APIRequest, _ members: [String]) -> APIFailure {
        let place = members.isEmpty ? "" : " (\(members.joined(separator: " or ")))"
        return unreadable(request, "the response has no list\(place)")
    }
}

extension JSON {
    /// The elements of the list at the first of these paths that has one; nil where none has, which is not an empty list.
    func list(at paths: [String], orWhole isWhole: Bool = false) -> [JSON]? {
        if isWhole, case .array(let elements) = self { return elements }
        for path in paths {
            if case .array(let elements)? = at(path) { return elements }
        }
        return nil
    }
}
