import Model
import NcloudClient
import OrderedJSON

struct ClassicServerOperations: Operations {
    let commands = ServerCommands(service: .server)

    /// The servers of all zones and regions: without a zone, a list is about the first one only (page
    /// compute-server-getserverinstancelist).
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let zones = try await ClassicZone.all(from: cloud)
        let servers = try await zones.concurrentlyReading { zone throws(APIFailure) in
            try await ClassicServerList.read(in: zone, scope, from: cloud).objects
        }.flatMap(\.self)
        var seen: Set<String> = []
        // A service that pays no heed to the zone lists the same servers for each.
        return servers.filter { seen.insert($0.id).inserted }
    }

    /// There is no call for one server; the list of its zone, narrowed to its number, is one.
    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        guard let zone = attributes.text("zoneNumber") else { return .notOffered }
        let place = ClassicZone(number: zone, region: attributes.text("regionNumber"))
        var parameters = place.parameters
        parameters.add("serverInstanceNoList", [id])
        return try await cloud.detail(
            .action(.server, "getServerInstanceList", parameters), of: id, under: "serverInstanceList"
        ) { wire throws(APIFailure) in
            try await ClassicServerList.read(wire, in: place, from: cloud).objects.first
        }
    }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        throw .refused(
            "nacre does not create servers in the Classic environment",
            help: "create a Server in a VPC, or use the name of an existing classic server, which is then imported")
    }

    func update(_ object: ManagedObject) async throws(StepFailure) {
        let server = try await commands.rest(object)
        try await commands.protect(server)
        try await commands.resize(
            server, ["serverProduct"], by: ["serverProductCode": server.desired.text("serverProduct")])
    }

    func delete(_ object: ManagedObject) async throws(StepFailure) {
        // A termination that an earlier run asked for takes no further command.
        guard object.live.serverState.operation != "TERMT" else {
            try await object.wait(until: .gone)
            return
        }
        let server = try await commands.rest(object)
        // The plan has seen to it that the protection is nacre's own to lift, and has shown it (``Safeguard``).
        if server.live.attributes["protectTermination"]?.bool == true { try await commands.protect(server, false) }
        if server.live.serverState.isRunning { try await commands.stop(server) }
        try await commands.terminate(server)
    }
}
