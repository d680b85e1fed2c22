import Model

/// The records of a zone as manifests have them: one element for each host and type.
enum RecordSet {
    /// That of records whose manifest says none.
    static let usualTTL: Int64 = 300
    static let key = ["host", "type"]
    /// The types that records can be made of. The service has others, which it makes itself: SOA, and DNSKEY, NSEC3 and RRSIG.
    /// Source: pub-global-dns-v2-records-batchcreaterecords, RecordSpec.
    static let types = ["A", "AAAA", "CAA", "CNAME", "DS", "MX", "NS", "PTR", "SPF", "SRV", "TXT"]
    /// How many records a call takes. Source: pub-global-dns-v2-records-batchcreaterecords.
    static let batch = 500

    /// Source: pub-global-dns-v2-records-batchcreaterecords, RecordSpec. The bounds of the TTL are those of DNS. (inferred)
    static let fields = [
        Field("host", .formatted(.recordHost), .required, "The name below the zone, or @ for the zone itself."),
        Field(
            "type", .enumeration(types), .required, "The type."),
        Field(
            "ttl", .integer, .optional, initial: .integer(usualTTL), constraints: [.range(1...2_147_483_647)],
            "Seconds for which resolvers may keep it."),
        Field(
            "values", .set(.formatted(.recordValue)), .required, constraints: [.count(1...500)],
            "One value for each record, such as 203.0.113.10 or 10 mail.example.com."),
    ]

    /// The sets that records make. One with a record that was not applied yet is left out: what is published of it is not known.
    static func sets(of records: [ZoneRecord]) -> Value {
        let sets = Dictionary(grouping: records) { [$0.host, $0.type] }.filter {
            !$0.value.contains { $0.isApplied == false }
        }
        return .list(
            sets.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, records in
                let ttls = Set(records.map(\.ttl))
                return .map([
                    "host": .string(key[0]), "type": .string(key[1]),
                    // Records of one set with different ones are brought to one.
                    "ttl": ttls.count == 1 ? .integer(records[0].ttl) : .null,
                    "values": Value(texts: records.map(\.value).sorted()),
                ])
            })
    }

    /// The records that sets are made of. A value that a set has twice is one record.
    static func records(of sets: Value?) -> [ZoneRecord] {
        (sets?.elements ?? []).flatMap { set -> [ZoneRecord] in
            let members = set.members
            guard let host = members.text("host"), let type = members.text("type") else { return [] }
            var seen: Set<ZoneRecord.Key> = []
            return (members["values"]?.elements ?? []).compactMap(\.spelling).map { value in
                ZoneRecord(
                    host: TextFormat.recordHost.normal(host), type: type.uppercased(), value: value,
                    ttl: members["ttl"]?.integer ?? usualTTL)
            }.filter { seen.insert($0.key).inserted }
        }
    }
}
