import Foundation
import Testing

/// Compares `text` with the file at `path`. A missing file is recorded, as is every one with `RECORD_SNAPSHOTS=1`; a
/// recording fails the test once, so that nobody records by accident.
func expectSnapshot(_ text: String, at path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let isRecording = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"
    let expected = try? String(contentsOfFile: path, encoding: .utf8)
    guard let expected, !isRecording else {
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        Issue.record("recorded \(path)", sourceLocation: sourceLocation)
        return
    }
    #expect(text == expected, sourceLocation: sourceLocation)
}
