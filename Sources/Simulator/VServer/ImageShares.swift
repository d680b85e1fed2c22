import OrderedJSON

/// With which other accounts an own image is shared. Source: api/vserver.md §3.3.
enum ImageShares {
    static func change(
        _ image: Record, _ table: TableName, adding: Bool, _ world: inout World, _ parameters: Parameters
    ) throws(Failure) {
        let accounts = try parameters.requiredList("targetLoginIdList")
        let present = image.list("sharedLoginIdList")
        let left =
            adding ? present + accounts.filter { !present.contains($0) } : present.filter { !accounts.contains($0) }
        set(left, image, table, &world)
    }

    static func set(_ accounts: [String], _ image: Record, _ table: TableName, _ world: inout World) {
        world.set(table, image.id, ["sharedLoginIdList": .array(accounts.map(JSON.string))])
    }
}
