import OrderedJSON

/// With which other accounts a custom image is shared. Source: api/vserver.md §3.3.
enum ImageShares {
    /// The actions that add to the list of accounts and take from it.
    /// - Parameter noun: what the actions call the image, such as `ServerImage`.
    static func actions(_ noun: String, _ checks: [Check] = []) -> [KindAction] {
        [
            change("add\(noun)SharingPermission", checks) { present, accounts in
                present + accounts.filter { !present.contains($0) }
            },
            change("remove\(noun)SharingPermission", checks) { present, accounts in
                present.filter { !accounts.contains($0) }
            },
        ]
    }

    private static func change(
        _ action: String, _ checks: [Check], _ edit: @escaping @Sendable ([String], [String]) -> [String]
    ) -> KindAction {
        KindAction(action) { kind, world, parameters throws(Failure) in
            let image = try kind.find(parameters, world)
            try checks.verify(world, image, parameters)
            let accounts = edit(image.list("sharedLoginIdList"), try parameters.requiredList("targetLoginIdList"))
            world.set(kind.table, image.id, ["sharedLoginIdList": .array(accounts.map(JSON.string))])
            return kind.answer(world, [image.id])
        }
    }
}
