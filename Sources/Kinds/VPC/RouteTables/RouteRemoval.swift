import Model
import NcloudClient
import OrderedJSON

extension RouteTarget {
    /// Takes the routes that lead here off the tables of the VPC: they would lead nowhere, and a gateway does not go
    /// while they are there (api/vpc.md §3.5). Tables that want one to its successor put it back when they are changed.
    func removeRoutes(in vpc: String?, through session: any CallSession) async throws(StepFailure) {
        let tables = try await StepFailure.wrapping { () throws(APIFailure) in
            try await session.pages(of: .action(.vpc, "getRouteTableList", ["vpcNo": vpc]), list: "routeTableList")
        }
        for table in tables.compactMap({ $0.nonEmpty("routeTableNo") }) {
            let now = try await StepFailure.wrapping { () throws(APIFailure) in
                try await RouteTableContents.read(of: table, in: vpc, from: session)
            }
            guard let now else { continue }
            let change = RouteTableChange(
                table: table, vpc: vpc, isDefault: false, isForeign: true, session: session)
            try await change.removeRoutes(now.routes.filter { $0.target == self }, of: now)
        }
    }
}
