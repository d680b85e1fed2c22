import Model
import OrderedJSON

/// One record of a zone as the service keeps it: one value of a record set. Source: pub-global-dns-v2-records-listrecords,
/// gov-global-dns-v2-records-getrecord.
struct ZoneRecord: Hashable, Sendable {
    /// Nil for one that is still to be made.
    var number: Int64?
    let host: String
    let type: String
    let value: String
    let ttl: Int64
    /// Whether the name servers were told of it as it is; nil where the answer does not say. (inferred: the name; API 1.0 calls
    /// it `applyYn`, and that is taken too)
    var isApplied: Bool? = true
    /// Whether the service made it with the zone; nil where the answer does not say.
    var isDefault: Bool? = false
    /// Whether it stands for a load balancer, or for another record.
    var isAlias = false

    /// What tells it from others.
    struct Key: Hashable, Sendable {
        let host: String
        let type: String
        let value: String
    }

    var key: Key { Key(host: host, type: type, value: TextFormat.recordValue.normal(value)) }

    /// As people write one.
    var text: String { "\(host) \(type) \(TextFormat.recordValue.normal(value)) \(ttl)" }

    /// Whether it is the service's own, whatever the answer says of it: what that made with the zone, NS of the zone itself, and
    /// types that no manifest can have, such as SOA and those of a signed zone (DNSKEY, NSEC3, RRSIG).
    var isOfService: Bool {
        isDefault == true || !RecordSet.types.contains(type) || (type == "NS" && host == Self.apex)
    }

    /// Whether nacre may change it.
    var isPlain: Bool { !isOfService && !isAlias }

    /// Whether somebody changed it, and the next apply publishes that.
    var isWaiting: Bool { isApplied == false && !isOfService }

    /// The host of the records of the zone itself.
    private static let apex = "@"

    /// Whether it says the same.
    func says(_ other: ZoneRecord) -> Bool { key == other.key && ttl == other.ttl }

    /// The same content under the number of another one.
    func replacing(_ other: ZoneRecord) -> ZoneRecord {
        var record = self
        record.number = other.number
        return record
    }
}

extension ZoneRecord {
    /// Out of an answer; nil for what is no record.
    init?(_ wire: JSON) {
        guard let number = wire["recordNo"]?.integer, let type = wire.nonEmpty("type") else { return nil }
        self.number = number
        host = (wire.nonEmpty("host") ?? Self.apex).lowercased()
        self.type = type.uppercased()
        value = wire["content"]?.text ?? ""
        ttl = wire["ttl"]?.integer ?? RecordSet.usualTTL
        isApplied = wire["applied"]?.bool ?? wire["applyYn"]?.bool
        isDefault = wire["defaultRecord"]?.bool ?? wire["defaultYn"]?.bool
        isAlias = ["aliasNo", "loadBalancerNo"].contains { wire[$0]?.integer != nil }
    }

    /// The whole of it, as calls take it: what is left out is reset. Source: pub-global-dns-v2-records-batchupdaterecords.
    var wire: JSON {
        JSON(present: [
            "recordNo": number.map(JSON.integer), "host": .string(host), "type": .string(type),
            "content": .string(value),
            "ttl": .integer(ttl),
        ])
    }
}
