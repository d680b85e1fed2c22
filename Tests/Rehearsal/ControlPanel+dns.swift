import OrderedJSON

extension ControlPanel {
    /// Somebody edits the records of a zone in the console, and applies the edit or does not.
    public func edit(zone name: String, adding record: JSON, applying: Bool) async throws {
        guard let zone = try await objects("dnsDomain").first(where: { $0["name"]?.text == name })?["id"]?.text else {
            throw Refused(description: "there is no zone \(name)")
        }
        let path = "/dns/v2/domains/\(zone)/records"
        _ = try await signed(.post, path, record)
        guard applying else { return }
        _ = try await signed(.post, path + "/apply", [:])
        try await advance(seconds: 60)
    }

    /// Somebody gives the records of a host and type another value in the console, and does not apply that.
    public func edit(zone name: String, _ host: String, _ type: String, to content: String) async throws {
        guard let zone = try await objects("dnsDomain").first(where: { $0["name"]?.text == name })?["id"]?.text else {
            throw Refused(description: "there is no zone \(name)")
        }
        for record in try await objects("dnsRecord") where record["host"]?.text == host && record["type"]?.text == type
        {
            let changed: JSON = [
                "host": .string(host), "type": .string(type), "content": .string(content),
                "ttl": record["ttl"] ?? 300,
            ]
            _ = try await signed(.put, "/dns/v2/domains/\(zone)/records/\(record["id"]?.text ?? "")", changed)
        }
    }

    /// What the name servers of a zone say: `www A 192.0.2.1 300`, without the records of the zone itself.
    public func served(_ name: String) async throws -> [String] {
        let zone = try await objects("dnsDomain").first { $0["name"]?.text == name }
        let records = zone?["served"]?.elements ?? []
        return records.filter { !["SOA", "NS"].contains($0["type"]?.text) }.map { record in
            ["host", "type", "content", "ttl"].map { record[$0]?.text ?? "" }.joined(separator: " ")
        }.sorted()
    }
}
