import OrderedJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One version of a key, with its secret.
struct KMSVersion: Sendable {
    let number: Int64
    var status: String
    /// When the status was last changed, in milliseconds since 1970.
    var statusDate: Int64
    /// When it was made.
    let rotatedDate: Int64
    let material: [UInt8]

    /// Nil when libcrypto cannot.
    static func make(_ number: Int64, of type: String, at time: Int64) -> KMSVersion? {
        KeyMaterial.make(type).map {
            KMSVersion(number: number, status: "ENABLE", statusDate: time, rotatedDate: time, material: $0)
        }
    }

    /// As it is stored.
    var json: JSON {
        [
            "version": .integer(number), "status": .string(status), "statusDate": .integer(statusDate),
            "rotatedDate": .integer(rotatedDate), "material": .string(Data(material).base64EncodedString()),
        ]
    }
}

extension KMSVersion {
    init(_ stored: JSON) {
        number = stored["version"]?.integer ?? 0
        status = stored["status"]?.text ?? ""
        statusDate = stored["statusDate"]?.integer ?? 0
        rotatedDate = stored["rotatedDate"]?.integer ?? 0
        material = Data(base64Encoded: stored["material"]?.text ?? "").map(Array.init) ?? []
    }
}

extension Record {
    /// The versions of a key, the current one last.
    var kmsVersions: [KMSVersion] { attributes["versions"]?.elements.map(KMSVersion.init) ?? [] }
}

/// The versions of a key as they are shown and switched. Source: api/kms.md §2, §3.
enum KMSVersions {
    static let routes: [RESTRoute] = [
        KMS.account("GET", "/versions", list),
        KMS.account("POST", "/versions/:/enable") { world, key, call throws(Failure) in
            try set(call, of: key, "ENABLE", &world)
        },
        KMS.account("POST", "/versions/:/disable") { world, key, call throws(Failure) in
            try set(call, of: key, "DISABLE", &world)
        },
    ]

    private static let list: KMS.KeyHandler = { _, key, _ throws(Failure) in
        let versions = key.kmsVersions
        let rows: [JSON] = versions.map {
            [
                "version": .integer($0.number), "status": .string($0.status), "statusDate": .integer($0.statusDate),
                "rotatedDate": .integer($0.rotatedDate),
            ]
        }
        return [
            "keyTag": .string(key.id), "currentVersion": .integer(versions.last?.number ?? 0),
            "versionList": .array(rows),
        ]
    }

    /// The current version cannot be disabled, nor any while its key is.
    private static func set(
        _ call: RESTCall, of key: Record, _ status: String, _ world: inout World
    ) throws(Failure) -> JSON {
        var versions = key.kmsVersions
        guard let place = versions.firstIndex(where: { String($0.number) == call.ids.last }) else {
            throw .kms(.notFound)
        }
        try KMS.requireEnabled(key, world)
        let isCurrent = place == versions.count - 1
        guard status == "ENABLE" || !isCurrent, versions[place].status != status else { throw .kmsStatus(world) }
        versions[place].status = status
        versions[place].statusDate = world.now
        world.set(.kmsKey, key.id, ["versions": .array(versions.map(\.json))])
        return [
            "version": .integer(versions[place].number), "status": .string(status), "statusDate": .integer(world.now),
        ]
    }
}
