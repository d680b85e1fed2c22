import OrderedJSON

/// Templates, and the tree that they and their categories make. Source: …-gettemplatestructure, -gettemplate, -createtemplate,
/// -updatetemplate, -updatetemplatelocationorname, -deletetemplate, -restoretemplate.
enum MailTemplates {
    private typealias TemplateHandler = @Sendable (inout World, Record, RESTCall) throws(Failure) -> [String: JSON]

    static let kind = RESTKind(
        .mailTemplate,
        [
            .get("/template", tree), .post("/template", create),
            route("GET", "") { _, _, _ in [:] },
            route("PUT", "") { _, template, call throws(Failure) in
                var values = try content(call)
                values["isUse"] = call.body["isUse"] ?? template.attributes["isUse"] ?? true
                return values
            },
            route("PUT", "/name-location", move),
            route("PUT", "/restoration") { world, template, _ in
                let isHomeless = world[.mailCategory, template["categorySid"]] == nil
                return isHomeless ? ["isUse": true, "categorySid": Mail.number("")] : ["isUse": true]
            },
            // What is deleted stays, and can be read. (inferred)
            route("DELETE", "") { _, _, _ in ["isUse": false] },
        ])

    /// A call about one template, which sets some of its values and answers with it.
    private static func route(_ method: String, _ path: String, _ handler: @escaping TemplateHandler) -> RESTRoute {
        RESTRoute(method, "/template/:" + path) { world, call throws(Failure) in
            guard let template = world[.mailTemplate, call.ids[0]] else { throw .notInMail }
            let values = try handler(&world, template, call)
            if !values.isEmpty { world.set(.mailTemplate, template.id, values) }
            return .ok(render(world[.mailTemplate, template.id] ?? template, world))
        }
    }

    private static let create: RESTHandler = { world, call throws(Failure) in
        var values = try content(call)
        values["categorySid"] = try place(call.body["categorySid"], world)
        values["isUse"] = call.body["isUse"] ?? true
        values["createUtc"] = .integer(world.now)
        let id = world.newId(.mailTemplate)
        let template = world.insert(.mailTemplate, id: id, values)
        return .ok(render(template, world), status: 201)
    }

    /// The place among its neighbours, `lowerSid`, is not kept.
    private static let move: TemplateHandler = { world, template, call throws(Failure) in
        var values: [String: JSON] = ["name": .string(try Mail.name(call, "templateName"))]
        if call.body["parentSid"] != nil { values["categorySid"] = try place(call.body["parentSid"], world) }
        return values
    }

    private static func content(_ call: RESTCall) throws(Failure) -> [String: JSON] {
        let name = try Mail.name(call, "templateName")
        guard let title = try Mail.text(call, "title", bytes: 1...500) else { throw .mailRequest("title is required.") }
        guard let body = try Mail.text(call, "body", bytes: 1...Int.max) else {
            throw .mailRequest("body is required.")
        }
        guard let sender = call.body["senderAddress"]?.text, Mail.isAddress(sender) else {
            throw .mailRequest("senderAddress is an e-mail address.")
        }
        let senderName = try Mail.text(call, "senderName", bytes: 0...69)
        let description = try Mail.text(call, "description", bytes: 0...300)
        return [
            "name": .string(name), "title": .string(title), "body": .string(body), "senderAddress": .string(sender),
            "senderName": senderName.map(JSON.string) ?? .null, "description": description.map(JSON.string) ?? .null,
        ]
    }

    /// A category, or the top of the tree.
    static func place(_ value: JSON?, _ world: World) throws(Failure) -> JSON {
        guard let sid = value?.integer, sid != Mail.root else { return .integer(Mail.root) }
        guard world[.mailCategory, String(sid)] != nil else { throw .notInMail }
        return .integer(sid)
    }

    private static func render(_ template: Record, _ world: World) -> JSON {
        let fields = ["name", "description", "title", "senderAddress", "senderName", "body", "isUse"]
        var members: [(String, JSON)] = [
            ("sid", Mail.number(template.id)), ("createDate", Mail.date(template.integer("createUtc"))),
        ]
        members += fields.map { ($0, template.attributes[$0] ?? .null) }
        let category = world[.mailCategory, template["categorySid"]].map(MailCategories.render)
        members.append(("category", category ?? .null))
        return .object(.init(members) { _, last in last })
    }
}

// MARK: The tree

extension MailTemplates {
    private static let tree: RESTHandler = { world, call throws(Failure) in
        let onlyUsed = call.query.text("isUse")?.lowercased() == "true"
        let templates = world.all(.mailTemplate).filter { !onlyUsed || $0.flag("isUse") }
        return .ok(["contents": .array(inside(Mail.root, templates, world, isRoot: true))])
    }

    /// What is at the top comes in one list, categories first. (inferred)
    private static func inside(_ sid: Int64, _ templates: [Record], _ world: World, isRoot: Bool) -> [JSON] {
        let categories = world.all(.mailCategory).filter { $0.integer("parentSid") == sid }.map { category in
            let id = Int64(category.id) ?? 0
            return node(category, parent: sid, isCategory: true, isUse: true).with([
                "subCategoris": .array(inside(id, templates, world, isRoot: false)),
                "templates": .array(leaves(in: id, templates)),
            ])
        }
        return isRoot ? categories + leaves(in: sid, templates) : categories
    }

    private static func leaves(in sid: Int64, _ templates: [Record]) -> [JSON] {
        templates.filter { $0.integer("categorySid") == sid }.map { template in
            node(template, parent: sid, isCategory: false, isUse: template.flag("isUse"))
        }
    }

    private static func node(_ record: Record, parent: Int64, isCategory: Bool, isUse: Bool) -> JSON {
        [
            "sid": Mail.number(record.id), "parentSid": .integer(parent),
            "createDate": Mail.date(record.integer("createUtc")), "name": .string(record["name"]),
            "isCategory": .bool(isCategory), "isUse": .bool(isUse),
        ]
    }
}
