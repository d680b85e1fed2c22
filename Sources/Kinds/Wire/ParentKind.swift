import NcloudClient

/// What a kind's objects are listed under, where no list covers the account.
struct ParentKind: Sendable {
    /// The field that names the parent.
    let field: String
    /// The parent's kind.
    let kind: String
    /// The ids of all parents of the account.
    let all: @Sendable (any APICaller) async throws(APIFailure) -> [String]

    /// The parents in question, or all of the account.
    func ids(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [String] {
        if let known = scope.parents[kind] { return known.sorted() }
        return try await all(cloud)
    }
}
