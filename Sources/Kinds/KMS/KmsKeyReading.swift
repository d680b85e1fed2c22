import Model
import NcloudClient
import OrderedJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// How keys are read: by list, and one by one for what the list leaves out. Source: api/kms.md §4, §8.
extension KmsKeyOperations {
    /// What the list shows, and the call for one key too but for the date of its deletion.
    static let listed: [Column] = [
        .text("name", "keyName"), .text("tag", "keyTag"), .text("type", "keyType"),
        .text("protection", "protectionType"),
        .flag("convergent", "isConvergent").whenShown, .plainStatus("status"),
        // A key that is pending deletion is neither enabled nor disabled.
        .value("enabled") { wire in
            switch wire["status"]?.text {
            case "ENABLE": true
            case "DISABLE": false
            default: .null
            }
        },
        date("deletion", "destroyDate"), created,
    ]

    /// What only the call for one key shows.
    static let detailed: [Column] = [
        .text("memo", "memo"), .flag("autoRotation", "isAutoRotation"),
        // Without automatic rotation the period means nothing.
        .value("rotationPeriod") { wire in
            guard wire.flag("isAutoRotation") == true else { return Value?.none }
            return Value(wire["rotationPeriod"]?.integer)
        },
        .number("currentVersion", "currentVersion"), date("nextRotation", "nextRotationDate"),
    ]

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let rows = try await cloud.pages(
            of: .rest(.kms, .get, "/keys"), .numbered(list: "data.KeyList", size: Self.pageSize))
        return try await rows.concurrentlyReading { row throws(APIFailure) -> LiveObject? in
            guard let tag = row.nonEmpty("keyTag") else { return nil }
            guard !scope.statusOnly, scope.wants(id: tag, name: row.nonEmpty("keyName")),
                let key = try await cloud.unlessGone(.rest(.kms, .get, "/keys/\(tag)"))?["data"]
            else { return Self.listed.object("KmsKey", id: tag, row) }
            return try await whole(.object(row.members.merging(key.members) { _, own in own }), tag, scope, cloud)
        }.compactMap(\.self)
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await cloud.detail(.rest(.kms, .get, "/keys/\(id)"), of: id, under: "data") { wire throws(APIFailure) in
            try await whole(wire, id, ReadScope(), cloud)
        }
    }

    private static let pageSize = 200

    private func whole(
        _ wire: JSON, _ tag: String, _ scope: ReadScope, _ cloud: any APICaller
    ) async throws(APIFailure) -> LiveObject? {
        guard wire.nonEmpty("keyTag") == tag else { return nil }
        var key = (Self.listed + Self.detailed).object("KmsKey", id: tag, wire)
        if scope.asks(for: "acl"), let acl = try await cloud.unlessGone(.rest(.kms, .get, "/keys/\(tag)/acl")) {
            key.attributes["acl"] = KmsKeyAcl.value(acl["data"] ?? .null)
        }
        if scope.asks(for: "versions"),
            let answer = try await cloud.unlessGone(.rest(.kms, .get, "/keys/\(tag)/versions")),
            case .array(let versions)? = answer["data"]?["versionList"]
        {
            key.attributes["versions"] = .list(
                versions.map { version in
                    .present([
                        "version": Value(version["version"]?.integer), "status": Value(version.nonEmpty("status")),
                        "rotated": Self.moment(version["rotatedDate"]),
                    ])
                })
        }
        return key
    }

    // MARK: Dates

    /// A date that answers give in milliseconds since 1970; shown in UTC.
    private static func date(_ field: String, _ member: String) -> Column {
        .value(field) { moment($0[member]) }
    }

    private static let created: Column = {
        var column = date("created", "registerDate")
        column.role = .created
        return column
    }()

    private static func moment(_ wire: JSON?) -> Value {
        guard let milliseconds = wire?.integer else { return .null }
        return .string(Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(.iso8601))
    }
}
