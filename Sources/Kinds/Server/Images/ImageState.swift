import Model

/// What the status of an own image says: its code, and behind a slash the operation that goes on.
/// Source: api/vserver.md §2.2.
enum ImageState {
    private static let operations = ["CREAT", "COPY", "TERMT"]

    static let table = StatusTable(
        pending: Set(["INIT"] + ["INIT", "CREAT"].flatMap { code in operations.map { "\(code)/\($0)" } }),
        ready: ["CREAT"], leaving: ["INIT/TERMT", "CREAT/TERMT"])
}
