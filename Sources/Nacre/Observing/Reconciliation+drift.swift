import Model
import StateStore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Reconciliation {
    /// The report with the time each finding was first seen, and the findings kept for the next look. A state that is
    /// open for reading only remembers nothing.
    public func remembered(_ report: DriftReport) async throws -> DriftReport {
        guard state.access == .readWrite else { return report }
        let record = try await state.recordDrift(report.findings.flatMap(\.entries))
        var since: [Address: Date] = [:]
        for entry in record.standing {
            guard let seen = entry.firstSeen else { continue }
            since[entry.address] = min(seen, since[entry.address] ?? seen)
        }
        var report = report
        for index in report.findings.indices {
            report.findings[index].since = since[report.findings[index].address].map { $0.formatted(.iso8601) }
        }
        return report
    }
}

extension DriftFinding {
    /// A row for each field; for a missing object a row without one.
    fileprivate var entries: [DriftEntry] {
        switch drift {
        case .missing:
            [DriftEntry(address: address, path: "", recorded: Value(objectID ?? ""), live: .null)]
        case .unknown: []
        case .failedChecks(let checks):
            checks.map { check in
                DriftEntry(
                    address: address, path: check.subject, recorded: Value("good"), live: Value(check.verdict))
            }
        case .changed(let changes):
            changes.map { change in
                DriftEntry(
                    address: address, path: change.path.description, recorded: change.after ?? .null,
                    live: change.before ?? .null)
            }
        }
    }
}

extension Value {
    fileprivate init(_ text: String) { self = .string(text) }
}
