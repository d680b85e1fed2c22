import Model
import OrderedJSON

/// The fields of a CDN+ or Global CDN instance, all of which the console alone changes: what a manifest says of them is compared.
///
/// Source: networking-cdn-getcdnplusinstancelist, -getglobalcdninstancelist; the members of a rule are those of the vendor's SDKs
/// (CdnPlusRule, GlobalCdnRule). No document lists the codes: they are shown as the service spells them. The password of the secure
/// token, which answers show in clear, is not read.
enum CdnSettings {
    static func fields(of family: CdnFamily) -> [Field] {
        let advice =
            "the API of \(family.title) has no call that changes an instance: change it in the console, or write its live value"
        let kept: [Field] = settings.map { setting in
            var field = setting
            field.change = .refused(advice)
            return field
        }
        return kept + seen
    }

    private static let settings: [Field] = [
        Field("name", .string, .optionalFromName, "Its service name."),
        Field("protocol", .string, "What callers may use, by the code of the service."),
        Field("domains", .set(.string), "The domains of your own that it serves."),
        Field("origin", .object(origin), "Where it takes content from."),
        Field("caching", .object(caching), "How long it caches content."),
        Field("cacheKeyHost", .string, "Code of the host name that cached content is distinguished by."),
        Field("ignoreQueryStrings", .boolean, "Whether query strings make no difference to cached content."),
        Field("removeVary", .boolean, "Whether Vary headers of the origin are ignored."),
        Field(
            "errorContents", .boolean, "Whether it serves contents for errors (isErrorContentsResponseUse)."),
        Field("largeFiles", .boolean, "Whether large files are taken from the origin in parts."),
        Field("compression", .boolean, "Whether content is compressed."),
        Field("compressionMode", .string, "Code of how compressed responses of the origin are treated."),
        Field("referers", .set(.string), "Domains whose pages refer callers to it."),
        Field("restrictReferers", .boolean, "Whether referers are restricted (isReferrerDomainRestrictUse)."),
        Field("signedUrls", .boolean, "Whether URLs need a secure token."),
        Field("certificate", .string, "Name of the certificate of its own domains."),
        Field("logContainer", .string, "The File Storage container that access logs are written to; none if omitted."),
    ]

    private static let origin = [
        Field("host", .string, .required, "Host name or URL."), Field("path", .string, "What is put before each path."),
        Field("httpPort", .integer, "Port for HTTP."), Field("httpsPort", .integer, "Port for HTTPS."),
        Field("hostHeader", .string, "Code of the host name that the origin is sent."),
        Field("hostName", .string, "The host name that it is sent, if it is a custom one."),
    ]

    private static let caching = [
        Field("mode", .string, .required, "Code of the caching option."),
        Field("time", .string, "How long, as the service spells it."),
    ]

    private static let seen: [Field] = [
        .computed("description", "Description."),
        .computed("serviceDomains", .list(.object(domain)), "The domains that it serves, generated ones included."),
        .computed("status", "Status code, followed by a slash and the current operation."),
        .computed("created", "When it was created."), .computed("modified", "When it was changed last."),
        .computed("partialPurge", .boolean, "Whether single domains can be purged."),
    ]

    private static let domain = [
        Field.computed("id", "Id of the domain."), .computed("type", "Code of its type."),
        .computed("protocol", "Code of its protocol."), .computed("name", "The generated domain."),
        .computed("ownName", "The domain of your own."),
    ]
}

extension CdnSettings {
    static func columns(of family: CdnFamily) -> [Column] {
        let own: [Column] = [
            .text("name", "serviceName"), .text("description", "cdnInstanceDescription"),
            .value("domains") { wire in
                let names = (wire[family.domains]?.elements ?? []).compactMap { $0.nonEmpty("userDomainName") }
                return Value(texts: Set(names).sorted())
            },
            .records(
                "serviceDomains", family.domains,
                each: [
                    "id": "domainId", "type": "serviceDomainTypeCode", "protocol": "protocolTypeCode",
                    "name": "defaultDomainName", "ownName": "userDomainName",
                ]),
            .value("status", status), .created, .text("modified", "lastModifiedDate"),
            .bool("partialPurge", "isAvailablePartialDomainPurge"),
        ]
        return own + rule(of: family)
    }

    private static func rule(of family: CdnFamily) -> [Column] {
        func text(_ field: String, _ member: String) -> Column { .text(field, family.rule(member)) }
        func flag(_ field: String, _ member: String) -> Column { .bool(field, family.rule(member)) }
        return [
            text("protocol", "protocolTypeCode"), text("cacheKeyHost", "cacheKeyHostNameTypeCode"),
            flag("ignoreQueryStrings", "isQueryStringIgnoreUse"), flag("removeVary", "isRemoveVaryHeaderUse"),
            flag("errorContents", "isErrorContentsResponseUse"), flag("largeFiles", "isLargeFileOptimizationUse"),
            flag("compression", "isGzipCompressionUse"), text("compressionMode", "gzipResponseTypeCode"),
            flag("restrictReferers", "isReferrerDomainRestrictUse"), flag("signedUrls", "isSecureTokenUse"),
            text("certificate", "certificateName"),
            .value("origin") { part($0.at(family.rule("originUrl")), "host", $0, family, Self.originMembers) },
            .value("caching") {
                part($0.at(family.rule("cachingOptionTypeCode")), "mode", $0, family, Self.cachingMembers)
            },
            .value("referers") { wire in
                guard wire.at(family.rule("isReferrerDomainUse"))?.bool == true else { return .list([]) }
                let names = (wire.at(family.rule("referrerDomainList"))?.elements ?? []).compactMap(\.text)
                return Value(texts: Set(names).sorted())
            },
            .value("logContainer") { wire in
                guard wire.at(family.rule("isAccessLogUse"))?.bool == true else { return .null }
                return Value(text: wire.at(family.rule("accessLogFileStorageContainerName")))
            },
        ]
    }

    private static let originMembers: KeyValuePairs<String, String> = [
        "path": "originPath", "httpPort": "originHttpPort", "httpsPort": "originHttpsPort",
        "hostHeader": "forwardHostHeaderTypeCode", "hostName": "forwardHostHeader",
    ]
    private static let cachingMembers: KeyValuePairs<String, String> = ["time": "cachingTtlTime"]

    /// A part of the rule; null without the member that it cannot do without.
    private static func part(
        _ main: JSON?, _ name: String, _ wire: JSON, _ family: CdnFamily, _ members: KeyValuePairs<String, String>
    ) -> Value {
        guard let main = main?.text, !main.isEmpty else { return .null }
        var part: Attributes = [name: .string(main)]
        for (field, member) in members {
            let value = wire.at(family.rule(member))
            part[field] = field.hasSuffix("Port") ? Value(value?.integer) : Value(text: value)
        }
        return .present(part)
    }

    /// Newer pages have the name of the status alone.
    private static let status: @Sendable (JSON) -> Value? = { wire in
        guard let code = wire.code("cdnInstanceStatus") else { return Value(wire.nonEmpty("cdnInstanceStatusName")) }
        guard let running = wire.code("cdnInstanceOperation"), running != "NULL" else { return .string(code) }
        return .string("\(code)/\(running)")
    }
}
