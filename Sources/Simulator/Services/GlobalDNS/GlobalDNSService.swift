import OrderedJSON

/// Global DNS, API 2.0: zones, their records, and operations for what takes its time. Source: the pages of pub-global-dns-v2 and
/// gov-global-dns-v2; api/other-services.md §1, §4.
enum GlobalDNS {
    /// What a call about one zone does.
    typealias ZoneHandler = @Sendable (inout World, Record, RESTCall) throws(Failure) -> Response

    /// A call about one zone. Numbers of others and unknown ones are not told apart.
    static func zone(_ method: String, _ path: String, _ handler: @escaping ZoneHandler) -> RESTRoute {
        RESTRoute(method, "/domains/:" + path) { world, call throws(Failure) in
            guard let zone = world[.dnsDomain, call.ids.first ?? ""] else { throw .forbidden }
            return try handler(&world, zone, call)
        }
    }

    /// One page of a list. The documents name the members beside the list; that it is called `content`, as in API 1.0, is
    /// (inferred).
    static func page(_ all: [JSON], _ call: RESTCall) throws(Failure) -> Response {
        let number = try whole(call, "pageNo", in: 0...Int64(Int32.max)) ?? 0
        let size = try whole(call, "pageSize", in: 1...1000) ?? 20
        let total = Int64(all.count)
        return .ok([
            "pageNo": .integer(number), "pageSize": .integer(size), "totalElements": .integer(total),
            "totalPages": .integer((total + size - 1) / size),
            "content": .array(Array(all.dropFirst(Int(number * size)).prefix(Int(size)))),
        ])
    }

    private static func whole(
        _ call: RESTCall, _ name: String, in range: ClosedRange<Int64>
    ) throws(Failure) -> Int64? {
        guard let text = call.query.text(name) else { return nil }
        guard let value = Int64(text), range.contains(value) else { throw .invalidParameter(name) }
        return value
    }

    static func number(_ id: String) -> JSON { .integer(Int64(id) ?? 0) }
}

extension Failure {
    /// A refusal by a standardized service; its code is a word.
    static func standard(_ status: Int, _ code: String, _ message: String, _ detail: String = "") -> Failure {
        Failure(layer: .standard, status: status, code: code, message: message, details: detail)
    }

    /// The same for an element of a batch, none of which is done then.
    func at(_ index: Int) -> Failure {
        var failure = self
        failure.elements = [index]
        return failure
    }

    static let forbidden = standard(403, "Forbidden", "Access to the resource is denied.")

    static func invalidParameter(_ name: String, _ detail: String = "") -> Failure {
        .standard(400, "InvalidParameter", "\(name) is not valid.", detail)
    }

    static func resourceNotFound(_ what: String) -> Failure {
        .standard(404, "ResourceNotFound", "The \(what) does not exist.")
    }
}

extension RESTService {
    static let globalDNS = RESTService(
        "/dns/v2", naming: .inPath, [DNSZones.kind, DNSRecords.kind, DNSOperations.kind])
}

extension NumberFamily {
    static let dnsDomain = NumberFamily(name: "dnsDomain", first: 120)
    static let dnsRecord = NumberFamily(name: "dnsRecord", first: 5001)
}

extension TableSchema {
    static let dnsDomain = TableSchema("dnsDomain", nameAttribute: "name", numbers: .dnsDomain, indexes: ["name"])
    static let dnsRecord = TableSchema("dnsRecord", nameAttribute: "name", numbers: .dnsRecord, indexes: ["domainNo"])
    static let dnsOperation = TableSchema("dnsOperation", nameAttribute: "id", indexes: ["domainNo"])
}
