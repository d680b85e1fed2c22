import Model
import OrderedJSON

/// What a server's status says: its code, and the operation that goes on, as `RUN` or `RUN/SHTDN`.
///
/// A server keeps its old status code while it is stopped, started, changed or terminated; only the operation tells.
/// Source: api/vserver.md §2.1.
struct ServerState: Hashable, Sendable {
    var code: String
    /// Nil at rest.
    var operation: String?

    init(code: String, operation: String?) {
        self.code = code
        self.operation = operation == "NULL" ? nil : operation
    }

    /// Out of a server in an answer.
    init(of wire: JSON) {
        self.init(code: wire.code("serverInstanceStatus") ?? "", operation: wire.code("serverInstanceOperation"))
    }

    /// Reads what ``text`` wrote.
    init(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        self.init(code: parts.first ?? "", operation: parts.count > 1 ? parts[1] : nil)
    }

    var text: String { operation.map { "\(code)/\($0)" } ?? code }

    /// The fields of a server that it fills.
    var attributes: Attributes { ["power": Value(power), "status": .string(text)] }

    /// Nothing goes on, so that the server takes commands.
    var isAtRest: Bool { operation == nil && code != "INIT" && code != "CREAT" }

    /// Up, whatever goes on besides.
    var isRunning: Bool { code == "RUN" }

    /// Where it is, or is going: `on` or `off`; nil while it is being made and where the code does not tell.
    var power: String? {
        switch (code, operation) {
        case ("RUN", "SHTDN"), ("RUN", "HSHTD"): "off"
        case ("NSTOP", "START"): "on"
        case ("RUN", _): "on"
        case ("NSTOP", _): "off"
        default: nil
        }
    }

    /// Codes of a server that something goes on with.
    private static let codes = ["INIT", "CREAT", "RUN", "NSTOP"]
    private static let failures = ["FSTOP", "SD_FL", "RS_FL", "ST_FL"]
    private static let operations = [
        "START", "SHTDN", "RESTA", "TERMT", "CREAT", "SETUP", "CHNG", "COPY", "MIGRA", "HREST", "HSHTD",
    ]

    static let table = StatusTable(
        pending: Set(
            ["INIT", "CREAT"] + (codes + failures).flatMap { code in operations.map { "\(code)/\($0)" } }),
        ready: ["RUN", "NSTOP"], failed: Set(failures),
        gone: Set(["TERMT"] + operations.map { "TERMT/\($0)" }),
        leaving: Set((codes + failures).map { "\($0)/TERMT" }))
}

extension LiveObject {
    /// What the status of a server says.
    var serverState: ServerState { ServerState(status ?? "") }
}
