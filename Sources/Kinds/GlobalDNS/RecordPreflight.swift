import Model

/// What can be known of records before they are sent. A zone is published as a whole or not at all: one wrong record would keep
/// all others back.
enum RecordPreflight {
    static let checks = [values, combinations, circles]

    /// Values are of their type, as far as a look tells.
    private static let values = Preflight(of: ["records"]) { subject, _ in
        RecordSet.records(of: subject.attributes["records"]).compactMap { record in
            guard let wanted = form(of: record) else { return nil }
            return Preflight.Problem(
                at: "records", "\(record.host) \(record.type): \"\(record.value)\" is not \(wanted)",
                help: "correct the value")
        }
    }

    /// The form that the value lacks; nil where it has it.
    private static func form(of record: ZoneRecord) -> String? {
        let words = record.value.split(separator: " ")
        switch record.type {
        case "A": return IPv4Range.address(record.value) == nil ? "an IPv4 address" : nil
        case "AAAA":
            let isMade =
                record.value.contains(":") && record.value.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
            return isMade ? nil : "an IPv6 address"
        case "MX":
            return words.count == 2 && Int(words[0]) != nil ? nil : "a priority and a host, such as 10 mail.example.com"
        case "SRV":
            let isMade = words.count == 4 && words.dropLast().allSatisfy { Int($0) != nil }
            return isMade ? nil : "priority, weight, port and host, such as 0 5 5060 sip.example.com"
        case "CNAME", "NS", "PTR": return words.count == 1 ? nil : "a host name"
        default: return nil
        }
    }

    /// A name that stands for itself leads nowhere.
    private static let circles = Preflight(of: ["name", "records"]) { subject, _ in
        guard let zone = subject.text("name").map(TextFormat.zoneName.normal) else { return [] }
        return RecordSet.records(of: subject.attributes["records"]).compactMap { record in
            let name = record.host == "@" ? zone : "\(record.host).\(zone)"
            guard record.type == "CNAME", TextFormat.recordValue.normal(record.value).lowercased() == name else {
                return nil
            }
            return Preflight.Problem(
                at: "records", "\(record.host) CNAME: \(name) points to itself",
                help: "name the host that it stands for")
        }
    }

    /// What DNS allows at one host, and the service at the zone itself (pub-global-dns-v2-records-batchcreaterecords).
    private static let combinations = Preflight(of: ["records"]) { subject, _ in
        let records = RecordSet.records(of: subject.attributes["records"])
        let aliases = Set(records.filter { $0.type == "CNAME" }.map(\.host))
        let crowded = aliases.filter { host in records.count { $0.host == host } > 1 }.sorted().map { host in
            Preflight.Problem(
                at: "records", "\(host) has a CNAME record and others",
                help: "a CNAME record must be the only one of its host")
        }
        let apex = records.filter { $0.host == "@" && ["CNAME", "NS", "DS"].contains($0.type) }.map(\.type)
        return crowded
            + Set(apex).sorted().map { type in
                Preflight.Problem(
                    at: "records", "a \(type) record cannot be at the zone itself",
                    help: type == "CNAME"
                        ? "use A or AAAA records" : "the service sets it; use it for names below the zone")
            }
    }
}
