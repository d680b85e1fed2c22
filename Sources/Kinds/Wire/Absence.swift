import NcloudClient

// What may be concluded from what an answer lacks.

extension APIFailure {
    /// An answer that reports success and does not say what was asked for. It says nothing of the objects that it lacks.
    static func unreadable(_ request: APIRequest, _ meaning: String) -> APIFailure {
        APIFailure(endpoint: request.endpoint, envelope: .unreadable, classification: .ambiguous, meaning: meaning)
    }
}

extension APICaller {
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
