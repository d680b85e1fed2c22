/// The answers of Key Management Service, in both APIs. Source: api/kms.md §4 (API 2.0), §5 (API 1.0).
enum KMSFieldTables {
    private static let texts = "keyTag keyName keyType status protectionType"

    static let listed = FieldTable(
        texts: texts, integers: "keyId registerDate destroyDate", flags: "isConvergent", optional: "destroyDate",
        nullable: "destroyDate")

    /// - Parameter isRead: whether it is the answer of the call that reads it, which alone shows the version.
    private static func key(isRead: Bool) -> FieldTable {
        FieldTable(
            texts: texts + " memo nrn baseUrl",
            integers: "keyId keystoreId rotationPeriod nextRotationDate registerDate"
                + (isRead ? " currentVersion" : ""),
            flags: "isConvergent isAutoRotation", optional: "nextRotationDate", nullable: "nextRotationDate")
    }

    static let status = FieldTable(texts: "keyTag status", integers: "statusDate")
    static let rotation = FieldTable(
        texts: "keyTag", integers: "rotationPeriod nextRotationDate", flags: "isAutoRotation",
        optional: "nextRotationDate", nullable: "nextRotationDate")
    static let versionStatus = FieldTable(texts: "status", integers: "version statusDate")

    static let versions = FieldTable(
        texts: "keyTag", integers: "currentVersion",
        elements: ["versionList": FieldTable(texts: "status", integers: "version statusDate rotatedDate")])

    static let activity = FieldTable(
        texts: "timestamp",
        objects: [
            "data": FieldTable(objects: ["kmsKey": FieldTable(texts: "keyTag keyName nrn")], open: "api"),
            "requestor": FieldTable(texts: "requestType id ip"),
        ])

    private static func page(_ name: String, _ table: FieldTable, more: String = "") -> FieldTable {
        FieldTable(integers: "currentPageNo totalPageNo totalCount\(more)", elements: [name: table])
    }

    private static func data(_ table: FieldTable) -> RESTAnswer {
        .object(FieldTable(texts: "code", objects: ["data": table]))
    }

    private static let nothing = RESTAnswer.object(FieldTable(texts: "code", open: "data", nullable: "data"))
    private static let one = "/kms/v1/keys/:"

    private static let keys: [String: RESTAnswer] = [
        "GET /kms/v1/keys": data(page("KeyList", listed)), "POST /kms/v1/keys": data(key(isRead: false)),
        "GET \(one)": data(key(isRead: true)), "DELETE \(one)": nothing,
        "PUT \(one)/name": data(FieldTable(texts: "keyTag keyName")),
        "PUT \(one)/memo": data(FieldTable(texts: "keyTag memo")), "POST \(one)/enable": data(status),
        "POST \(one)/disable": data(status), "POST \(one)/request-deletion": data(status),
        "POST \(one)/cancel-deletion": data(status),
        "POST \(one)/rotate": data(FieldTable(texts: "keyTag", integers: "version rotatedDate")),
        "POST \(one)/enable-auto-rotation": data(rotation), "POST \(one)/disable-auto-rotation": data(rotation),
        "PUT \(one)/rotation-period": data(FieldTable(texts: "keyTag", integers: "rotationPeriod nextRotationDate")),
        "GET \(one)/versions": data(versions), "POST \(one)/versions/:/enable": data(versionStatus),
        "POST \(one)/versions/:/disable": data(versionStatus),
    ]

    private static let addresses = FieldTable(texts: "keyTag", lists: "allowedIpList")
    private static let switched = FieldTable(texts: "keyTag", flags: "isAclEnabled")

    private static let access: [String: RESTAnswer] = [
        "GET \(one)/acl": data(FieldTable(texts: "keyTag", flags: "isAclEnabled", lists: "allowedIpList")),
        "POST \(one)/acl": data(addresses), "DELETE \(one)/acl": data(addresses),
        "POST \(one)/acl/enable": data(switched), "POST \(one)/acl/disable": data(switched),
        "GET \(one)/activities": data(page("activityLogList", activity, more: " pageSize")),
        "GET \(one)/last-use-info": data(activity),
        "GET \(one)/token-generator": data(FieldTable(texts: "tokenGeneratorId status", nullable: "tokenGeneratorId")),
        "POST \(one)/token-generator": nothing, "PUT \(one)/token-generator": nothing,
        "DELETE \(one)/token-generator": nothing,
        "POST \(one)/token-set": data(FieldTable(texts: "accessToken refreshToken")),
        "PUT \(one)/token-set": data(FieldTable(texts: "accessToken refreshToken")),
        "POST \(one)/access-token": data(FieldTable(texts: "accessToken")),
    ]

    private static let sealed = FieldTable(texts: "ciphertext plaintext", optional: "plaintext")

    /// What uses a key, by its name in API 2.0 and, where there is one, in API 1.0.
    private static let uses: [(name: String, older: String?, table: FieldTable)] = [
        ("encrypt", "encrypt", FieldTable(texts: "ciphertext")), ("decrypt", "decrypt", FieldTable(texts: "plaintext")),
        ("re-encrypt", "reencrypt", FieldTable(texts: "ciphertext")),
        ("create-custom-key", "createCustomKey", sealed), ("sign", "sign", FieldTable(texts: "signature")),
        ("verify", "verify", FieldTable(flags: "valid")), ("get-pub-key", nil, FieldTable(texts: "publicKey")),
    ]

    /// Every call of both APIs, with what it answers.
    static let answers: [String: RESTAnswer] = uses.reduce(into: keys.merging(access) { $1 }) { answers, use in
        answers["POST \(one)/\(use.name)"] = data(use.table)
        guard let older = use.older else { return }
        for stage in ["v1", "v2"] {
            answers["POST /keys/\(stage)/:/\(older)"] = .object(
                FieldTable(texts: "code msg", objects: ["data": use.table]))
        }
    }
}
