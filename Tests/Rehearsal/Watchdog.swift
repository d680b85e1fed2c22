import Foundation

/// Ends a test run that hangs, with word of what hung: without it, nobody learns which of a thousand tests it was.
enum Watchdog {
    /// More than any rehearsal takes, on a busy machine too.
    private static let patience = Duration.seconds(900)

    /// Watches over `body`.
    /// - Parameter name: what is said to hang.
    static func guarding<Answer>(_ name: String, _ body: () async throws -> Answer) async rethrows -> Answer {
        let watch = Task.detached {
            guard (try? await Task.sleep(for: patience)) != nil else { return }
            FileHandle.standardError.write(Data("\nhangs since \(patience): \(name)\n".utf8))
            abort()
        }
        defer { watch.cancel() }
        return try await body()
    }
}
