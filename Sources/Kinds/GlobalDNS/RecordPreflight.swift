import Model

/// What can be known of records before they are sent. A zone is published as a whole or not at all: one wrong record would keep
/// all others back.
enum RecordPreflight {
    /// Those that the manifest alone decides.
    static let checks = [values, hosts, names, combinations, circles].map(\.ofManifest)

    /// A record as a manifest has it, and where.
    private struct Written {
        let record: ZoneRecord
        /// That of its value.
        let value: FieldPath
    }

    private static func written(_ subject: Preflight.Subject) -> [Written] {
        (subject.attributes["records"]?.elements ?? []).flatMap { element -> [Written] in
            guard let host = element.members.text("host"), let type = element.members.text("type") else { return [] }
            let key = "\(TextFormat.recordHost.normal(host)) \(type.uppercased())"
            let set = FieldPath("records").appending(element: key)
            return (element.members["values"]?.elements ?? []).enumerated().flatMap { index, value -> [Written] in
                var single = element.members
                single["values"] = .list([value])
                let place = set.appending("values").appending(element: String(index))
                return RecordSet.records(of: .list([.map(single)])).map { Written(record: $0, value: place) }
            }
        }
    }

    /// Values are of their type, as far as a look tells.
    private static let values = Preflight(of: ["records"]) { subject, _ in
        written(subject).compactMap { written in
            let record = written.record
            guard let lacking = RecordForm.lacking(record) else { return nil }
            return Preflight.Problem(
                at: "records", "\(record.host) \(record.type): \"\(record.value)\" is not \(lacking)",
                help: "correct the value", inside: written.value)
        }
    }

    /// A host that repeats the name of its zone, as no record is meant to.
    private static let hosts = Preflight(of: ["name", "records"]) { subject, _ in
        guard let zone = subject.text("name").map(TextFormat.zoneName.normal) else { return [] }
        return (subject.attributes["records"]?.elements ?? []).compactMap { element in
            guard let host = element.members.text("host").map(TextFormat.recordHost.normal),
                host == zone || host.hasSuffix(".\(zone)")
            else { return nil }
            let meant = host == zone ? "\"@\"" : String(host.dropLast(zone.count + 1))
            let key = "\(host) \(element.members.text("type")?.uppercased() ?? "")"
            return Preflight.Problem(
                .warning, at: "records", "host \(host) would be published as \(host).\(zone)",
                help: "did you mean host: \(meant)?",
                inside: FieldPath("records").appending(element: key).appending("host"))
        }
    }

    /// What a host may be called depends on its type and on the zone.
    private static let names = Preflight(of: ["name", "records"]) { subject, _ in
        let zone = subject.text("name") ?? ""
        return (subject.attributes["records"]?.elements ?? []).compactMap { element in
            guard let host = element.members.text("host").map(TextFormat.recordHost.normal),
                let type = element.members.text("type")?.uppercased(), TextFormat.recordHost.violation(of: host) == nil
            else { return nil }
            let place = FieldPath("records").appending(element: "\(host) \(type)").appending("host")
            if host.contains("_"), !RecordForm.typesOfServices.contains(type) {
                return Preflight.Problem(
                    at: "records", "\(host) \(type): the name of such a record cannot contain '_'",
                    help: "use letters, digits and '-'", inside: place)
            }
            guard host.utf8.count + 1 + zone.utf8.count > 253 else { return nil }
            return Preflight.Problem(
                at: "records", "\(host) \(type): with the name of the zone it has more than 253 characters",
                help: "choose a shorter name", inside: place)
        }
    }

    /// A name that stands for itself leads nowhere.
    private static let circles = Preflight(of: ["name", "records"]) { subject, _ in
        guard let zone = subject.text("name").map(TextFormat.zoneName.normal) else { return [] }
        return written(subject).compactMap { written in
            let record = written.record
            let name = record.host == "@" ? zone : "\(record.host).\(zone)"
            guard record.type == "CNAME", TextFormat.recordValue.normal(record.value).lowercased() == name else {
                return nil
            }
            return Preflight.Problem(
                at: "records", "\(record.host) CNAME: \(name) points to itself",
                help: "name the host that it stands for", inside: written.value)
        }
    }

    /// What DNS allows at one host, and the service at the zone itself (pub-global-dns-v2-records-batchcreaterecords).
    private static let combinations = Preflight(of: ["records"]) { subject, _ in
        let all = written(subject)
        let aliases = Set(all.filter { $0.record.type == "CNAME" }.map(\.record.host))
        let crowded = aliases.filter { host in all.count { $0.record.host == host } > 1 }.sorted().map { host in
            Preflight.Problem(
                at: "records", "\(host) has a CNAME record and others",
                help: "a CNAME record must be the only one of its host",
                inside: FieldPath("records").appending(element: "\(host) CNAME"))
        }
        let apex = Set(
            all.filter { $0.record.host == "@" && ["CNAME", "NS", "DS"].contains($0.record.type) }
                .map(\.record.type))
        return crowded
            + apex.sorted().map { type in
                Preflight.Problem(
                    at: "records", "a record of type \(type) cannot be at the zone itself",
                    help: type == "CNAME"
                        ? "use A or AAAA records" : "the service sets it; use it for names below the zone",
                    inside: FieldPath("records").appending(element: "@ \(type)"))
            }
    }
}

extension RecordPreflight {
    /// One apply publishes the changes of everyone: a zone in which others left some unapplied is not published. What waits and
    /// is desired comes from an earlier run. Source: pub-global-dns-v2-records-applyrecords.
    static let unapplied = Preflight(of: ["records"]) { subject, scene in
        guard !subject.isNew, !subject.isResumed,
            let zone = scene.all("DnsZone").first(where: { $0.address == subject.address })
        else { return [] }
        let own = Set(RecordSet.records(of: subject.attributes["records"]).map(\.text))
        let foreign = (zone.attributes["unapplied"]?.elements ?? []).compactMap(\.text).filter { !own.contains($0) }
        guard !foreign.isEmpty else { return [] }
        let name = subject.text("name") ?? subject.address.name
        return [
            Preflight.Problem(
                at: "records",
                "\(name) has \(Counted.of(foreign.count, "record")) that someone else changed and did not apply",
                notes: Array(foreign.prefix(10)),
                help:
                    "one apply publishes all changes of a zone: apply or roll back theirs in the console, then run again"
            )
        ]
    }
}
