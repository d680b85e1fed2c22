import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// What templates are grouped by. Source: api/classic-and-others.md §6; …-createcategory, -updatecategory, -deletecategory.
    public static let mailTemplateCategory = Driver(
        Kind(
            "MailTemplateCategory", service: "Mail",
            summary: """
                A category of mail templates, which may be inside another one. The service deletes it only when it contains \
                neither templates nor categories.
                """,
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .inPlace(.none, calls: [MailCalls.changeCategory]),
                    constraints: [.spelled(MailCalls.nameRule)], "Its name."),
                Field(
                    "parent", .reference("MailTemplateCategory"),
                    change: .inPlace(.none, calls: [MailCalls.changeCategory]), initial: .null,
                    "The category that it is in (default: the top of the tree)."),
                .computed("created", .integer, "When it was created, in milliseconds since 1970."),
            ],
            identity: Kind.Identity(id: "sid", marker: ["name", "parent"]),
            reading: Kind.Reading([MailCalls.tree]),
            life: Kind.Life(
                creation: Kind.Procedure([MailCalls.createCategory], seconds: 1, timeout: 60),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure([MailCalls.deleteCategory], seconds: 1, timeout: 60),
                mustBeEmptyOf: "MailTemplate"),
            checks: Kind.Checks(
                preflight: [
                    .freeName(of: "MailTemplateCategory", within: "parent", refused: false),
                    .exists("MailTemplateCategory", in: "parent"),
                ]),
            example: """
                apiVersion: ncloud/v1
                kind: MailTemplateCategory
                metadata: {name: notices}
                spec: {}
                ---
                apiVersion: ncloud/v1
                kind: MailTemplateCategory
                metadata: {name: offers}
                spec: {}
                """),
        operations: MailTemplateCategoryOperations())
}

/// No call shows one category: the tree alone tells that one is gone.
struct MailTemplateCategoryOperations: Operations {
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await MailTemplateTree.nodes(from: cloud).filter(\.isCategory).map { node in
            LiveObject(
                kind: "MailTemplateCategory", id: node.id,
                attributes: ["name": node.name, "parent": node.parent, "created": Value(node.created?.integer)],
                created: node.created?.text)
        }
    }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let body = Self.body(desired.text("name") ?? desired.address.name, in: desired["parent"])
        _ = try await session.create(.rest(.mail, .post, "/category", body: body)) { answer in
            Creation(id: answer.nonEmpty("sid"))
        }
    }

    func update(_ category: ManagedObject) async throws(StepFailure) {
        guard category.differs("name", "parent") else { return }
        let name = category.value("name")?.spelling ?? category.desired.address.name
        // A parent that is taken out of the manifest is null in it, and means the top of the tree.
        let parent = category.desired.attributes["parent"] ?? category.live.attributes["parent"]
        try await category.change(
            .rest(.mail, .put, "/category/\(category.id)/name-location", body: Self.body(name, in: parent)))
    }

    func delete(_ category: ManagedObject) async throws(StepFailure) {
        do throws(StepFailure) {
            try await category.delete(.rest(.mail, .delete, "/category/\(category.id)"))
        } catch .api(let failure) {
            guard failure.code == Self.invalid else { throw .api(failure) }
            throw .diagnostic(
                Diagnostic(
                    code: "not-empty",
                    "the service did not delete the category: it still contains templates or categories",
                    help: "delete or move them; a deleted template may count until it is restored and moved"))
        }
    }

    /// The code for a request that is not valid, which one for a category that is not empty is.
    private static let invalid = "77102"

    private static func body(_ name: String, in parent: Value?) -> JSON {
        ["categoryName": .string(name), "parentSid": MailCalls.sid(parent)]
    }
}
