import OrderedJSON

/// Attacks that were seen. Source: security-securitymonitoring, -getidslist, -getipslist, -getwaflist, -getddoslist, -getavlist,
/// -getidseventdetail; that the detail of Anti-DDoS has the same members, and the members of events of Anti-Virus, are
/// (inferred).
enum SecurityEvents {
    static let kind = RESTKind(
        .securityEvent,
        [
            .post("/getIDSList") { world, call throws(Failure) in try list("IDS", "idsDataList", call, world) },
            .post("/getIPSList") { world, call throws(Failure) in try list("IPS", "ipsDataList", call, world) },
            .post("/getWAFList") { world, call throws(Failure) in try list("WAF", "wafDataList", call, world) },
            .post("/getDDoSList") { world, call throws(Failure) in try list("DDOS", "ddosDataList", call, world) },
            .post("/getAVList") { world, call throws(Failure) in try list("AV", "antiVirusDataList", call, world) },
            .post("/getIDSEventDetail") { world, call throws(Failure) in detail("IDS", call, world) },
            .post("/getDDoSEventDetail") { world, call throws(Failure) in detail("DDOS", call, world) },
        ])

    private static func events(_ service: String, _ world: World) -> [Record] {
        (world.all(.securityEvent) + SecurityEventSamples.all).filter { $0["service"] == service }
    }

    private static func list(
        _ service: String, _ name: String, _ call: RESTCall, _ world: World
    ) throws(Failure) -> Response {
        let order = call.body["order"]?.text ?? "desc"
        guard let start = call.body["startDateTime"]?.integer, let end = call.body["endDateTime"]?.integer,
            let page = call.body["page"]?.integer, page > 0, let size = call.body["countPerPage"]?.integer, size > 0,
            order == "asc" || order == "desc"
        else { throw .rest(400, "100", "Bad Request") }
        let found = events(service, world).filter { (start...max(start, end)).contains($0.integer("detected")) }
        let sorted = found.sorted { one, other in
            let isEarlier = one.integer("detected") < other.integer("detected")
            return order == "asc" ? isEarlier : !isEarlier && one.integer("detected") != other.integer("detected")
        }
        let shown = sorted.dropFirst(Int(clamping: (page - 1) * size)).prefix(Int(clamping: size))
        return .ok([
            "returnCode": 0, name: .array(shown.map(row)), "returnMessage": "SUCCESS",
            "totalRows": .integer(Int64(found.count)), "page": .integer(page),
        ])
    }

    /// Moments and ports are texts.
    private static func row(_ event: Record) -> JSON {
        let own: JSON = ["date": .string(String(event.integer("detected")))]
        return event.fields([
            "ticketId", "product", "eventNm", "attackType", "attackerIp", "attackerPort", "targetIp", "targetPort",
            "protocol", "detect", "malwareType", "infectedServerIp", "detectionPath", "region", "zoneName", "platForm",
            "vpcName",
        ]).with(own)
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
