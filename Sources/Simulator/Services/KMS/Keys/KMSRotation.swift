import OrderedJSON

/// New versions of a key, by request and by time. Source: api/kms.md §2, §4.
enum KMSRotation {
    static let routes: [RESTRoute] = [
        KMS.account("POST", "/rotate", rotate),
        KMS.account("POST", "/enable-auto-rotation") { world, key, _ throws(Failure) in
            try setAutomatic(key, true, &world)
        },
        KMS.account("POST", "/disable-auto-rotation") { world, key, _ throws(Failure) in
            try setAutomatic(key, false, &world)
        },
        KMS.account("PUT", "/rotation-period", setPeriod),
    ]

    static let day: Int64 = 86_400_000
    /// In days.
    static let periods: ClosedRange<Int64> = 1...730
    static let usualPeriod: Int64 = 90
    /// The limit that was lifted in 2026; see ``Quirk/kmsVersionCap``.
    private static let versionCap = 100

    /// A manual rotation does not move the date of the next automatic one.
    private static let rotate: KMS.KeyHandler = { world, key, _ throws(Failure) in
        try KMS.requireEnabled(key, world)
        let isFull = key.kmsVersions.count >= versionCap && world.switches.quirks.contains(.kmsVersionCap)
        guard !isFull else { throw .kmsStatus(world) }
        guard let version = add(to: key, at: world.now, &world) else { throw .kms(.internalError) }
        return [
            "keyTag": .string(key.id), "version": .integer(version.number), "rotatedDate": .integer(world.now),
        ]
    }

    /// Switching it on begins a period; switching on what is on changes nothing. (inferred)
    private static func setAutomatic(_ key: Record, _ isOn: Bool, _ world: inout World) throws(Failure) -> JSON {
        try KMS.requireUnrevoked(key, world)
        if key.flag("isAutoRotation") != isOn {
            let next = world.now + key.integer("rotationPeriod") * day
            world.set(
                .kmsKey, key.id, ["isAutoRotation": .bool(isOn), "nextRotationDate": isOn ? .integer(next) : .null])
        }
        return rendered(key, ["keyTag", "isAutoRotation", "rotationPeriod", "nextRotationDate"], world)
    }

    /// The new period begins now. (inferred)
    private static let setPeriod: KMS.KeyHandler = { world, key, call throws(Failure) in
        try KMS.requireUnrevoked(key, world)
        let period = try call.number("rotationPeriod", in: periods)
        guard key.flag("isAutoRotation") else { throw .kmsStatus(world) }
        world.set(
            .kmsKey, key.id,
            ["rotationPeriod": .integer(period), "nextRotationDate": .integer(world.now + period * day)])
        return rendered(key, ["keyTag", "rotationPeriod", "nextRotationDate"], world)
    }

    private static func rendered(_ key: Record, _ names: [String], _ world: World) -> JSON {
        (world[.kmsKey, key.id] ?? key).fields(names)
    }

    private static func add(to key: Record, at time: Int64, _ world: inout World) -> KMSVersion? {
        let versions = key.kmsVersions
        guard let next = KMSVersion.make((versions.last?.number ?? 0) + 1, of: key["keyType"], at: time) else {
            return nil
        }
        world.set(.kmsKey, key.id, ["versions": .array((versions + [next]).map(\.json))])
        return next
    }
}

extension KMSRotation {
    /// So many rotations are made up for at once; a clock that ran for decades does not make a key of thousands of versions.
    private static let mostAtOnce = 20

    /// Rotates a key whose time has come since it was last called. One that is not enabled then is passed over. (inferred)
    static func catchUp(_ key: Record, _ world: inout World) {
        guard key.flag("isAutoRotation"), key["status"] != "REVOKE" else { return }
        let period = key.integer("rotationPeriod") * day
        var next = key.integer("nextRotationDate")
        guard period > 0, next > 0, next <= world.now else { return }
        var count = 0
        while next <= world.now {
            let isCapped = key.kmsVersions.count + count >= versionCap && world.switches.quirks.contains(.kmsVersionCap)
            if count < mostAtOnce, key["status"] == "ENABLE", !isCapped, let current = world[.kmsKey, key.id],
                add(to: current, at: next, &world) != nil
            {
                count += 1
                KMSActivities.enter("rotate", "SUCCESS", of: key, at: next, &world)
            }
            next += period
        }
        world.set(.kmsKey, key.id, ["nextRotationDate": .integer(next)])
    }
}
