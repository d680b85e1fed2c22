import Model
import NcloudClient
import OrderedJSON

// How the vendor's answers become manifest values. Lenient: every member may be missing.

extension JSON {
    /// The `code` of a coded member such as `vpcStatus` (api/common.md §5).
    func code(_ key: String) -> String? { self[key]?["code"]?.text }

    /// The text of a member, nil when it is missing or empty.
    func nonEmpty(_ key: String) -> String? {
        guard let text = self[key]?.text, !text.isEmpty else { return nil }
        return text
    }
}

extension Value {
    /// A text that may be missing.
    init(_ text: String?) { self = text.map(Value.string) ?? .null }
    init(_ value: Bool?) { self = value.map(Value.bool) ?? .null }
    init(_ value: Int64?) { self = value.map(Value.integer) ?? .null }
    init(texts: [String]) { self = .list(texts.map(Value.string)) }
}

extension StepFailure {
    /// Runs reads that fail as API calls do, where a step's own failures are expected.
    public static func wrapping<Answer>(
        _ body: () async throws(APIFailure) -> Answer
    ) async throws(StepFailure) -> Answer {
        do throws(APIFailure) { return try await body() } catch { throw .api(error) }
    }
}
