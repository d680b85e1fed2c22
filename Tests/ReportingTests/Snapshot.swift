import Foundation
import Testing

/// Compares `text` with the file `name` beside the tests.
///
/// A missing file is written, and with `RECORD_SNAPSHOTS=1` every file is; the test fails that once, so that nobody
/// takes a recording for a proof.
func expectSnapshot(
    _ text: String, _ name: String, file: String = #filePath, location: SourceLocation = #_sourceLocation
) throws {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Snapshots")
    let url = folder.appendingPathComponent(name)
    let isRecording = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"
    if isRecording || !FileManager.default.fileExists(atPath: url.path) {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try (text + "\n").write(to: url, atomically: true, encoding: .utf8)
        Issue.record("recorded \(name): read it, then run again", sourceLocation: location)
        return
    }
    let expected = try String(contentsOf: url, encoding: .utf8)
    #expect(text + "\n" == expected, "\(name) differs", sourceLocation: location)
}
