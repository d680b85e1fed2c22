import OrderedJSON

/// Answers queries from what the name servers of zones were told: what was applied, when its operation was done.
enum NameServer {
    /// A record that is served.
    private struct Served {
        let type: String
        let content: String
        let ttl: UInt32
    }

    /// A zone as it is served.
    private struct Zone {
        let name: String
        private let hosts: [String: [Served]]

        init?(_ record: Record) {
            let all = record.attributes["served"]?.elements ?? []
            guard !all.isEmpty else { return nil }
            name = record["name"]
            hosts = Dictionary(grouping: all) { $0["host"]?.text ?? "" }.mapValues { records in
                records.map {
                    Served(
                        type: $0["type"]?.text ?? "", content: $0["content"]?.text ?? "",
                        ttl: UInt32(clamping: $0["ttl"]?.integer ?? 0))
                }
            }
        }

        /// The host in the zone that a name means; nil for a name outside.
        func host(of name: String) -> String? {
            if name == self.name { return "@" }
            guard name.hasSuffix("." + self.name) else { return nil }
            return String(name.dropLast(self.name.count + 1))
        }

        /// The records of a host, or of the wildcard that covers it; nil where the name does not exist.
        func records(of host: String) -> [Served]? {
            if let own = hosts[host] { return own }
            // A name above others exists, without records.
            if hosts.keys.contains(where: { $0.hasSuffix("." + host) }) { return [] }
            var rest = host[...]
            while let dot = rest.firstIndex(of: ".") {
                rest = rest[rest.index(after: dot)...]
                if let wild = hosts["*." + rest] { return wild }
            }
            return host == "@" ? [] : hosts["*"]
        }

        /// The delegation that a host is at or below; nil for none.
        func delegation(of host: String) -> (name: String, servers: [Served])? {
            var rest = host[...]
            while rest != "@" {
                let servers = (hosts[String(rest)] ?? []).filter { $0.type == "NS" }
                if !servers.isEmpty { return ("\(rest).\(name)", servers) }
                guard let dot = rest.firstIndex(of: ".") else { return nil }
                rest = rest[rest.index(after: dot)...]
            }
            return nil
        }

        var start: Served? { hosts["@"]?.first { $0.type == "SOA" } }
    }

    /// The answer to a query; nil for what is none.
    static func answer(_ query: [UInt8], _ world: World) -> [UInt8]? {
        guard let question = DNSQuestion(query) else { return nil }
        var message = DNSMessage(answering: question)
        let zones = world.all(.dnsDomain).compactMap { Zone($0) }.filter { $0.host(of: question.name) != nil }
        // Of nested zones the inner one answers.
        guard let zone = zones.max(by: { $0.name.count < $1.name.count }) else {
            message.status = .refused
            return message.bytes
        }
        resolve(question, in: zone, &message)
        return message.bytes
    }

    private static func resolve(_ question: DNSQuestion, in zone: Zone, _ message: inout DNSMessage) {
        var name = question.name
        // A chain of aliases that does not end is cut.
        for _ in 0..<8 {
            guard let host = zone.host(of: name) else { return }
            if let (child, servers) = zone.delegation(of: host), question.type != "DS" || name != child {
                message.isAuthoritative = !message.answers.isEmpty
                for server in servers { message.addAuthority(child, server.type, server.ttl, server.content) }
                return
            }
            guard let records = zone.records(of: host) else {
                message.status = .noSuchName
                return addStart(of: zone, &message)
            }
            let wanted = records.filter { $0.type == question.type || question.type == "ANY" }
            for record in wanted { message.addAnswer(name, record.type, record.ttl, record.content) }
            guard wanted.isEmpty else { return }
            guard let alias = records.first(where: { $0.type == "CNAME" }) else { return addStart(of: zone, &message) }
            message.addAnswer(name, "CNAME", alias.ttl, alias.content)
            name = DNSName.plain(alias.content)
        }
    }

    private static func addStart(of zone: Zone, _ message: inout DNSMessage) {
        if let start = zone.start { message.addAuthority(zone.name, "SOA", start.ttl, start.content) }
    }
}
