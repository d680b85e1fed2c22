import Model
import NcloudClient

/// What brings the routes and subnets of one route table to what is desired.
///
/// The table is read afresh first: a subnet has exactly one table, so that a change of another table may have moved it
/// here or away since the plan.
struct RouteTableChange: Sendable {
    var table: String
    var vpc: String?
    /// Whether it came with its VPC. Subnets fall back to such a table, and leave it only for another.
    var isDefault: Bool
    /// Whether the step is about another object, which the table's routes lead to.
    var isForeign = false
    var session: any CallSession

    /// A change of the table that the step is about.
    init(_ table: ManagedObject) {
        self.init(
            table: table.id, vpc: table.text("vpc"), isDefault: table.live.attributes["isDefault"]?.bool ?? false,
            session: table.session)
    }

    init(table: String, vpc: String?, isDefault: Bool, isForeign: Bool = false, session: any CallSession) {
        self.table = table
        self.vpc = vpc
        self.isDefault = isDefault
        self.isForeign = isForeign
        self.session = session
    }

    /// Removes what `planned` shows and `desired` does not, and adds what is desired and not there. What came in meanwhile
    /// is left alone.
    func bring(_ planned: Attributes, to desired: DesiredObject) async throws(StepFailure) {
        let names = ["routes", "subnets"].filter { desired.attributes[$0] != nil }
        guard !names.isEmpty else { return }
        let now = try await contents()
        let before = RouteTableContents(attributes: now.attributes.merging(planned) { _, shown in shown })
        let after = RouteTableContents(attributes: desired.attributes)
        if names.contains("subnets") {
            let superfluous = Set(before.subnets).subtracting(after.subnets)
            try await removeSubnets(now.subnets.filter(superfluous.contains))
        }
        if names.contains("routes") { try await bringRoutes(now, planned: before.routes, to: after.routes) }
        if names.contains("subnets") {
            try await addSubnets(after.subnets.filter { !now.subnets.contains($0) })
        }
    }

    /// What the table holds now.
    func contents() async throws(StepFailure) -> RouteTableContents {
        let (table, vpc, session) = (table, vpc, session)
        let contents = try await StepFailure.wrapping { () throws(APIFailure) in
            try await RouteTableContents.read(of: table, in: vpc, from: session)
        }
        guard let contents else { throw .vanished }
        return contents
    }

    /// Superfluous routes go first, since two cannot share a destination (api/vpc.md §3.6).
    private func bringRoutes(
        _ now: RouteTableContents, planned: [Route], to desired: [Route]
    ) async throws(StepFailure) {
        let (planned, kept) = (Set(planned), Set(desired))
        let destinations = Set(desired.map(\.destination))
        let superfluous = now.routes.filter {
            !kept.contains($0) && (planned.contains($0) || destinations.contains($0.destination))
        }
        let missing = desired.filter { !now.routes.contains($0) }
        try await removeRoutes(superfluous, of: now)
        if !missing.isEmpty {
            var parameters: [Parameters] = []
            for route in missing { parameters.append(route.parameters(targetName: try await name(of: route))) }
            try await change("addRoute", "routeList", parameters) { Set($0.routes).isSuperset(of: missing) }
        }
    }

    func removeRoutes(_ routes: [Route], of now: RouteTableContents) async throws(StepFailure) {
        guard !routes.isEmpty else { return }
        let parameters = routes.map { $0.parameters(targetName: now.targetNames[$0]) }
        try await change("removeRoute", "routeList", parameters) { Set($0.routes).isDisjoint(with: routes) }
    }

    private func name(of route: Route) async throws(StepFailure) -> String? {
        let session = session
        return try await StepFailure.wrapping { () throws(APIFailure) in try await route.targetName(from: session) }
    }

    private func addSubnets(_ subnets: [String]) async throws(StepFailure) {
        guard !subnets.isEmpty else { return }
        try await change("addRouteTableSubnet", "subnetNoList", subnets) {
            Set($0.subnets).isSuperset(of: subnets)
        }
    }

    /// Lets the subnets go, back to the default table of their type. (inferred)
    func removeSubnets(_ subnets: [String]) async throws(StepFailure) {
        guard !subnets.isEmpty else { return }
        guard !isDefault else {
            throw .refused(
                "a subnet can leave the default route table \(table) only by joining another: "
                    + subnets.joined(separator: ", "),
                help: "add the subnet to the other table's subnets, or omit the subnets of this one")
        }
        try await change("removeRouteTableSubnet", "subnetNoList", subnets) {
            Set($0.subnets).isDisjoint(with: subnets)
        }
    }

    private func change(
        _ call: String, _ list: String, _ elements: any ParameterRepresentable,
        isDone: @escaping @Sendable (RouteTableContents) -> Bool
    ) async throws(StepFailure) {
        let request = APIRequest.action(
            .vpc, call, ["vpcNo": vpc, "routeTableNo": table, list: elements])
        try await session.change(
            request,
            .unless(id: table, of: "RouteTable") { isDone(RouteTableContents(attributes: $0.attributes)) })
        // A table bears one change at a time, and shows SET while it is under way (api/vpc.md §3.6).
        if isForeign {
            try await session.wait(for: table, of: "RouteTable", until: .ready)
        } else {
            try await session.wait(for: table, until: .ready)
        }
    }
}
