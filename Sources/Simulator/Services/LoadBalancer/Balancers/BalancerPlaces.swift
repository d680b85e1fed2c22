import OrderedJSON

/// The subnets a balancer stands in, one a zone, with its addresses there. Source: api/loadbalancer.md §3.
enum BalancerPlaces {
    /// The subnets that a call names. If both lists are sent the second one wins. Those that the balancer has must stay.
    /// (inferred: no page says that one can be taken away)
    static let input = Input.values { parameters, balancer, world throws(Failure) in
        let requests = try requests(parameters)
        var places = balancer.attributes["places"]?.elements ?? []
        let named = requests.map(\.subnet)
        guard Set(named).count == named.count, places.allSatisfy({ named.contains($0["subnetNo"]?.text ?? "") }) else {
            throw .invalid("subnetNoList")
        }
        let new = requests.filter { request in !places.contains { $0["subnetNo"]?.text == request.subnet } }
        let subnets = try new.map { request throws(Failure) in try usable(request, balancer, world) }
        let wanted = new.compactMap(\.address)
        guard Set(wanted).count == wanted.count else { throw .invalid("publicIpInstanceNo") }
        let zones = places.compactMap { $0["zoneCode"]?.text } + subnets.map { $0["zoneCode"] }
        guard Set(zones).count == zones.count else { throw .invalid("subnetNoList") }
        for (request, subnet) in zip(new, subnets) {
            places.append(try place(in: subnet, request, balancer, &world))
        }
        return [
            "places": .array(places), "subnetNoList": .array(places.compactMap { $0["subnetNo"] }),
            "privateIpList": .array(places.compactMap { $0["privateIp"] }),
        ]
    }

    private struct Request {
        let subnet: String
        var address: String?
    }

    private static func requests(_ parameters: CallParameters) throws(Failure) -> [Request] {
        let objects = parameters.objects("loadBalancerSubnetList")
        guard objects.isEmpty else {
            return try objects.map { request throws(Failure) in
                Request(subnet: try request.required("subnetNo"), address: request.text("publicIpInstanceNo"))
            }
        }
        return try parameters.requiredList("subnetNoList").map { Request(subnet: $0) }
    }

    private static func usable(_ request: Request, _ balancer: Record, _ world: World) throws(Failure) -> Record {
        let subnet = try Subnets.kind.find(world, request.subnet)
        guard subnet["vpcNo"] == balancer["vpcNo"], subnet["usageType"] == "LOADB",
            VPCs.isUsable(subnet["subnetStatus"], world)
        else { throw .invalid("subnetNoList") }
        guard let wanted = request.address else { return subnet }
        let address = try PublicIPs.kind.find(world, wanted)
        guard balancer["loadBalancerNetworkType"] == "PUBLIC", address["serverInstanceNo"].isEmpty,
            address["holder"].isEmpty, !world.all(.natGateway).contains(where: { $0["publicIpInstanceNo"] == wanted })
        else { throw .invalid("publicIpInstanceNo") }
        return subnet
    }

    private static func place(
        in subnet: Record, _ request: Request, _ balancer: Record, _ world: inout World
    ) throws(Failure) -> JSON {
        let privateIp = try Addresses.take(nil, in: subnet, &world)
        let isPublic = balancer["loadBalancerNetworkType"] == "PUBLIC"
        let address = isPublic ? publicAddress(request.address, &world) : ""
        return [
            "zoneCode": .string(subnet["zoneCode"]), "subnetNo": .string(subnet.id),
            "publicIpInstanceNo": .string(address), "privateIp": .string(privateIp),
        ]
    }

    /// The address asked for, or a new one, which shows up among the public IPs. (inferred)
    private static func publicAddress(_ wanted: String?, _ world: inout World) -> String {
        guard let wanted else { return PublicIPs.insert(on: nil, holder: "load balancer", &world).id }
        world.set(.publicIp, wanted, ["holder": "load balancer"])
        return wanted
    }

    /// What a balancer shows of its places.
    static func shown(of balancer: Record, _ world: World) -> [String: JSON] {
        let places = balancer.attributes["places"]?.elements ?? []
        let addresses = places.map { place -> JSON in
            let number = place["publicIpInstanceNo"]?.text ?? ""
            return .string(world[.publicIp, number]?["publicIp"] ?? place["privateIp"]?.text ?? "")
        }
        let rows: [JSON] = places.map { place in
            [
                "zoneCode": place["zoneCode"] ?? "", "subnetNo": place["subnetNo"] ?? "",
                "publicIpInstanceNo": place["publicIpInstanceNo"] ?? "",
            ]
        }
        return ["loadBalancerIpList": .array(addresses), "loadBalancerSubnetList": .array(rows)]
    }

    /// What happens to the public addresses of a balancer that is gone after some seconds.
    static func release(_ balancer: Record, together: Bool, after seconds: Double, _ world: inout World) {
        for place in balancer.attributes["places"]?.elements ?? [] {
            let number = place["publicIpInstanceNo"]?.text ?? ""
            let end = together ? Transition.gone(seconds: seconds) : .after(seconds: seconds, ["holder": ""])
            world.run([end], on: .publicIp, number)
        }
    }
}
