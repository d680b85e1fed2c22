import OrderedJSON

/// Profiles. Source: profile-listing, profile-create, profile-rename, profile-delete, profile-validation.
enum EdgeProfiles {
    private static let most = 999

    static let kind = RESTKind(
        .edgeProfile,
        [
            .get("/profiles") { world, _ throws(Failure) in
                GlobalEdge.answer(.array(world.all(.edgeProfile).map(render)))
            },
            .get("/profiles/validation") { world, call throws(Failure) in
                let name = call.query.text("name") ?? ""
                return GlobalEdge.answer(.bool(!world.contains(.edgeProfile, where: "profileName", is: name)))
            },
            .post("/profile", create), .put("/profiles/:", rename), .delete("/profiles/:", delete),
        ],
        companions: { world, profile in
            for edge in world.records(.cdnEdge, where: "profileId", is: profile.id) { world.remove(.cdnEdge, edge.id) }
        })

    private static let create: RESTHandler = { world, call throws(Failure) in
        let name = try newName(call, world)
        guard world.count(.edgeProfile) < most else { throw .edge(400, "0102", "No more profiles can be created.") }
        let id = world.newId(.edgeProfile)
        world.insert(.edgeProfile, id: id, ["profileName": .string(name)])
        return GlobalEdge.answer(["profileId": GlobalEdge.number(id)])
    }

    private static let rename: RESTHandler = { world, call throws(Failure) in
        guard world[.edgeProfile, call.ids[0]] != nil else { throw .notAllowedAtEdge }
        let name = try newName(call, world, of: call.ids[0])
        world.set(.edgeProfile, call.ids[0], ["profileName": .string(name)])
        return GlobalEdge.answer(true)
    }

    /// One with edges is not deleted, and the answer says so in its result alone.
    private static let delete: RESTHandler = { world, call throws(Failure) in
        guard world[.edgeProfile, call.ids[0]] != nil else { throw .notAllowedAtEdge }
        guard !world.contains(.cdnEdge, where: "profileId", is: call.ids[0]) else { return GlobalEdge.answer(false) }
        world.remove(.edgeProfile, call.ids[0])
        return GlobalEdge.answer(true)
    }

    private static func newName(_ call: RESTCall, _ world: World, of own: String? = nil) throws(Failure) -> String {
        guard case .string(let name)? = call.body["name"], GlobalEdge.isName(name) else { throw .edgeField("name") }
        let other = world.all(.edgeProfile).first { $0["profileName"] == name }
        guard other == nil || other?.id == own else { throw .edge(400, "0101", "A profile of this name exists.") }
        return name
    }

    private static func render(_ profile: Record) -> JSON {
        [
            "id": GlobalEdge.number(profile.id), "customerId": 35, "profileName": .string(profile["profileName"]),
        ]
    }
}
