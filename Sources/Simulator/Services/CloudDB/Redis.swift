import OrderedCollections
import OrderedJSON

/// The older paths of Cloud DB for Cache: the same objects under the name of Redis, without those of Valkey.
/// Source: api/clouddb.md §5, and the vendor's page database-vcache.
enum Redis {
    static let service = ActionService("/vredis/v2", [], others: actions)

    private static let actions: [String: Action] = Dictionary(
        uniqueKeysWithValues: Cache.service.actions.map { name, action in
            let renamed: Action = { world, parameters throws(Failure) in try answer(action, &world, parameters) }
            return (spoken(name), renamed)
        })

    private static func answer(
        _ action: Action, _ world: inout World, _ parameters: CallParameters
    ) throws(Failure) -> ActionAnswer {
        let own = parameters.renamed { $0.replacing("Redis", with: "Cache") }
        try check(own, world)
        var answer = try action(&world, own.with("cloudCacheDbmsCode", CacheVersion.redisCode))
        if let list = answer.list {
            let shown = list.elements.filter { $0["cloudCacheDbmsCode"]?.text != CacheVersion.valkeyCode }
            let others = world.switches.quirks.contains(.databasesAsOnPages) ? [:] : ofLibrary
            answer.list = (spoken(list.name), shown.map { spoken($0, without: "cloudCacheDbmsCode", others) })
            answer.total -= list.elements.count - shown.count
        }
        return answer
    }

    /// What is of Valkey is not there.
    private static func check(_ parameters: CallParameters, _ world: World) throws(Failure) {
        if let number = parameters.text("cloudCacheInstanceNo"),
            world[Cache.family.instances, number]?["cloudCacheDbmsCode"] == CacheVersion.valkeyCode
        {
            throw DatabaseFamily.gone(number)
        }
        if let number = parameters.text("configGroupNo"),
            world[.cacheConfigGroup, number]?["cloudCacheDbmsCode"] == CacheVersion.valkeyCode
        {
            throw .invalid("configGroupNo")
        }
    }

    private static func spoken(_ name: String) -> String { name.replacing("Cache", with: "Redis") }

    /// What the vendor's Go library, services/vredis, spells otherwise than the pages.
    private static let ofLibrary = [
        "cloudRedisServerInstanceList": "CloudRedisServerInstanceList", "licence": "license",
    ]

    private static func spoken(_ element: JSON, without left: String, _ others: [String: String]) -> JSON {
        guard case .object = element else { return element }
        var members: OrderedDictionary<String, JSON> = [:]
        for (key, value) in element.members where key != left {
            let name = spoken(key)
            members[others[name] ?? name] =
                if case .array(let elements) = value {
                    .array(elements.map { spoken($0, without: "cpuCount", others) })
                } else {
                    value
                }
        }
        return .object(members)
    }
}
