extension ErrorTable {
    /// The codes of Global Edge. Source: api/classic-and-others.md §5, edge-overview.
    static let edge: [ErrorRow] = [
        .edge(400, "0040", .refused, "a field of the request is not valid"),
        .edge(400, "0101", .refused, "a profile of this name exists", "choose another name, or import that one"),
        .edge(
            400, "0102", .refused, "the limit for profiles is reached", "delete unused ones, or request a higher limit"),
        .edge(400, "0250", .busy, "the edge or certificate is being published, is not stopped, or is in use"),
        .edge(
            403, "0032", .refused, "the object does not exist, or the key lacks the permission for it",
            "give the sub account permission for Global Edge"),
        .edge(500, "9999", .ambiguous, "internal error of the service"),
    ]
}

extension ErrorRow {
    fileprivate static func edge(
        _ status: Int, _ code: String, _ verdict: Verdict, _ meaning: String, _ nextStep: String? = nil
    ) -> ErrorRow {
        ErrorRow(
            layer: .rest, status: status, code: code, calls: .any, verdict: verdict, meaning: meaning,
            nextStep: nextStep, source: "api/classic-and-others.md §5", services: [Service.globalEdge.name])
    }
}
