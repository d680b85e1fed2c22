import OrderedJSON

/// The limits of the account, which hold whether or not it may read them.
enum AccountLimits {
    private static let record = "organization"

    /// Puts the account into an organization with these limits, in place of the one that it is in.
    ///
    /// `{"master": true, "quotas": [{"code": "VSVR", "name": "Server", "category": "COMPUTE", "count": 3, "unit": "COUNT"}]}`; `master`
    /// is true unless given, and `count` null for a limit that only the console shows.
    static func set(_ description: JSON, _ world: inout World) throws(Failure) {
        let quotas = description["quotas"]?.elements ?? []
        guard quotas.allSatisfy({ $0["code"]?.text != nil && $0["name"]?.text != nil }) else {
            throw .rest(400, "100", "give each of the quotas a code and a name")
        }
        world.remove(.organization, record)
        world.insert(
            .organization, id: record,
            [
                "organizationNo": 2706, "organizationName": "Example", "memberNo": "2600001",
                "isMaster": .bool(description["master"]?.bool ?? true), "quotas": .array(quotas),
            ])
    }

    /// Whether so many more of a resource are within its limit. Source: api/common.md §6.3.
    ///
    /// Of the resources that are limited, the pages show the code of servers alone, VSVR (organization-get-policy-detail). That PRSBN
    /// stands for private subnets, and that a resource of the name VPC counts VPCs, is (inferred).
    /// - Parameter present: how many there are.
    /// - Throws: the words that the service is known to say; their number is (inferred).
    static func require(
        _ resource: String, present: Int, adding count: Int64 = 1, _ world: World
    ) throws(Failure) {
        let quotas = world[.organization, record]?.attributes["quotas"]?.elements ?? []
        guard let quota = quotas.first(where: { $0["code"]?.text == resource || $0["name"]?.text == resource }),
            let most = quota["count"]?.integer, Int64(present) + count > most
        else { return }
        throw .action("1000905", "You can no longer create a product.")
    }
}

extension Input {
    /// The account may have a further one of a resource, known by its code or its name.
    /// - Parameter only: which objects count, and which new ones.
    static func withinQuota(
        _ resource: String, of table: TableSchema, only: @escaping @Sendable (Record) -> Bool = { _ in true }
    ) -> Input {
        .check { _, object, world throws(Failure) in
            guard only(object) else { return }
            try AccountLimits.require(resource, present: world.all(table).count(where: only), world)
        }
    }
}
