import Model
import NcloudClient
import OrderedJSON

/// Zones are made, changed and deleted by operations. Source: api/other-services.md §4; pub-global-dns-v2-domains-….
struct DnsZoneOperations: Operations {
    static let operations = "/domains/operations"

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let name = desired.text("name") ?? desired.address.name
        let body = Self.settings(
            desired.bool("dnssec"), desired.text("description"), besides: [("name", .string(name))])
        // The number of the zone comes when its operation is done, and until then the list shows it.
        let id = try await session.create(.rest(.globalDNS, .post, "/domains", body: body)) { answer in
            Creation(id: answer["results"]?["0"]?.nonEmpty("domainNo"))
        }
        let made = try await session.wait(for: id, until: .ready)
        var zone = made ?? LiveObject(kind: "DnsZone", id: id, attributes: [:])
        zone.attributes["records"] = zone.attributes["records"] ?? []
        let object = ManagedObject(zone, to: desired, through: session)
        guard object.differs("records") else { return }
        try await ZonePublication(of: object).bring(to: RecordSet.records(of: desired.attributes["records"]))
        try await object.wait(until: .ready)
    }

    func update(_ zone: ManagedObject) async throws(StepFailure) {
        try await zone.awaitEarlierOperation(of: .globalDNS)
        if zone.differs("dnssec", "description") {
            try Self.refuseUnknownSettings(of: zone)
            let body = Self.settings(zone.value("dnssec")?.bool, zone.value("description")?.text)
            let failure = try await zone.carryOut(
                .rest(.globalDNS, .put, "/domains/\(zone.id)", body: body), operationsAt: Self.operations)
            if let failure { throw .diagnostic(failure.diagnostic("the zone was not changed")) }
        }
        if zone.differs("records") || zone.desired.isResumed, let sets = zone.desired.attributes["records"] {
            try await ZonePublication(of: zone).bring(to: RecordSet.records(of: sets))
        }
        try await zone.wait(until: .ready)
    }

    /// The service refuses to delete a zone with records besides its own.
    func delete(_ zone: ManagedObject) async throws(StepFailure) {
        try await zone.awaitEarlierOperation(of: .globalDNS)
        try await ZonePublication(of: zone).clear()
        try await zone.delete(.rest(.globalDNS, .delete, "/domains/\(zone.id)"))
        try await zone.wait(until: .gone)
    }

    /// Stops a change that would reset a setting which neither the manifest gives nor the cloud has shown.
    private static func refuseUnknownSettings(of zone: ManagedObject) throws(StepFailure) {
        let unknown = ["dnssec", "description"].filter { field in
            zone.desired.attributes[field] == nil && zone.live.attributes[field] ?? .null == .null
        }
        guard !unknown.isEmpty else { return }
        let names = unknown.joined(separator: " and ")
        throw .diagnostic(
            Diagnostic(
                code: "unknown-settings",
                "\(zone.text("name") ?? zone.id) is not changed: the cloud does not show its \(names), and the call would reset it",
                help: "set \(names) in the manifest, and run again"))
    }

    /// The settings as a whole: a call resets what it does not give.
    private static func settings(_ dnssec: Bool?, _ description: String?, besides: [(String, JSON)] = []) -> JSON {
        let text = description.flatMap { $0.isEmpty ? nil : JSON.string($0) }
        return JSON(present: besides + [("dnssecEnabled", .bool(dnssec ?? false)), ("description", text ?? .null)])
    }
}

extension OperationFailure {
    func diagnostic(_ what: String, help: String? = nil) -> Diagnostic {
        let words = message.isEmpty ? code : "\(message) (\(code))"
        return Diagnostic(code: "operation", "\(what): \(words)", help: help)
    }
}

// MARK: Reading

extension DnsZoneOperations {
    private static let columns: [Column] = [
        .text("name", "name"),
        // One that is not set is shown as null; one that is not shown is not known.
        .value("description") { $0.members["description"].map { Value.string($0.text ?? "") } ?? Value.null },
        .value("dnssec") { Value($0["dnssecEnabled"]?.bool) }, .plainStatus("status"),
    ]

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let zones = try await Self.listed(from: cloud)
        return try await zones.concurrentlyReading { zone throws(APIFailure) -> LiveObject? in
            guard scope.wants(id: zone.id, name: zone.name), scope.asks(for: "records", "nameServers", "unapplied")
            else {
                return zone
            }
            guard let records = try await Self.records(of: zone.id, from: cloud) else { return nil }
            return zone.adding(Self.attributes(of: records))
        }.compactMap(\.self)
    }

    private static func listed(from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await cloud.pages(of: .rest(.globalDNS, .get, "/domains"), .standard(list: "domains")).compactMap { wire in
            wire.nonEmpty("domainNo").map { columns.object("DnsZone", id: $0, wire) }
        }
    }

    /// The records of a zone; nil when it went away meanwhile. Of a zone that is not there the service says the same as of one
    /// that the key may not see: only the list tells.
    static func records(of id: String, from cloud: any APICaller) async throws(APIFailure) -> [ZoneRecord]? {
        try await cloud.unlessMissing { () throws(APIFailure) in
            try await cloud.pages(
                of: .rest(.globalDNS, .get, "/domains/\(id)/records"), .standard(list: "records")
            ).compactMap { ZoneRecord($0) }
        } isThere: { () throws(APIFailure) in
            try await listed(from: cloud).contains { $0.id == id }
        }
    }

    private static func attributes(of records: [ZoneRecord]) -> Attributes {
        let plain = records.filter(\.isPlain)
        let servers = records.filter { $0.isOfService && $0.type == "NS" }.map {
            TextFormat.recordValue.normal($0.value)
        }
        return [
            "records": RecordSet.sets(of: plain), "nameServers": Value(texts: servers.sorted()),
            "unapplied": Value(texts: records.filter(\.isWaiting).map(\.text).sorted()),
        ]
    }
}
