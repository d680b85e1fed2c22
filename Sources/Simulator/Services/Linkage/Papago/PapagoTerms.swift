import OrderedJSON

/// What a term says: a text of one language, and what stands for it in another one.
struct PapagoTerm: Sendable {
    let source: String
    let target: String
    let trigger: String
    let replacement: String
}

/// The terms of glossaries, at most 20 in a call. Source: api/linkage.md §6.
enum PapagoTerms {
    static let kind = RESTKind(
        .papagoTerm,
        [
            .get("/:/replacer", list), .post("/replacer", add), .patch("/replacer", change),
            .delete("/replacer", delete),
        ])

    private static let most = 20

    static func of(_ glossary: String, _ world: World) -> [Record] {
        world.records(.papagoTerm, where: "glossaryKey", is: glossary)
    }

    /// Adds a term, or gives one that exists a new translation.
    static func put(_ term: PapagoTerm, in glossary: String, _ world: inout World) {
        if let old = same(as: term, in: glossary, world) {
            world.set(
                .papagoTerm, old.id, ["replaceText": .string(term.replacement), "updatedDateTime": world.plainDate])
        } else {
            let id = world.newId(.papagoTerm)
            world.insert(
                .papagoTerm, id: id,
                [
                    "glossaryKey": .string(glossary), "source": .string(term.source), "target": .string(term.target),
                    "triggerText": .string(term.trigger), "replaceText": .string(term.replacement),
                    "createdDateTime": world.plainDate, "updatedDateTime": world.plainDate,
                ])
        }
        world.set(.papagoGlossary, glossary, ["updatedDateTime": .integer(world.now)])
    }

    /// A text with the terms of a glossary replaced, the longest first. Source: papagotranslation-use-glossary.
    static func apply(_ glossary: String, to text: String, from source: String, to target: String, _ world: World)
        -> String
    {
        let terms = of(glossary, world).filter { $0["source"] == source && $0["target"] == target }
        return terms.sorted { $0["triggerText"].count > $1["triggerText"].count }
            .reduce(text) { $0.replacing($1["triggerText"], with: $1["replaceText"]) }
    }

    private static let list: RESTHandler = { world, call throws(Failure) in
        let glossary = try PapagoGlossaries.find(call.ids[0], world)
        let page = try number("page", call) ?? 1
        let count = try number("count", call) ?? 20
        let all = of(glossary.id, world)
        let rows = all.dropFirst(Int(clamping: (page - 1) * count)).prefix(Int(clamping: count))
        return .json([
            "replacerList": .array(rows.map(describe)),
            "paging": [
                "totalPageCount": .integer((Int64(all.count) + count - 1) / count),
                "totalItemCount": .integer(Int64(all.count)), "page": .integer(page), "count": .integer(count),
            ],
        ])
    }

    /// Whether a term that exists may be added again is not documented: it may not. (inferred)
    private static let add: RESTHandler = { world, call throws(Failure) in
        var terms: [(glossary: String, term: PapagoTerm)] = []
        for entry in try entries(call) {
            let texts = ["source", "target", "triggerText", "replaceText"].compactMap { entry[$0]?.nonEmptyText }
            guard texts.count == 4 else {
                throw .badGlossaryCall("source, target, triggerText and replaceText are required.")
            }
            let glossary = try PapagoGlossaries.find(entry["glossaryKey"]?.text ?? "", world)
            let term = PapagoTerm(source: texts[0], target: texts[1], trigger: texts[2], replacement: texts[3])
            let isTwice = terms.contains { $0.glossary == glossary.id && $0.term.isSame(as: term) }
            guard term.source != term.target, !isTwice, same(as: term, in: glossary.id, world) == nil else {
                throw .badGlossaryCall("The term exists already, or translates into its own language.")
            }
            terms.append((glossary.id, term))
        }
        var made: [JSON] = []
        for (glossary, term) in terms {
            put(term, in: glossary, &world)
            if let record = same(as: term, in: glossary, world) { made.append(describe(record)) }
        }
        return .json(["replacerList": .array(made)])
    }

    private static let change: RESTHandler = { world, call throws(Failure) in
        var changes: [(term: Record, text: String)] = []
        for entry in try entries(call) {
            let term = try find(entry["id"]?.text ?? "", in: entry["glossaryKey"]?.text ?? "", world)
            guard let text = entry["replaceText"]?.nonEmptyText else {
                throw .badGlossaryCall("replaceText is required.")
            }
            changes.append((term, text))
        }
        for (term, text) in changes {
            world.set(.papagoTerm, term.id, ["replaceText": .string(text), "updatedDateTime": world.plainDate])
            world.set(.papagoGlossary, term["glossaryKey"], ["updatedDateTime": .integer(world.now)])
        }
        return .json(["replacerList": .array(changes.compactMap { world[.papagoTerm, $0.term.id] }.map(describe))])
    }

    private static let delete: RESTHandler = { world, call throws(Failure) in
        let glossary = try PapagoGlossaries.find(call.query.text("glossaryKey") ?? "", world)
        let ids = call.values("ids")
        guard (1...most).contains(ids.count) else { throw .badGlossaryCall("ids are 1 to 20.") }
        var terms: [Record] = []
        for id in ids { terms.append(try find(id, in: glossary.id, world)) }
        for term in terms { world.remove(.papagoTerm, term.id) }
        world.set(.papagoGlossary, glossary.id, ["updatedDateTime": .integer(world.now)])
        return .empty
    }

    private static func entries(_ call: RESTCall) throws(Failure) -> [JSON] {
        let entries = call.body["replacers"]?.elements ?? []
        guard (1...most).contains(entries.count) else { throw .badGlossaryCall("replacers are 1 to 20.") }
        return entries
    }

    private static func find(_ id: String, in glossary: String, _ world: World) throws(Failure) -> Record {
        guard let term = world[.papagoTerm, id], term["glossaryKey"] == glossary else {
            throw .rest(404, "404", "There is no term with this id in the glossary.")
        }
        return term
    }

    private static func same(as term: PapagoTerm, in glossary: String, _ world: World) -> Record? {
        of(glossary, world).first {
            $0["source"] == term.source && $0["target"] == term.target && $0["triggerText"] == term.trigger
        }
    }

    private static func describe(_ term: Record) -> JSON {
        let id: JSON = ["id": .integer(Int64(term.id) ?? 0)]
        return id.with(
            term.fields([
                "glossaryKey", "source", "target", "triggerText", "replaceText", "createdDateTime", "updatedDateTime",
            ]))
    }

    private static func number(_ name: String, _ call: RESTCall) throws(Failure) -> Int64? {
        guard let text = call.query.text(name) else { return nil }
        guard let number = Int64(text), number >= 1 else { throw .badGlossaryCall("\(name) is 1 or more.") }
        return number
    }
}

extension TableSchema {
    static let papagoTerm = TableSchema(
        "papagoTerm", nameAttribute: "triggerText", numbers: .papagoTerm, indexes: ["glossaryKey"])
}

extension NumberFamily { static let papagoTerm = NumberFamily(name: "papagoTerm", first: 12_345) }

extension PapagoTerm {
    fileprivate func isSame(as other: PapagoTerm) -> Bool {
        source == other.source && target == other.target && trigger == other.trigger
    }
}

extension World {
    /// `2026-01-01 09:00:00`, as terms are dated.
    fileprivate var plainDate: JSON { .string(Timestamp(milliseconds: now).koreanPlain) }
}

extension JSON {
    fileprivate var nonEmptyText: String? { text.flatMap { $0.isEmpty ? nil : $0 } }
}
