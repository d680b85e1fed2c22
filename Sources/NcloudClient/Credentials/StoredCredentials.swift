/// Keys that somebody keeps in a file. Refused ones are looked for again, once: they may have been rotated meanwhile.
public actor StoredCredentials: CredentialProvider {
    private var keys: Credentials
    private let find: @Sendable () throws(CredentialFailure) -> Credentials?
    private var isOfThisAccount: (@Sendable (Credentials) async -> Bool)?
    /// The search after the last refusal, shared by all calls that were refused.
    private var search: (refused: Credentials, result: Task<Result<Credentials?, CredentialFailure>, Never>)?

    /// - Parameter find: gives what the file holds by now.
    public init(_ keys: Credentials, find: @escaping @Sendable () throws(CredentialFailure) -> Credentials?) {
        self.keys = keys
        self.find = find
    }

    public func current() -> Credentials { keys }

    /// Lets other keys take the place of refused ones, from now on. Without this none do: a rewritten file may hold those
    /// of another account, and what is read with them would be taken for this one's.
    public func acceptReplacements(where isOfThisAccount: @escaping @Sendable (Credentials) async -> Bool) {
        self.isOfThisAccount = isOfThisAccount
    }

    public func replacement(for refused: Credentials) async throws(CredentialFailure) -> Credentials? {
        guard refused.signsLike(keys) else { return keys }
        if search?.refused != refused { search = (refused, Task { await lookAgain(refused) }) }
        return try await search?.result.value.get()
    }

    private func lookAgain(_ refused: Credentials) async -> Result<Credentials?, CredentialFailure> {
        guard let isOfThisAccount else { return .success(nil) }
        do throws(CredentialFailure) {
            guard let found = try find(), !found.signsLike(refused) else { return .success(nil) }
            guard await isOfThisAccount(found) else {
                throw CredentialFailure(
                    "authentication failed: \(refused) is not accepted any more, and the one that replaced it, "
                        + "\(found.accessKey), is not accepted either or belongs to another account")
            }
            keys = found
            return .success(found)
        } catch {
            return .failure(error)
        }
    }
}
