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
    /// The same out of an answer; an empty text is an absent one.
    init(text wire: JSON?) { self = wire?.text.flatMap { $0.isEmpty ? nil : .string($0) } ?? .null }
    init(_ value: Bool?) { self = value.map(Value.bool) ?? .null }
    init(_ value: Int64?) { self = value.map(Value.integer) ?? .null }
    init(texts: [String]) { self = .list(texts.map(Value.string)) }

    /// An integer that may be missing; the service answers 0 for limits that were never set.
    init(limit value: Int64?) { self = value.flatMap { $0 > 0 ? .integer($0) : nil } ?? .null }
}

extension StepFailure {
    /// Runs reads that fail as API calls do, where a step's own failures are expected.
    public static func wrapping<Answer>(
        _ body: () async throws(APIFailure) -> Answer
    ) async throws(StepFailure) -> Answer {
        do throws(APIFailure) { return try await body() } catch { throw .api(error) }
    }
}

extension JSON {
    /// An object of the members that are there; nil ones are left out.
    init(present members: KeyValuePairs<String, JSON?>) {
        self.init(present: members.compactMap { name, value in value.map { (name, $0) } })
    }

    /// An object of these members.
    init(present members: [(String, JSON)]) {
        self = .object(.init(members) { _, last in last })
    }

    /// A value as the wire wants it; nil for what is absent.
    static func wire(_ value: Model.Value?) -> JSON? {
        guard let value, !value.isAbsent else { return nil }
        return value.plainJSON
    }

    /// A boolean that answers spell `isX` or `x` (api/apigateway.md §1.4).
    func flag(_ key: String) -> Bool? {
        if let value = self[key]?.bool { return value }
        guard key.hasPrefix("is") else { return nil }
        let bare = key.dropFirst(2)
        return self[bare.prefix(1).lowercased() + bare.dropFirst()]?.bool
    }

    /// An id as a number, which some calls want; one that is none stays a text.
    init(number id: String) { self = Int64(id).map(JSON.integer) ?? .string(id) }
}

extension Attributes {
    /// The text of a field; nil when it is missing or empty.
    func text(_ field: String) -> String? {
        guard let text = self[field]?.spelling, !text.isEmpty else { return nil }
        return text
    }

    /// The value of a secret field, for the request that sends it.
    func secret(_ field: String) -> String? {
        guard case .secret(let secret)? = self[field] else { return nil }
        return secret.reveal()
    }
}

extension Value {
    /// A map without the members that are absent, so that it equals one where they were never written.
    static func present(_ members: Attributes) -> Value { .map(members.filter { !$0.value.isAbsent }) }
}

extension String {
    /// The text without blanks and line ends around it, which answers add or drop.
    var trimmingLineEnds: String {
        let isBlank: (Character) -> Bool = { $0.isWhitespace || $0.isNewline }
        return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}

extension LiveObject {
    /// The object with more attributes read.
    func adding(_ attributes: Attributes) -> LiveObject {
        var object = self
        object.attributes.merge(attributes) { _, new in new }
        return object
    }
}

extension APICaller {
    /// What is read about objects inside another one; none when that one went away meanwhile.
    func unlessParentGone<Element>(
        _ read: () async throws(APIFailure) -> [Element]
    ) async throws(APIFailure) -> [Element] {
        try await unlessGone(read) ?? []
    }

    /// The answer to a read; nil when the object it is about is gone.
    func unlessGone(_ request: APIRequest) async throws(APIFailure) -> JSON? {
        try await unlessGone { () throws(APIFailure) in try await call(request) }
    }

    /// What is read about an object; nil when it is gone.
    func unlessGone<Answer>(_ read: () async throws(APIFailure) -> Answer) async throws(APIFailure) -> Answer? {
        do throws(APIFailure) { return try await read() } catch {
            guard error.classification == .gone else { throw error }
            return nil
        }
    }
}
