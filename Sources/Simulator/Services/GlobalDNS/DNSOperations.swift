import OrderedJSON

/// What goes on at zones: created, changed and deleted ones, and records that are applied. Source:
/// gov-global-dns-v2-type-operation, -operationmetadata; pub-global-dns-v2-domains-getdomainsoperation, -records-getrecordsoperation.
///
/// An operation waits for its turn, verifies and applies, and is done when the name servers follow. How long that takes is
/// (inferred).
enum DNSOperations {
    static let kind = RESTKind(.dnsOperation, routine: proceed)

    private static let applying: Int64 = 2000
    private static let synchronizing: Int64 = 3000

    /// Begins an operation and answers it.
    static func begin(_ type: String, _ resource: String, zone: String, _ world: inout World) -> Response {
        let isBusy = unfinished(resource, zone, world).isEmpty == false
        let id = world.random.uuid()
        let operation = world.insert(
            .dnsOperation, id: id,
            [
                "type": .string(type), "resource": .string(resource), "domainNo": .string(zone), "done": false,
                "started": .integer(world.now), "phase": isBusy ? "WAITING" : "APPLYING",
            ])
        if !isBusy { world.run([.wake(milliseconds: applying)], on: .dnsOperation, id) }
        return answer(operation, world, status: 202)
    }

    /// Somebody applies a zone in the console, by its name.
    static func apply(_ body: JSON, _ world: inout World) throws(Failure) -> JSON {
        guard let name = body["zone"]?.text,
            let zone = world.all(.dnsDomain).first(where: { $0["name"] == name })
        else { throw .rest(404, "300", "give zone, the name of a zone") }
        let begun = begin("UPDATE", "records", zone: zone.id, &world)
        return ["zone": .string(name), "accepted": .bool(begun.status == 202)]
    }

    static func show(
        _ id: String, of resource: String, zone: String?, _ world: World
    ) throws(Failure) -> Response {
        guard let operation = world[.dnsOperation, id], operation["resource"] == resource,
            zone.map({ operation["domainNo"] == $0 }) ?? true
        else { throw .resourceNotFound("operation") }
        return answer(operation, world, status: 200)
    }

    /// The newest first.
    static func shown(_ operations: [Record]) -> [JSON] { operations.reversed().map { render($0, results: nil) } }

    private static func answer(_ operation: Record, _ world: World, status: Int) -> Response {
        var results: JSON?
        if operation.flag("done"), operation["resource"] == "domains",
            let zone = world[.dnsDomain, operation["domainNo"]]
        {
            results = ["0": ["domainNo": GlobalDNS.number(zone.id), "name": .string(zone["name"])]]
        }
        var response = Response.ok(render(operation, results: results), status: status)
        if !operation.flag("done") { response.headers.append(("Retry-After", "1")) }
        return response
    }

    private static func render(_ operation: Record, results: JSON?) -> JSON {
        func moment(_ name: String) -> JSON { .string(Timestamp(milliseconds: operation.integer(name)).universal) }
        var metadata: JSON = [
            "operationType": .string(operation["type"]), "resourceType": .string(operation["resource"]),
            "startDateTime": moment("started"),
        ]
        if operation.flag("done") {
            metadata = metadata.with(["endDateTime": moment("ended")])
        } else {
            metadata = metadata.with(["phase": .string(operation["phase"])])
        }
        var shown: JSON = ["id": .string(operation.id), "done": .bool(operation.flag("done")), "metadata": metadata]
        if let error = operation.value("error") { shown = shown.with(["error": error]) }
        if let results { shown = shown.with(["results": results]) }
        return shown
    }

    // MARK: Proceeding

    private static func unfinished(_ resource: String, _ zone: String, _ world: World) -> [Record] {
        world.records(.dnsOperation, where: "domainNo", is: zone).filter {
            $0["resource"] == resource && !$0.flag("done")
        }
    }

    private static let proceed: @Sendable (inout World, Record) -> Void = { world, operation in
        guard operation["phase"] == "APPLYING" else { return finish(operation, &world) }
        if operation["resource"] == "records" {
            if let error = ZoneRules.problem(of: operation["domainNo"], world) {
                return finish(operation, &world, error: error)
            }
            let zone = DNSRecords.publish(operation["domainNo"], &world)
            world.set(.dnsOperation, operation.id, ["zone": zone])
        }
        world.set(.dnsOperation, operation.id, ["phase": "SYNCHRONIZING"])
        world.run([.wake(milliseconds: synchronizing)], on: .dnsOperation, operation.id)
    }

    private static func finish(_ operation: Record, _ world: inout World, error: JSON? = nil) {
        let zone = operation["domainNo"]
        world.set(
            .dnsOperation, operation.id,
            ["done": true, "ended": .integer(world.now), "phase": "", "error": error ?? .null, "zone": .null])
        if let served = operation.value("zone") { world.set(.dnsDomain, zone, ["served": served]) }
        let rest = unfinished(operation["resource"], zone, world)
        if operation["resource"] == "domains" { settle(operation, isLast: rest.isEmpty, &world) }
        guard let next = rest.first else { return }
        world.set(.dnsOperation, next.id, ["phase": "APPLYING"])
        world.run([.wake(milliseconds: applying)], on: .dnsOperation, next.id)
    }

    private static func settle(_ operation: Record, isLast: Bool, _ world: inout World) {
        let zone = operation["domainNo"]
        if operation["type"] == "DELETE" {
            for record in world.records(.dnsRecord, where: "domainNo", is: zone) { world.remove(.dnsRecord, record.id) }
            world.remove(.dnsDomain, zone)
        } else if isLast {
            world.set(.dnsDomain, zone, ["status": "SUCCEEDED"])
        }
    }
}
