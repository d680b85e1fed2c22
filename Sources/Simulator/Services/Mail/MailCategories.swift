import OrderedJSON

/// Categories of templates. Source: …-createcategory, -updatecategory, -deletecategory; common-vapidatatype-nescategory.
enum MailCategories {
    static let kind = RESTKind(
        .mailCategory,
        [
            .post("/category", create), .put("/category/:/name-location", change), .delete("/category/:", delete),
        ])

    private static let create: RESTHandler = { world, call throws(Failure) in
        let name = try Mail.name(call, "categoryName")
        let parent = try MailTemplates.place(call.body["parentSid"], world)
        let id = world.newId(.mailCategory)
        let category = world.insert(
            .mailCategory, id: id,
            ["name": .string(name), "parentSid": parent, "createUtc": .integer(world.now)])
        return .ok(render(category), status: 201)
    }

    private static let change: RESTHandler = { world, call throws(Failure) in
        guard let category = world[.mailCategory, call.ids[0]] else { throw .notInMail }
        var values: [String: JSON] = [:]
        if call.body["categoryName"] != nil { values["name"] = .string(try Mail.name(call, "categoryName")) }
        if call.body["parentSid"] != nil {
            let parent = try MailTemplates.place(call.body["parentSid"], world)
            guard !isInside(parent.text ?? "", category.id, world) else {
                throw .mailRequest("A category cannot be moved into itself.")
            }
            values["parentSid"] = parent
        }
        world.set(.mailCategory, category.id, values)
        return .ok(render(world[.mailCategory, category.id] ?? category))
    }

    /// One with templates or categories is not deleted. Deleted templates do not count, and move to the top. (inferred)
    private static let delete: RESTHandler = { world, call throws(Failure) in
        guard let category = world[.mailCategory, call.ids[0]] else { throw .notInMail }
        let templates = world.records(.mailTemplate, where: "categorySid", is: category.id)
        guard !world.contains(.mailCategory, where: "parentSid", is: category.id),
            templates.allSatisfy({ !$0.flag("isUse") })
        else { throw .mailRequest("The category has templates or categories.") }
        for template in templates { world.set(.mailTemplate, template.id, ["categorySid": .integer(Mail.root)]) }
        world.remove(.mailCategory, category.id)
        return .ok(render(category))
    }

    /// Whether a category is another one, or lies somewhere in it.
    private static func isInside(_ sid: String, _ other: String, _ world: World) -> Bool {
        var place = sid
        while let category = world[.mailCategory, place] {
            if category.id == other { return true }
            place = category["parentSid"]
        }
        return false
    }

    static func render(_ category: Record) -> JSON {
        [
            "sid": Mail.number(category.id), "parentSid": .integer(category.integer("parentSid")),
            "name": .string(category["name"]),
        ]
    }
}
