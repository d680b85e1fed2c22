import Model
import OrderedJSON

/// What the status of an own image says: its code, and behind a slash the operation that goes on.
/// Source: api/vserver.md §2.2.
enum ImageState {
    private static let operations = ["CREAT", "COPY", "TERMT"]

    static let table = StatusTable(
        pending: Set(["INIT"] + ["INIT", "CREAT"].flatMap { code in operations.map { "\(code)/\($0)" } }),
        ready: ["CREAT"], leaving: ["INIT/TERMT", "CREAT/TERMT"])

    /// Reads the coded members called `status` and `operation`.
    static func text(_ wire: JSON, _ status: String, _ operation: String) -> String? {
        guard let code = wire.code(status) else { return nil }
        guard let operation = wire.code(operation), operation != "NULL" else { return code }
        return "\(code)/\(operation)"
    }
}
