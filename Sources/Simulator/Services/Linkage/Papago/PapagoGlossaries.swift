import OrderedJSON

/// Glossaries of Papago, called with the account's signature. Source: api/linkage.md §6.
///
/// Of their codes none is known: those here repeat the status, as the one in the documents does. (inferred)
enum PapagoGlossaries {
    static let kind = RESTKind(
        .papagoGlossary,
        [
            .get("", list), .post("/create", create), .delete("/:", delete), .upload("/:/upload", upload),
            .post("/:/download", download),
        ])

    private static let list: RESTHandler = { world, call throws(Failure) in
        guard let page = number("currentPage", call), let size = number("pageSize", call), size <= 30 else {
            throw .badGlossaryCall("currentPage and pageSize are required, pageSize up to 30.")
        }
        let all = world.all(.papagoGlossary)
        let rows = all.dropFirst(Int(clamping: (page - 1) * size)).prefix(Int(size))
        return .json([
            "data": .array(rows.map { describe($0, world) }), "currentPage": .integer(page),
            "totalPage": .integer((Int64(all.count) + size - 1) / size),
            "currentGlossaryCount": .integer(Int64(rows.count)), "totalGlossaryCount": .integer(Int64(all.count)),
        ])
    }

    private static let create: RESTHandler = { world, call throws(Failure) in
        guard let name = call.body["glossaryName"]?.text, (1...20).contains(name.count) else {
            throw .badGlossaryCall("glossaryName is required, up to 20 characters.")
        }
        let description = call.body["description"]?.text ?? ""
        guard description.count <= 50 else { throw .badGlossaryCall("description has up to 50 characters.") }
        let key = world.random.uuid()
        world.insert(
            .papagoGlossary, id: key,
            [
                "glossaryKey": .string(key), "glossaryName": .string(name), "description": .string(description),
                "createdDateTime": .integer(world.now), "updatedDateTime": .integer(world.now),
            ])
        return .json(["data": ["glossaryKey": .string(key)]])
    }

    private static let delete: RESTHandler = { world, call throws(Failure) in
        let glossary = try find(call.ids[0], world)
        for term in PapagoTerms.of(glossary.id, world) { world.remove(.papagoTerm, term.id) }
        world.remove(.papagoGlossary, glossary.id)
        return .json(["data": ["glossaryKey": .string(glossary.id)]])
    }

    /// The first line of the file names the two languages. (inferred) A term that exists gets the new translation.
    private static let upload: RESTHandler = { world, call throws(Failure) in
        let glossary = try find(call.ids[0], world)
        guard let file = call.files["file"], let rows = CommaSeparated.rows(file), let head = rows.first,
            rows.allSatisfy({ $0.count == 2 && !$0.contains("") })
        else { throw .badGlossaryCall("file must be CSV: two language codes, then two strings in each line.") }
        for row in rows.dropFirst() {
            PapagoTerms.put(
                PapagoTerm(source: head[0], target: head[1], trigger: row[0], replacement: row[1]), in: glossary.id,
                &world)
        }
        return .json(["data": describe(world[.papagoGlossary, glossary.id] ?? glossary, world)])
    }

    /// One CSV file for each pair of languages.
    private static let download: RESTHandler = { world, call throws(Failure) in
        let glossary = try find(call.ids[0], world)
        let pairs = Dictionary(grouping: PapagoTerms.of(glossary.id, world)) { [$0["source"], $0["target"]] }
        let files = pairs.sorted { $0.key.joined() < $1.key.joined() }.map { pair, terms in
            let rows = [pair] + terms.map { [$0["triggerText"], $0["replaceText"]] }
            return (name: pair.joined(separator: "-") + ".csv", content: CommaSeparated.text(rows))
        }
        return Response(status: 200, contentType: "application/zip", body: ZipFile.bytes(files))
    }

    static func find(_ key: String, _ world: World) throws(Failure) -> Record {
        guard let glossary = world[.papagoGlossary, key] else {
            throw .rest(404, "404", "There is no glossary with this key.")
        }
        return glossary
    }

    private static func describe(_ glossary: Record, _ world: World) -> JSON {
        glossary.fields(["glossaryKey", "glossaryName", "description", "createdDateTime", "updatedDateTime"])
            .with(["wordCount": .integer(Int64(PapagoTerms.of(glossary.id, world).count))])
    }

    private static func number(_ name: String, _ call: RESTCall) -> Int64? {
        call.query.text(name).flatMap { Int64($0) }.flatMap { $0 >= 1 ? $0 : nil }
    }
}

extension TableSchema { static let papagoGlossary = TableSchema("papagoGlossary", nameAttribute: "glossaryName") }

extension RESTService {
    static let papagoGlossary = RESTService(
        "/glossary/v1", naming: .inPath, claimsAll: true, [PapagoGlossaries.kind, PapagoTerms.kind])
}

extension Failure {
    static func badGlossaryCall(_ message: String) -> Failure { .rest(400, "400", message) }
}
