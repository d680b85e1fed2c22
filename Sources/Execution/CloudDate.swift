#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Dates as the cloud writes them.
enum CloudDate {
    /// Seconds since 1970 of a date such as `2026-11-28T20:14:51+0900` (api/common.md §5), or of one in UTC with or without
    /// fractions of a second, as standardized services write them; nil for anything else.
    static func seconds(of text: String) -> Double? {
        let styles = [
            Date.ISO8601FormatStyle(timeZoneSeparator: .omitted), Date.ISO8601FormatStyle(),
            Date.ISO8601FormatStyle(includingFractionalSeconds: true),
        ]
        return styles.lazy.compactMap { try? $0.parse(text) }.first?.timeIntervalSince1970
    }
}
