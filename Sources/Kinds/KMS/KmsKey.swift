import Model

extension Driver {
    /// A key of Key Management Service, of the global store. Source: api/kms.md §2–§4, §8.
    public static let kmsKey = Driver(
        Kind(
            "KmsKey", service: "KMS",
            summary: """
                A key of Key Management Service that encrypts data, wraps data keys or signs. Removing it requests its \
                deletion, which the cloud carries out 72 hours later; until then the key is pending deletion, and \
                adding it to the manifests again cancels the deletion. nacre never replaces a key, since what it \
                encrypted would be lost.
                """,
            fields: settings + seen,
            identity: Kind.Identity(id: "keyTag"),
            status: StatusTable(
                pending: ["REVOKE"], ready: ["ENABLE", "DISABLE"], leaving: ["REVOKE"], recoverable: ["REVOKE"]),
            reading: Kind.Reading(
                ["GET /kms/v1/keys"],
                perObject: [
                    "GET /kms/v1/keys/{key-tag}", "GET /kms/v1/keys/{key-tag}/acl",
                    "GET /kms/v1/keys/{key-tag}/versions",
                ]),
            life: Kind.Life(
                creation: Kind.Procedure(["POST /kms/v1/keys"], seconds: 1, timeout: 60)
                    .then(["POST /kms/v1/keys/{key-tag}/acl"], where: "acl.addresses")
                    .then(["POST /kms/v1/keys/{key-tag}/acl/enable"], where: "acl.enabled"),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure(["POST /kms/v1/keys/{key-tag}/request-deletion"], seconds: 1, timeout: 60),
                disruption: .dataLoss, grace: "72 hours"),
            checks: Kind.Checks(preflight: [KmsKeyPreflight.rotationPeriod, KmsKeyPreflight.convergent]),
            example: """
                apiVersion: ncloud/v1
                kind: KmsKey
                metadata: {name: orders}
                spec:
                  type: AES256
                  memo: wraps the data keys of orders
                  autoRotation: true
                  rotationPeriod: 180
                """),
        operations: KmsKeyOperations(),
        secretRenewal: "set autoRotation: true, or add a version in the console; older versions keep decrypting")

    private static let settings: [Field] = [
        Field(
            "name", .string, .optionalFromName, change: .inPlace(.none, calls: ["PUT /kms/v1/keys/{key-tag}/name"]),
            constraints: [.length(3...15), .diskName],
            "Name of the key: 3 to 15 letters, digits, '_' and '-', first a letter."),
        Field(
            "type", .enumeration(["AES256", "RSA2048", "ECDSA"]), .required, change: .refused(anotherKey),
            "What it is for: AES256 encrypts up to 32 KB, RSA2048 encrypts up to 190 bytes and signs, ECDSA signs."),
        Field(
            "protection", .enumeration(["BASIC", "COMMON_HSM"]), change: .refused(anotherKey), initial: "BASIC",
            "Where the key is kept; COMMON_HSM is a hardware security module. Does not apply to the government site."),
        Field(
            "convergent", .boolean, change: .refused(anotherKey), initial: false,
            """
            Whether the same plaintext and context always give the same ciphertext; only for AES256. Every call then \
            needs a context.
            """),
        Field(
            "memo", .string, change: .inPlace(.none, calls: ["PUT /kms/v1/keys/{key-tag}/memo"]), initial: "",
            constraints: [.length(0...100)], "A note on the key, up to 100 characters."),
        Field(
            "enabled", .boolean,
            change: .inPlace(
                .none, calls: ["POST /kms/v1/keys/{key-tag}/enable", "POST /kms/v1/keys/{key-tag}/disable"]),
            initial: true, "Whether the key can be used. Whatever it encrypted cannot be read while it is disabled."),
        Field(
            "autoRotation", .boolean,
            change: .inPlace(
                .none,
                calls: [
                    "POST /kms/v1/keys/{key-tag}/enable-auto-rotation",
                    "POST /kms/v1/keys/{key-tag}/disable-auto-rotation",
                    "PUT /kms/v1/keys/{key-tag}/rotation-period",
                ]),
            initial: false,
            "Whether the cloud adds a new version of the key regularly; older versions keep decrypting."),
        Field(
            "rotationPeriod", .integer, change: .inPlace(.none, calls: ["PUT /kms/v1/keys/{key-tag}/rotation-period"]),
            initial: 90, constraints: [.range(1...730)],
            "Days between automatic rotations; compared only while autoRotation is true."),
        Field(
            "acl", .object(KmsKeyAcl.fields),
            change: .inPlace(
                .none,
                calls: [
                    "POST /kms/v1/keys/{key-tag}/acl", "POST /kms/v1/keys/{key-tag}/acl/enable",
                    "DELETE /kms/v1/keys/{key-tag}/acl",
                    "POST /kms/v1/keys/{key-tag}/acl/disable",
                ]),
            initial: KmsKeyAcl.unset,
            "The addresses from which the key may be used with its tokens; calls of accounts are not affected."),
    ]

    private static let anotherKey = """
        create another key under another name, re-encrypt the data with it, then remove this one: replacing a key \
        would lose what it encrypted
        """

    private static let seen: [Field] = [
        .computed("tag", "The keyTag, which identifies the key in every call."),
        .computed("currentVersion", .integer, "The version that encrypts."),
        .computed(
            "versions",
            .list(
                .object([
                    .computed("version", .integer, "Number of the version."),
                    .computed("status", "ENABLE or DISABLE."),
                    .computed("rotated", "When the version was created."),
                ])), "All versions; a disabled one does not decrypt."),
        .computed("nextRotation", "When the next automatic rotation is due."),
        .computed("status", "ENABLE, DISABLE, or REVOKE while it is pending deletion."),
        .computed("deletion", "When a key that is pending deletion will be deleted."),
        .computed("created", "When it was created."),
    ]
}

/// What two fields of a key have to agree on. Source: api/kms.md §4, the table of POST `/kms/v1/keys`.
enum KmsKeyPreflight {
    static let rotationPeriod = Preflight(of: ["autoRotation", "rotationPeriod"]) { subject, _ in
        guard subject.attributes["rotationPeriod"]?.integer != nil,
            subject.attributes["autoRotation"]?.bool != true
        else { return [] }
        return [
            Preflight.Problem(
                at: "rotationPeriod", "a rotationPeriod needs automatic rotation",
                help: "set autoRotation: true, or remove rotationPeriod")
        ]
    }

    static let convergent = Preflight(of: ["type", "convergent"]) { subject, _ in
        guard subject.attributes["convergent"]?.bool == true, let type = subject.text("type"), type != "AES256" else {
            return []
        }
        return [
            Preflight.Problem(
                at: "convergent", "a key of type \(type) cannot be convergent", help: "use type: AES256")
        ]
    }
}
