import Model

/// What caches are checked for. Source: api/clouddb.md §5.
enum CachePreflight {
    /// The version of a config group is the number of an engine, and the mode behind it: `7.0.13-simple`.
    private struct GroupVersion {
        let engine: String
        let mode: String

        init?(_ text: String?) {
            let parts = (text ?? "").split(separator: "-")
            guard parts.count == 2, let engine = parts.first, let mode = parts.last else { return nil }
            self.engine = String(engine)
            self.mode = mode.uppercased()
        }
    }

    /// An engine of that version is offered: otherwise no instance could use the group.
    static let version = Preflight(of: ["version"], reading: ["CacheImage"]) { subject, scene in
        guard let version = GroupVersion(subject.text("version")) else { return [] }
        let offered = scene.all("CacheImage").flatMap(\.engineVersions)
        guard !offered.isEmpty, !offered.contains(where: { DatabasePreflight.isSame($0, version.engine) }) else {
            return []
        }
        return [
            Preflight.Problem(
                at: "version", "no image has an engine \(version.engine)",
                notes: ["offered are \(Set(offered).sorted(by: NaturalOrder.precedes).joined(separator: ", "))"],
                help: "use the version of one of them, followed by -simple or -cluster")
        ]
    }

    /// The group is for the engine and the mode, and of the version, if the instance names one.
    static let configGroup = Preflight(
        of: ["configGroup", "mode", "engine", "engineVersion"], reading: ["CacheConfigGroup"]
    ) { subject, scene in
        guard let group = scene.object("CacheConfigGroup", subject.attributes["configGroup"]) else { return [] }
        func problem(_ message: String, _ help: String) -> [Preflight.Problem] {
            [Preflight.Problem(at: "configGroup", message, help: help)]
        }
        if let engine = subject.text("engine"), let other = group.text("engine"), engine != other {
            return problem(
                "\(group.title) is for \(other), but the engine is \(engine)", "use a group for \(engine)")
        }
        guard let text = group.text("version"), let version = GroupVersion(text) else { return [] }
        if let mode = subject.text("mode"), mode != version.mode {
            return problem(
                "\(group.title) is for \(text), but the mode is \(mode)",
                "use a group whose version ends with -\(mode.lowercased())")
        }
        guard let own = subject.text("engineVersion"), !DatabasePreflight.isSame(own, version.engine) else { return [] }
        return problem(
            "\(group.title) is for \(text), but the engine is \(own)",
            "omit engineVersion, or use a group of that version")
    }

    /// An image that the manifest names has the version of the group.
    static let image = Preflight(
        of: ["image"], reading: ["CacheConfigGroup", "CacheImage"]
    ) { subject, scene in
        guard let group = scene.object("CacheConfigGroup", subject.attributes["configGroup"]),
            let text = group.text("version"), let version = GroupVersion(text),
            let image = scene.object("CacheImage", subject.attributes["image"]), !image.engineVersions.isEmpty,
            !image.engineVersions.contains(where: { DatabasePreflight.isSame($0, version.engine) })
        else { return [] }
        return [
            Preflight.Problem(
                at: "image", "\(group.title) is for \(text), which the image \(image.title) does not have",
                help: "omit image, or choose one that has that version")
        ]
    }

    static let shards = Preflight(of: ["shardCount", "shardCopies", "mode"]) { subject, _ in
        guard subject.isNew, subject.text("mode") == "SIMPLE" else { return [] }
        return ["shardCount", "shardCopies"].filter(subject.isGiven).map { (field: String) in
            Preflight.Problem(
                at: field, "\(field) is set, but the mode is SIMPLE", help: "omit it, or use mode: CLUSTER")
        }
    }
}
