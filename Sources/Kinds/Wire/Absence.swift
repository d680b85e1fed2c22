import Model
import NcloudClient

// What may be concluded from what an answer lacks.

extension APIFailure {
    /// An answer that reports success and does not say what was asked for. It says nothing of the objects that it lacks.
    static func unreadable(_ request: APIRequest, _ meaning: String) -> APIFailure {
        APIFailure(endpoint: request.endpoint, envelope: .unreadable, classification: .ambiguous, meaning: meaning)
    }

    /// The failure of a call about a part of an object, as if that were gone, while `object` is still shown: the part cannot be
    /// read, and the object is not gone.
    func contradicted(by object: LiveObject) -> APIFailure {
        guard classification == .gone else { return self }
        var failure = self
        failure.classification = .refused
        failure.meaning = "\(object.kind) \(object.id) exists, but a part of it cannot be read"
        failure.nextStep = "check the --cloud address and any proxy, and run again"
        return failure
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

    /// What calls about parts of an object tell; nil when the object is gone, which they do not decide: the 404 of a part may
    /// come from a proxy, and some services have one code for what is gone and for other refusals.
    /// - Parameter isThere: whether the list, or the call for the object itself, still shows the object. Asked only after a
    ///   failure, and again where it shows what a part calls gone: lists lag behind.
    /// - Throws: the failure, which then no longer says that anything is gone, where the object is still shown.
    func unlessGone<Answer>(
        _ object: LiveObject, _ read: () async throws(APIFailure) -> Answer,
        isThere: () async throws(APIFailure) -> Bool
    ) async throws(APIFailure) -> Answer? {
        do throws(APIFailure) { return try await read() } catch {
            let looks: Int
            switch error.classification {
            case .gone: looks = Self.looksWhenGone
            case .refused: looks = 1
            case .retry, .ambiguous, .busy, .clockSkew, .quota, .unauthenticated: throw error
            }
            for look in 1...looks {
                // Whoever shares or keeps answers has to ask anew.
                await pause(beforeReadingAgain: look)
                guard try await isThere() else { return nil }
            }
            throw error.contradicted(by: object)
        }
    }

    /// How many lists have to show an object whose part is called gone, before that is an error.
    private static var looksWhenGone: Int { 3 }
}
