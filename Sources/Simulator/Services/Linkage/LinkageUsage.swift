import OrderedJSON

/// How often an application called each product, by day and month in UTC. Source: api/linkage.md §7.
enum LinkageUsage {
    /// Counts a call, unless a limit is reached.
    static func count(_ application: Record, _ product: LinkageProduct, _ world: inout World) throws(Failure) {
        let date = Timestamp(milliseconds: world.now).universal
        let (day, month) = (String(date.prefix(10)), String(date.prefix(7)))
        let id = application.id + " " + product.rawValue
        let last = world[.linkageUsage, id]
        let today = last?["day"] == day ? last?.integer("dayCount") ?? 0 : 0
        let thisMonth = last?["month"] == month ? last?.integer("monthCount") ?? 0 : 0
        let limits = application.value("limits")?[product.rawValue]
        if let daily = limits?["daily"]?.integer, today >= daily { throw .quotaExceeded }
        if let monthly = limits?["monthly"]?.integer, thisMonth >= monthly { throw .quotaExceeded }
        let counted: [String: JSON] = [
            "clientId": .string(application.id), "service": .string(product.rawValue), "day": .string(day),
            "dayCount": .integer(today + 1), "month": .string(month), "monthCount": .integer(thisMonth + 1),
        ]
        if last == nil {
            world.insert(.linkageUsage, id: id, counted)
        } else {
            world.set(.linkageUsage, id, counted)
        }
    }
}

extension TableSchema { static let linkageUsage = TableSchema("linkageUsage", nameAttribute: "clientId") }

extension Failure {
    static let quotaExceeded = Failure(layer: .gateway, status: 429, code: "400", message: "Quota Exceeded")
}
