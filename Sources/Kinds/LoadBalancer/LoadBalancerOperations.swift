import Model
import NcloudClient
import OrderedJSON

/// The calls of load balancers. Each change is waited for: a load balancer takes one at a time. Source:
/// api/loadbalancer.md §3.
struct LoadBalancerOperations: AdaptedOperations {
    static let list = "getLoadBalancerInstanceList"
    static let id = "loadBalancerInstanceNo"

    let form = ActionOperations(
        "LoadBalancer", .vloadbalancer, noun: "LoadBalancerInstance",
        [
            .text("name", "loadBalancerName"), .code("type", "loadBalancerType"),
            .code("network", "loadBalancerNetworkType"), .text("vpc", "vpcNo"),
            .texts("subnets", "subnetNoList").asSet, .code("throughput", "throughputType").leftOutWhenEmpty,
            .number("idleTimeout", "idleTimeout"), .text("description", "loadBalancerDescription"),
            .text("domain", "loadBalancerDomain"), .texts("ipAddresses", "loadBalancerIpList"),
            .texts("publicIps", "loadBalancerSubnetList", each: "publicIpInstanceNo"),
            .texts("listeners", "loadBalancerListenerNoList"), .statusAndOperation(of: "loadBalancerInstance"),
            .created,
        ],
        deletion: .byList,
        filling: { desired, _ in places(of: desired, in: desired.texts("subnets") ?? []) },
        changes: [
            .own("subnets", calls: ["setLoadBalancerInstanceSubnet"], addSubnets),
            .set("throughput", "idleTimeout", by: "changeLoadBalancerInstanceConfiguration"),
            .set("description", by: "setLoadBalancerDescription"),
        ],
        clearing: { balancer in ["returnPublicIpTogether": takesAddresses(balancer)] })

    /// Subnets with the addresses that the manifest gives them. The call prefers this list to the plain one.
    private static func places(of desired: DesiredObject, in subnets: [String]) -> Parameters {
        let addresses = desired.elements("addresses")
        guard !addresses.isEmpty else { return [:] }
        let rows = subnets.map { subnet in
            let own = addresses.first { $0.text("subnet") == subnet }
            return JSON(present: [
                "subnetNo": .string(subnet), "publicIpInstanceNo": own?.text("publicIp").map(JSON.string),
            ])
        }
        return Parameters([("loadBalancerSubnetList", .array(rows))])
    }

    /// The call names the old subnets and the new ones.
    private static func addSubnets(_ balancer: ManagedObject) async throws(StepFailure) {
        guard balancer.differs("subnets") else { return }
        let present = balancer.live.attributes["subnets"]?.elements.compactMap(\.text) ?? []
        let subnets = Set(present).union(balancer.desired.texts("subnets") ?? []).sorted()
        var parameters: Parameters = [id: balancer.id, "subnetNoList": subnets]
        parameters.add(places(of: balancer.desired, in: subnets))
        try await balancer.change(.action(.vloadbalancer, "setLoadBalancerInstanceSubnet", parameters))
        try await balancer.wait(until: .ready)
    }

    /// Whether its addresses go along with the call that deletes it: all or none do. Of some, those that nacre made are
    /// deleted afterwards.
    private static func takesAddresses(_ balancer: ManagedObject) -> Bool {
        let made = balancer.session.byproducts["PublicIp"] ?? []
        let shown = balancer.live.attributes["publicIps"]?.elements.compactMap(\.text) ?? []
        return !shown.isEmpty && shown.allSatisfy(made.contains)
    }

    func delete(_ balancer: ManagedObject) async throws(StepFailure) {
        try await form.delete(balancer)
        guard !Self.takesAddresses(balancer) else { return }
        for address in balancer.session.byproducts["PublicIp"] ?? [] {
            try await balancer.session.deleteLeftAddress(address)
        }
    }
}

extension CallSession {
    /// Deletes an address that was made together with a load balancer, unless it went along.
    fileprivate func deleteLeftAddress(_ address: String) async throws(StepFailure) {
        do throws(StepFailure) {
            try await wait(for: address, of: "PublicIp", until: .condition("seen") { _ in true })
            try await change(
                .action(.vserver, "deletePublicIpInstance", ["publicIpInstanceNo": address]), .idempotent)
        } catch .vanished { return }
    }

    /// Waits until the load balancer of something is at rest; one that is gone needs no waiting.
    func waitForLoadBalancer(_ number: String?) async throws(StepFailure) {
        guard let number else { return }
        do throws(StepFailure) {
            try await wait(for: number, of: "LoadBalancer", until: .ready)
        } catch .vanished { return }
    }
}

extension ParentKind {
    /// The load balancers of the account.
    static let loadBalancer = ParentKind(field: "loadBalancer", kind: "LoadBalancer") { cloud throws(APIFailure) in
        let wires = try await cloud.pages(
            of: .action(.vloadbalancer, LoadBalancerOperations.list), list: "loadBalancerInstanceList")
        return wires.compactMap { $0.nonEmpty(LoadBalancerOperations.id) }
    }
}
