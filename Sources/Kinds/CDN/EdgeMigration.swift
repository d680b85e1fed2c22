import Model
import NcloudClient

/// Manifests of edges that serve what some CDN+ or Global CDN instances serve.
///
/// What the instances show decides as much as it can. No document says what their codes mean: they are read by their words.
struct EdgeMigration {
    static let toEdge = Migration(to: .edge) { instances, _ throws(APIFailure) in draft(of: instances) }

    /// A pure function of what was read.
    static func draft(of instances: [LiveObject]) -> MigrationDraft {
        var migration = EdgeMigration()
        migration.write(instances)
        return MigrationDraft(migration.drafts, remarks: heading + migration.remarks(on: instances))
    }

    private var names = SuccessorNames(filler: "cdn")
    private var drafts: [ManifestDraft] = []
    /// What differs from the instances in particular.
    private(set) var losses: [String] = []
    /// What to say behind the fields of the edge that is written.
    private var asides: [String: String] = [:]
    private var instance = LiveObject(kind: "", id: "", attributes: [:])

    private mutating func write(_ instances: [LiveObject]) {
        let profile = names.address("EdgeProfile", "cdn")
        drafts.append(ManifestDraft(of: profile, [:]))
        for instance in instances {
            self.instance = instance
            asides = [:]
            let name = instance.name ?? instance.id
            let address = names.address("Edge", name)
            if address.name != name { lose("is written as \(address.name)") }
            var edge: Attributes = ["profile": .reference(Reference(profile)), "area": .string(area)]
            asides["area"] = "an example: KOREA, JAPAN or GLOBAL"
            edge.merge(serving()) { $1 }
            edge.merge(cached()) { $1 }
            edge.merge(access()) { $1 }
            drafts.append(ManifestDraft(of: address, edge, remarks: asides))
        }
    }

    private var area: String { instance.kind == CdnFamily.global.kind ? "GLOBAL" : "KOREA" }

    private func code(_ field: String) -> String { instance.attributes.text(field)?.uppercased() ?? "" }

    private func flag(_ field: String) -> Value { Value(instance.attributes[field]?.bool) }

    private mutating func lose(_ what: String) { losses.append("\(instance.name ?? instance.id): \(what).") }
}

// MARK: What it serves

extension EdgeMigration {
    private mutating func serving() -> Attributes {
        let spoken = code("protocol")
        if !spoken.isEmpty { asides["protocol"] = "was \(spoken)" }
        return [
            "protocol": spoken == "HTTP" || spoken == "HTTPS" ? .string(spoken) : "ALL", "origin": origin(),
            "compression": flag("compression"), "largeFiles": flag("largeFiles"),
        ]
    }

    private mutating func origin() -> Value {
        let members = instance.attributes["origin"]?.members ?? [:]
        let place = OriginPlace(members)
        asides["origin"] = place.host.map { _ in "was \(members.text("host") ?? "")" } ?? "not shown: write its host"
        for note in place.notes { lose(note) }
        var origin: Attributes = [
            "type": "CUSTOM", "host": .string(place.host ?? "origin.example.com"), "protocol": .string(place.spoken),
            "port": .integer(place.port), "path": Value(place.path),
        ]
        let header = members.text("hostHeader")?.uppercased() ?? ""
        switch members.text("hostName") {
        case _ where header.contains("ORIGIN"): origin["hostHeader"] = "ORIGIN_HOSTNAME"
        case _ where header.contains("INCOMING"): origin["hostHeader"] = "INCOMING_HOST_HEADER"
        case let name?:
            origin["hostHeader"] = "CUSTOM"
            origin["hostName"] = .string(name)
        case nil:
            if !header.isEmpty { lose("the host header \(header) is not known: the origin is sent that of the caller") }
        }
        return .present(origin)
    }
}

// MARK: What it caches

extension EdgeMigration {
    private mutating func cached() -> Attributes {
        var cached: Attributes = ["caching": caching(), "removeVary": flag("removeVary")]
        let host = code("cacheKeyHost")
        if host.contains("ORIGIN") { cached["cacheKeyHost"] = "ORIGIN_HOSTNAME" }
        if host.contains("INCOMING") { cached["cacheKeyHost"] = "INCOMING_HOST_HEADER" }
        if let ignores = instance.attributes["ignoreQueryStrings"]?.bool {
            cached["queryStrings"] = ["mode": ignores ? "ALL_IGNORED" : "ALL_ALLOWED"]
        }
        return cached
    }

    private mutating func caching() -> Value {
        let members = instance.attributes["caching"]?.members ?? [:]
        let mode = members.text("mode")?.uppercased() ?? ""
        let time = members.text("time")
        guard !mode.isEmpty else { return .null }
        asides["caching"] = "was \([mode, time].compactMap(\.self).joined(separator: ", "))"
        if mode.contains("BYPASS") || mode.contains("NO_STORE") { return ["mode": "BYPASS_CACHE"] }
        if let time, let age = CacheAge(time) {
            if mode.contains("ORIGIN") { lose("the caching option \(mode) is written as a time: compare it") }
            return ["mode": "CACHING", "age": .integer(age.number), "ageUnit": .string(age.unit)]
        }
        if mode.contains("ORIGIN") || mode.contains("HEADER") { return ["mode": "ORIGIN_CACHE_CONTROL_HEADER"] }
        lose("the caching option \(mode) is not known: content is cached for 7 days")
        return .null
    }
}

// MARK: Who may call it

extension EdgeMigration {
    /// An edge takes so many referers (``EdgeSettings``).
    private static let mostReferers = 50

    private mutating func access() -> Attributes {
        let referers = instance.attributes["referers"]?.elements ?? []
        if referers.count > Self.mostReferers {
            lose("\(referers.count - Self.mostReferers) referers are missing: an edge has \(Self.mostReferers) at most")
        }
        if !referers.isEmpty {
            let isRestricted = instance.attributes["restrictReferers"]?.bool == true
            asides["referers"] = "restrictReferers was \(isRestricted): compare accessMode"
        }
        if instance.attributes["signedUrls"]?.bool == true {
            lose("URLs needed a secure token; nacre has no field for signed URLs, so set them up in the console first")
        }
        if let container = instance.attributes.text("logContainer") {
            lose("logs went to \(container) in File Storage; an edge writes them to a bucket: set logging")
        }
        for field in ["liveTranscoders", "imageOptimizer"] where instance.attributes.isUsed(field) {
            lose("it is for other services (\(field)), which must be pointed at the edge")
        }
        return ["referers": referers.isEmpty ? .null : .list(Array(referers.prefix(Self.mostReferers)))]
    }
}

extension Attributes {
    /// Whether a field has a text, or a list with elements.
    fileprivate func isUsed(_ field: String) -> Bool { text(field) != nil || !(self[field]?.elements.isEmpty ?? true) }
}
