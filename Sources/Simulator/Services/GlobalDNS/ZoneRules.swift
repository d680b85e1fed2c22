import OrderedJSON

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What records may say, one by one and together. Source: pub-global-dns-v2-records-batchcreaterecords, RecordSpec;
/// -applyrecords. What each type takes is that of DNS. (inferred)
enum ZoneRules {
    private static let types: Set<String> = [
        "A", "AAAA", "CAA", "CNAME", "DS", "MX", "NS", "PTR", "SPF", "SRV", "TXT",
    ]

    /// The types of records that the service makes itself: those of a zone and of its signature.
    static let ofService: Set<String> = ["SOA", "DNSKEY", "NSEC3", "RRSIG"]

    /// Whether nobody deletes a record, and it keeps no zone from being deleted.
    static func isKept(_ record: Record) -> Bool {
        record.flag("defaultRecord") || ofService.contains(record["type"])
    }

    /// The values of a batch; one that is not valid refuses all, and is named by its place.
    /// - Parameter own: the number of the record that an element replaces.
    static func checked(
        _ specs: [JSON], in zone: Record, _ world: World, own: (JSON) -> String?
    ) throws(Failure) -> [[String: JSON]] {
        let replaced = Set(specs.compactMap(own))
        let others = DNSRecords.present(in: zone.id, world).filter { !replaced.contains($0.id) }
        var known = Set(others.map { [$0["host"], $0["type"], $0["content"]] })
        var all: [[String: JSON]] = []
        for (index, spec) in specs.enumerated() {
            guard let values = values(of: spec) else {
                throw Failure.standard(400, "InvalidParameter", "A record is not valid.").at(index)
            }
            let isNew = known.insert(["host", "type", "content"].map { values[$0]?.text ?? "" }).inserted
            guard isNew else {
                throw Failure.standard(400, "AlreadyExists", "The record already exists.").at(index)
            }
            all.append(values)
        }
        return all
    }

    /// The apex NS keeps all but its TTL, the other default records everything.
    static func requireUntouched(_ record: Record, by values: [String: JSON]) throws(Failure) {
        let mayChange = record["type"] == "NS" ? ["ttl"] : []
        let isKept = ["host", "type", "content", "ttl"].allSatisfy {
            mayChange.contains($0) || values[$0] == record.attributes[$0]
        }
        guard isKept else { throw .standard(400, "InvalidOperation", "The record is managed by the system.") }
    }

    private static func values(of spec: JSON) -> [String: JSON]? {
        let host = (spec["host"]?.text.flatMap { $0.isEmpty ? nil : $0 } ?? "@").lowercased()
        guard let type = spec["type"]?.text, isHost(host, type), case .string(let content)? = spec["content"],
            !content.isEmpty,
            case .integer(let ttl)? = spec["ttl"], (1...Int64(Int32.max)).contains(ttl), fits(content, type)
        else { return nil }
        let isSystems = ofService.contains(type)
        // NS and DS delegate what is below the zone.
        let isApex = host == "@" && (type == "NS" || type == "DS")
        guard !isApex || spec["recordNo"] != nil, types.contains(type) || isSystems && spec["recordNo"] != nil else {
            return nil
        }
        return [
            "host": .string(host), "type": .string(type), "content": .string(content), "ttl": .integer(ttl),
            "aliasNo": spec["aliasNo"] ?? .null, "loadBalancerNo": spec["loadBalancerNo"] ?? .null,
            "loadBalancerRegionCode": spec["loadBalancerRegionCode"] ?? .null,
        ]
    }

    /// The documents allow no `_`. Records of these types have it as a rule, in `_dmarc` and in `_sip._tcp`: they may. (inferred)
    private static let underscored: Set<String> = ["CNAME", "NS", "PTR", "SPF", "SRV", "TXT"]

    private static func isHost(_ host: String, _ type: String) -> Bool {
        let name = underscored.contains(type) ? host.replacing("_", with: "x") : host
        return name == "@"
            || name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
                $0 == "*" || DNSLabel.isPlain($0)
            }
    }

    private static func fits(_ content: String, _ type: String) -> Bool {
        let words = content.split(separator: " ")
        switch type {
        case "A":
            var address = in_addr()
            return inet_pton(AF_INET, content, &address) == 1
        case "AAAA":
            var address = in6_addr()
            return inet_pton(AF_INET6, content, &address) == 1
        case "MX": return words.count == 2 && UInt16(words[0]) != nil
        case "SRV": return words.count == 4 && words.dropLast().allSatisfy { UInt16($0) != nil }
        case "CNAME", "NS", "PTR": return words.count == 1
        default: return true
        }
    }

    /// What keeps a zone from being applied; nil for nothing.
    static func problem(of zone: String, _ world: World) -> JSON? {
        let hosts = Dictionary(grouping: DNSRecords.present(in: zone, world)) { $0["host"] }
        let crowded = hosts.filter { $0.value.count > 1 && $0.value.contains { $0["type"] == "CNAME" } }.keys.sorted()
        let apex = hosts["@"]?.contains { $0["type"] == "CNAME" } == true ? ["@"] : []
        guard let host = (crowded + apex).first else { return nil }
        return [
            "errorCode": "InvalidOperation", "message": "The zone is not valid.",
            "detail": .string("A CNAME record of \(host) is not alone."), "fieldErrors": [],
        ]
    }
}
