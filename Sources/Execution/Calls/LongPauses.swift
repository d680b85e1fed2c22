import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Tells of pauses that are long enough to be taken for a standstill: for what, and until when.
final class LongPauses: Sendable {
    /// A pause that is longer is told.
    static let shortest: Duration = .seconds(3)

    private let now: @Sendable () -> Date
    /// When the last pause that was told ends, by host.
    private let told = Mutex<[String: Duration]>([:])

    init(now: @escaping @Sendable () -> Date = { Date() }) { self.now = now }

    /// The words for a pause; nil for a short one, and for one that goes on beside one that was told.
    /// - Parameters:
    ///   - start: when it begins, on the run's clock.
    func words(for reason: String, _ pause: Duration, on host: String, from start: Duration) -> String? {
        guard pause > Self.shortest else { return nil }
        let isNews = told.withLock { told in
            let end = start + pause
            // Calls of one host pause together: each by a little more or less.
            guard (told[host] ?? .zero) < start + Self.shortest else { return false }
            told[host] = end
            return true
        }
        return isNews ? Self.words(for: reason, pause, until: now().addingTimeInterval(pause.seconds)) : nil
    }

    static func words(for reason: String, _ pause: Duration, until end: Date) -> String {
        let style = Date.ISO8601FormatStyle().time(includingFractionalSeconds: false)
        return "\(reason): retrying in \(time(pause)), at \(end.formatted(style)) UTC"
    }

    /// `8 s`, `2 min 30 s`.
    static func time(_ pause: Duration) -> String {
        let seconds = Int(pause.seconds.rounded(.up))
        return seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
    }
}
