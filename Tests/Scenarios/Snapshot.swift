import Foundation
import Testing

/// Compares what a user reads with the file `name` in `Snapshots`.
///
/// A missing file is written, with `RECORD_SNAPSHOTS=1` every one is; the test fails that once, so that a recording is
/// looked at before it counts.
func expectSnapshot(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots/\(name).txt")
    let known = try? String(contentsOf: file, encoding: .utf8)
    if let known, ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != "1" {
        #expect(text == known, "differs from Snapshots/\(name).txt", sourceLocation: sourceLocation)
    } else {
        try Data(text.utf8).write(to: file)
        Issue.record("recorded Snapshots/\(name).txt", sourceLocation: sourceLocation)
    }
}

/// Text as every run prints it: numbers that the cloud or the clock gives are taken out.
func settled(_ text: String) -> String {
    text.replacing(/\bid [0-9a-z]+/, with: "id …").replacing(/\b[0-9.]+ s\b/, with: "… s")
        .replacing(/run [0-9a-f-]{36}/, with: "run …").replacing(
            /account sim-[0-9a-f]+/, with: "account …"
        ).replacing(
            /http:\/\/127\.0\.0\.1:\d+/, with: "http://127.0.0.1:…"
        )
        .replacing(/"\d+" →/, with: "\"…\" →").replacing(/(?m)^calls +\d+/, with: "calls …")
}
