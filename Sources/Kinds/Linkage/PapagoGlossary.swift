import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// Terms that Papago translates as told. Source: api/linkage.md §6.
    public static let papagoGlossary = Driver(
        Kind(
            "PapagoGlossary", service: "Linkage",
            summary: """
                A glossary of Papago Translation: terms that are always translated in one way. Translations name it by \
                its key.
                """,
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .replace, constraints: [.length(1...20)],
                    "Name of the glossary, 1 to 20 characters."),
                Field(
                    "description", .string, change: .replace, initial: "", constraints: [.length(0...50)],
                    "Description, up to 50 characters."),
                Field(
                    "terms", .keyed(PapagoTerm.fields, by: PapagoTerm.key),
                    change: .inPlace(.none, calls: PapagoTerm.calls), initial: [],
                    "The terms. One that is listed with another translation is changed, every other difference adds or deletes one."
                ),
                .computed("created", .integer, "When it was created, in milliseconds since 1970."),
            ],
            identity: Kind.Identity(id: "glossaryKey"),
            reading: Kind.Reading(["GET /glossary/v1/"], perObject: ["GET /glossary/v1/{glossary-key}/replacer"]),
            life: Kind.Life(
                creation: Kind.Procedure(["POST /glossary/v1/create"], seconds: 1, timeout: 60)
                    .then(["POST /glossary/v1/replacer"], where: "terms"),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure(["DELETE /glossary/v1/{glossary-key}"], seconds: 1, timeout: 60)),
            example: """
                apiVersion: ncloud/v1
                kind: PapagoGlossary
                metadata: {name: product-names}
                spec:
                  description: what our products are called
                  terms:
                    - {source: ko, target: en, triggerText: 나크르, replaceText: nacre}
                    - {source: ko, target: ja, triggerText: 나크르, replaceText: ナクレ}
                """),
        operations: PapagoGlossaryOperations())
}

/// No call shows one glossary alone: only the list tells whether it is there.
struct PapagoGlossaryOperations: Operations {
    private static let columns: [Column] = [
        .text("name", "glossaryName"), .text("description", "description"), .number("created", "createdDateTime"),
    ]

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let wires = try await cloud.pages(of: .rest(.papago, .get, "/"), .glossaries)
        return try await wires.concurrentlyReading { wire throws(APIFailure) in
            guard let key = wire.nonEmpty("glossaryKey") else { return nil }
            let glossary = Self.columns.object("PapagoGlossary", id: key, wire)
            guard scope.wants(id: key, name: glossary.name), scope.asks(for: "terms") else {
                return glossary
            }
            return glossary.adding(["terms": PapagoTerm.value(of: try await PapagoTerm.all(of: key, from: cloud))])
        }.compactMap(\.self)
    }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let body = JSON(present: Self.columns.creation(of: desired))
        let key = try await session.create(.rest(.papago, .post, "/create", body: body)) { answer in
            Creation(id: answer["data"]?.nonEmpty("glossaryKey") ?? answer.nonEmpty("glossaryKey"))
        }
        let made = LiveObject(kind: "PapagoGlossary", id: key, attributes: ["terms": []])
        try await PapagoTermChange(glossary: ManagedObject(made, to: desired, through: session), isNew: true).bring()
    }

    func update(_ object: ManagedObject) async throws(StepFailure) {
        guard object.differs("terms") else { return }
        try await PapagoTermChange(glossary: object, isNew: false).bring()
    }

    func delete(_ object: ManagedObject) async throws(StepFailure) {
        try await object.delete(.rest(.papago, .delete, "/\(object.id)"))
    }
}
