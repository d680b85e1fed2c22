import OrderedJSON

/// Attacks that were seen. Source: security-securitymonitoring, -getidslist, -getidseventdetail; that the calls of Anti-DDoS
/// have the same members is (inferred).
enum SecurityEvents {
    static let kind = RESTKind(
        .securityEvent,
        [
            .post("/getIDSList") { world, call throws(Failure) in try list("IDS", "idsDataList", call, world) },
            .post("/getDDoSList") { world, call throws(Failure) in try list("DDOS", "ddosDataList", call, world) },
            .post("/getIDSEventDetail") { world, call throws(Failure) in detail("IDS", call, world) },
            .post("/getDDoSEventDetail") { world, call throws(Failure) in detail("DDOS", call, world) },
        ])

    /// One that every world has.
    private static let sample = Record(
        id: "IDS/526068433", sequence: 0,
        attributes: [
            "service": "IDS", "ticketId": "526068433", "attackType": "Brute-force", "attackIp": "198.51.100.9",
            "targetIp": "203.0.113.7", "detected": 1_720_000_000_000,
            "report": "Many passwords were tried on one account. Block the address if it is not one of your own.",
            "lbName": "", "lbDomainName": "", "lbInstanceNo": "",
        ])

    private static func events(_ service: String, _ world: World) -> [Record] {
        (world.all(.securityEvent) + [sample]).filter { $0["service"] == service }
    }

    private static func list(
        _ service: String, _ name: String, _ call: RESTCall, _ world: World
    ) throws(Failure) -> Response {
        guard let start = call.body["startDateTime"]?.integer, let end = call.body["endDateTime"]?.integer,
            let page = call.body["page"]?.integer, page > 0, let size = call.body["countPerPage"]?.integer, size > 0
        else { throw .rest(400, "100", "Bad Request") }
        let found = events(service, world).filter { (start...max(start, end)).contains($0.integer("detected")) }
        let shown = found.dropFirst(Int((page - 1) * size)).prefix(Int(size))
        return .ok([
            "returnCode": 0, "returnMessage": "SUCCESS",
            name: .array(shown.map { $0.fields(["ticketId", "attackType", "attackIp", "targetIp"]) }),
        ])
    }

    /// What is answered of a ticket that is not there is (inferred).
    private static func detail(_ service: String, _ call: RESTCall, _ world: World) -> Response {
        let ticket = call.body["ticketId"]?.text ?? ""
        guard let event = events(service, world).first(where: { $0["ticketId"] == ticket }) else {
            return .ok(["returnCode": 0, "returnMessage": "SUCCESS"])
        }
        return .ok(
            JSON.object(["returnCode": 0, "returnMessage": "SUCCESS"]).with(
                event.fields(["lbName", "report", "lbDomainName", "lbInstanceNo"])))
    }
}

extension RESTService {
    static let securityMonitoring = RESTService(
        "/vsecuritymonitoring/v1", naming: .inParameters, [SecurityEvents.kind])
}

extension TableSchema { static let securityEvent = TableSchema("securityEvent", nameAttribute: "ticketId") }
