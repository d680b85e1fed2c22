import OrderedJSON

/// Keys: created, listed, shown, renamed and deleted. Source: api/kms.md §4.
enum KMSKeys {
    static let kind = RESTKind(
        .kmsKey,
        [
            RESTRoute("GET", KMS.base, list), RESTRoute("POST", KMS.base, create),
            KMS.account("GET", "", show), KMS.account("DELETE", "", delete),
            KMS.account("PUT", "/name", rename), KMS.account("PUT", "/memo", setMemo),
        ] + KMSStatus.routes + KMSRotation.routes + KMSVersions.routes + KMSAcl.routes + KMSActivities.routes
            + KMSTokens.routes + KMSCryptography.routes)

    private static let list: RESTHandler = { world, call throws(Failure) in
        guard call.owner != nil else { throw .kms(.unauthorized) }
        let keys = world.records(.kmsKey, where: "boundary", is: KMS.boundary(of: call))
        let (rows, page) = try KMSPage.cut(keys, call)
        let columns: [Column] = [
            .integer("keyId"), .text("keyTag", "keyName", "keyType", "status", "protectionType"),
            .flag("isConvergent"), .raw("registerDate", "destroyDate"),
        ]
        return KMS.answer(JSON.object(["KeyList": .array(rows.map(columns.render))]).with(page))
    }

    /// Source: api/kms.md §4, the table of POST `/keys`.
    private static let create: RESTHandler = { world, call throws(Failure) in
        guard call.owner != nil else { throw .kms(.unauthorized) }
        let name = try newName(call, world)
        let type = try call.choice("keyType", of: ["AES256", "RSA2048", "ECDSA"])
        let protection = try call.choice("protectionType", of: ["BASIC", "COMMON_HSM"])
        guard case .bool(let rotates)? = call.body["isAutoRotation"] else { throw .kms(.invalidRequest) }
        let isConvergent = try call.optionalFlag("isConvergent")
        let hasPeriod = call.body["rotationPeriod"] != nil
        guard !isConvergent || type == "AES256", rotates || !hasPeriod else { throw .kms(.invalidRequest) }
        let period = hasPeriod ? try call.number("rotationPeriod", in: KMSRotation.periods) : KMSRotation.usualPeriod
        let memo = call.body["memo"] == nil ? "" : try memo(call)
        guard let first = KMSVersion.make(1, of: type, at: world.now) else { throw .kms(.internalError) }
        let tag = newTag(&world)
        let key = world.insert(
            .kmsKey, id: tag,
            [
                "keyId": .integer(world.count("kmsKeyId", from: 5101)), "keyTag": .string(tag),
                "keyName": .string(name), "keyType": .string(type), "status": "ENABLE", "keystoreId": 1201,
                "protectionType": .string(protection), "memo": .string(memo), "isConvergent": .bool(isConvergent),
                "isAutoRotation": .bool(rotates), "rotationPeriod": .integer(period),
                "nextRotationDate": rotates ? .integer(world.now + period * KMSRotation.day) : .null,
                "registerDate": .integer(world.now), "boundary": .string(KMS.boundary(of: call)),
                "versions": [first.json], "isAclEnabled": false, "allowedIpList": [], "tokens": [],
            ])
        KMSActivities.enter("create", "SUCCESS", of: key, by: call, &world)
        return KMS.answer(render(key))
    }

    private static let show: KMS.KeyHandler = { _, key, _ throws(Failure) in
        render(key).with(["currentVersion": .integer(key.kmsVersions.last?.number ?? 0)])
    }

    /// Final; only for a key that waits for its deletion.
    private static let delete: KMS.KeyHandler = { world, key, _ throws(Failure) in
        guard key["status"] == "REVOKE" else { throw .kmsStatus(world) }
        world.remove(.kmsKey, key.id)
        return .null
    }

    /// The tag stays. (inferred)
    private static let rename: KMS.KeyHandler = { world, key, call throws(Failure) in
        try KMS.requireUnrevoked(key, world)
        let name = key["keyName"] == call.body["keyName"]?.text ? key["keyName"] : try newName(call, world)
        world.set(.kmsKey, key.id, ["keyName": .string(name)])
        return ["keyTag": .string(key.id), "keyName": .string(name)]
    }

    private static let setMemo: KMS.KeyHandler = { world, key, call throws(Failure) in
        try KMS.requireUnrevoked(key, world)
        let memo = try memo(call)
        world.set(.kmsKey, key.id, ["memo": .string(memo)])
        return ["keyTag": .string(key.id), "memo": .string(memo)]
    }

    private static func render(_ key: Record) -> JSON {
        let columns: [Column] = [
            .integer("keyId"), .text("keyTag", "keyName", "keyType", "status"), .integer("keystoreId"),
            .text("protectionType", "memo"), .flag("isConvergent", "isAutoRotation"),
            .raw("rotationPeriod", "nextRotationDate", "registerDate"),
        ]
        return columns.render(key).with(["nrn": .string(key.kmsName), "baseUrl": .string(key.kmsOrigin)])
    }

    /// 3–15 characters, the first a letter; unique among all keys of the account, those to be deleted included. (inferred)
    private static func newName(_ call: RESTCall, _ world: World) throws(Failure) -> String {
        let name = try call.text("keyName")
        guard (3...15).contains(name.utf8.count), name.utf8.allSatisfy({ HeaderRule.isWordByte($0) || $0 == 0x2D }),
            name.first?.isLetter == true, !world.contains(.kmsKey, where: "keyName", is: name)
        else { throw .kms(.invalidRequest) }
        return name
    }

    private static func memo(_ call: RESTCall) throws(Failure) -> String {
        let memo = try call.text("memo")
        guard memo.unicodeScalars.count <= 100 else { throw .kms(.invalidRequest) }
        return memo
    }

    private static func newTag(_ world: inout World) -> String {
        world.random.text(52, of: "abcdefghijklmnopqrstuvwxyz0123456789")
    }
}

extension RESTCall {
    fileprivate func choice(_ name: String, of choices: [String]) throws(Failure) -> String {
        let text = try text(name)
        guard choices.contains(text) else { throw .kms(.invalidRequest) }
        return text
    }

    fileprivate func optionalFlag(_ name: String) throws(Failure) -> Bool {
        guard let value = body[name] else { return false }
        guard case .bool(let flag) = value else { throw .kms(.invalidRequest) }
        return flag
    }
}

extension Record {
    /// The name that the whole cloud knows a key by; its form is (inferred).
    var kmsName: String { "nrn:PUB:KMS:\(self["boundary"]):\(integer("keystoreId")):Key/\(id)" }

    /// The host that serves a key.
    var kmsOrigin: String {
        switch self["boundary"] {
        case "KR": "https://ocapi-kr.ncloud.com"
        case "JP": "https://ocapi-jp.ncloud.com"
        default: "https://ocapi.ncloud.com"
        }
    }
}

extension TableSchema {
    static let kmsKey = TableSchema("kmsKey", nameAttribute: "keyName", indexes: ["keyName", "boundary"])
}
