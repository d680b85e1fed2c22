import Model
import NcloudClient
import OrderedJSON

/// A term of a glossary. Only its translation can change; everything else makes it another term.
/// Source: api/linkage.md §6.
struct PapagoTerm: Hashable, Sendable {
    /// What tells terms apart.
    struct Key: Hashable, Sendable {
        let source: String
        let target: String
        let trigger: String
    }

    let key: Key
    let replacement: String
    /// The number that calls know it by; nil for one that is not there yet.
    var number: Int64?

    /// How many terms one call takes.
    static let most = 20

    static let calls = [
        "DELETE /glossary/v1/replacer", "PATCH /glossary/v1/replacer", "POST /glossary/v1/replacer",
    ]
    static let key = ["source", "target", "triggerText"]
    static let fields = [
        Field("source", .string, .required, constraints: [.length(2...5)], "Code of the source language, such as ko."),
        Field("target", .string, .required, constraints: [.length(2...5)], "Code of the target language, such as en."),
        Field("triggerText", .string, .required, constraints: [.length(1...5000)], "The text to be translated."),
        Field("replaceText", .string, .required, constraints: [.length(1...5000)], "What it is translated into."),
    ]

    init?(_ attributes: Attributes) {
        guard let source = attributes.text("source"), let target = attributes.text("target"),
            let trigger = attributes.text("triggerText"), let replacement = attributes.text("replaceText")
        else { return nil }
        key = Key(source: source, target: target, trigger: trigger)
        self.replacement = replacement
    }

    private init?(_ wire: JSON) {
        guard let source = wire.nonEmpty("source"), let target = wire.nonEmpty("target"),
            let trigger = wire.nonEmpty("triggerText"), let replacement = wire.nonEmpty("replaceText")
        else { return nil }
        key = Key(source: source, target: target, trigger: trigger)
        self.replacement = replacement
        number = wire["id"]?.integer
    }

    /// The terms of a glossary.
    static func all(of glossary: String, from cloud: any APICaller) async throws(APIFailure) -> [PapagoTerm] {
        try await cloud.pages(of: .rest(.papago, .get, "/\(glossary)/replacer"), .glossaryTerms)
            .compactMap { PapagoTerm($0) }
    }

    static func value(of terms: [PapagoTerm]) -> Value {
        .list(
            terms.map { term in
                [
                    "source": .string(term.key.source), "target": .string(term.key.target),
                    "triggerText": .string(term.key.trigger), "replaceText": .string(term.replacement),
                ]
            })
    }

    /// The terms that a value holds, by what tells them apart.
    static func texts(in value: Value?) -> [Key: String] {
        let terms = (value?.elements ?? []).compactMap { PapagoTerm($0.members) }
        return Dictionary(terms.map { ($0.key, $0.replacement) }, uniquingKeysWith: { _, last in last })
    }
}

/// What brings the terms of a glossary to what is desired.
struct PapagoTermChange: Sendable {
    let glossary: ManagedObject
    /// Whether it has just been made, and has no terms.
    let isNew: Bool

    /// Superfluous terms go first, then translations change, then missing terms come.
    func bring() async throws(StepFailure) {
        let current = try await current()
        let wanted = glossary.desired.elements("terms").compactMap { PapagoTerm($0) }
        let texts = PapagoTerm.texts(in: glossary.desired["terms"])
        try await remove(current.filter { texts[$0.key] == nil })
        try await translate(current.filter { term in texts[term.key].map { $0 != term.replacement } ?? false }, texts)
        let there = Set(current.map(\.key))
        try await add(wanted.filter { !there.contains($0.key) })
    }

    /// Read now: the calls need numbers, which no field has.
    private func current() async throws(StepFailure) -> [PapagoTerm] {
        guard !isNew else { return [] }
        return try await StepFailure.wrapping { [glossary] () throws(APIFailure) in
            try await PapagoTerm.all(of: glossary.id, from: glossary.session)
        }
    }

    private func remove(_ terms: [PapagoTerm]) async throws(StepFailure) {
        for part in terms.batches(of: PapagoTerm.most) {
            let ids = part.compactMap(\.number).map(String.init).joined(separator: ",")
            let keys = part.map(\.key)
            try await glossary.change(
                .rest(.papago, .delete, "/replacer", query: ["glossaryKey": glossary.id, "ids": ids])
            ) { live in
                let there = PapagoTerm.texts(in: live.attributes["terms"])
                return keys.allSatisfy { there[$0] == nil }
            }
        }
    }

    private func translate(_ terms: [PapagoTerm], _ texts: [PapagoTerm.Key: String]) async throws(StepFailure) {
        for part in terms.batches(of: PapagoTerm.most) {
            let entries = part.compactMap { term -> JSON? in
                guard let number = term.number, let text = texts[term.key] else { return nil }
                return ["glossaryKey": .string(glossary.id), "id": .integer(number), "replaceText": .string(text)]
            }
            try await glossary.change(.rest(.papago, .patch, "/replacer", body: ["replacers": .array(entries)]))
        }
    }

    private func add(_ terms: [PapagoTerm]) async throws(StepFailure) {
        for part in terms.batches(of: PapagoTerm.most) {
            let entries = part.map { term -> JSON in
                [
                    "glossaryKey": .string(glossary.id), "source": .string(term.key.source),
                    "target": .string(term.key.target), "triggerText": .string(term.key.trigger),
                    "replaceText": .string(term.replacement),
                ]
            }
            try await glossary.change(.rest(.papago, .post, "/replacer", body: ["replacers": .array(entries)])) {
                live in
                let there = PapagoTerm.texts(in: live.attributes["terms"])
                return part.allSatisfy { there[$0.key] == $0.replacement }
            }
        }
    }
}
