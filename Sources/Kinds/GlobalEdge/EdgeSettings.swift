import Model
import NcloudClient
import OrderedJSON

/// The settings of an edge: what manifests call them, and where they are in the documents of the service.
///
/// Source: edge-create, edge-edit, edge-information (the top level, CdnDistributionConfig, ServiceDomain, EdgeLogging); the names
/// of the other members are those that clients of others send, checked by them against these pages (2026-10-02).
enum EdgeSettings {
    static let fields: [Field] = identity + serving + caching + access

    /// Whoever changes one of them publishes all.
    private static let inPlace = Field.Change.inPlace(.none, calls: [EdgeCalls.changeEdge])

    private static let identity: [Field] = [
        Field("profile", .reference("EdgeProfile"), .required, change: .replace, "Its profile."),
        Field(
            "name", .string, .optionalFromName, change: .replace, constraints: [.spelled(EdgeCalls.nameRule)],
            "Its name. Only the console changes it in place."),
        Field(
            "area", .enumeration(["KOREA", "JAPAN", "GLOBAL"]), .required, change: .replace,
            "Where it serves. No call changes it."),
        Field(
            "domainType", .enumeration(["NCP_DOMAIN_AUTO", "NCP_DOMAIN_CUSTOM", "CUSTOM_DOMAIN"]), change: .replace,
            initial: "NCP_DOMAIN_AUTO",
            """
            Which domain it serves: a generated one of the service, one of the service that begins with 'domain', or your own. No call \
            changes it.
            """),
        Field(
            "domain", .string, change: .replace, constraints: [.length(1...253)],
            "Your own domain, or how one of the service begins; none for NCP_DOMAIN_AUTO."),
        Field(
            "certificate", .reference("EdgeCertificate"), change: .replace,
            "The certificate for your own domain, which HTTPS needs. No call changes it; a Certificate is renewed in place."
        ),
    ]

    private static let serving: [Field] = [
        Field(
            "protocol", .enumeration(["HTTP", "HTTPS", "ALL"]), change: inPlace, initial: "ALL",
            "What callers may use: HTTP, HTTPS or both. HTTP alone may not be offered any more."),
        Field("origin", .object(EdgeOrigin.fields), .required, change: inPlace, "Where it takes content from."),
        Field(
            "logging", .object(EdgeLog.fields), change: inPlace, initial: .map([:]),
            "The bucket that its logs are written to; none if omitted."),
        Field("http2", .boolean, change: inPlace, initial: true, "Whether it offers HTTP/2."),
        Field("cors", .boolean, change: inPlace, initial: false, "Whether it adds CORS headers."),
        Field(
            "hsts", .boolean, change: inPlace, initial: false,
            "Whether browsers are asked to use HTTPS from then on (HSTS)."),
        Field(
            "clientAddressHeader", .boolean, change: inPlace, initial: false,
            "Whether the origin is sent the caller's address in the header True-Client-IP."),
        Field("compression", .boolean, change: inPlace, initial: true, "Whether content is compressed."),
        Field(
            "largeFiles", .boolean, change: inPlace, initial: true,
            "Whether large files are taken from the origin in parts."),
        Field(
            "headers", .list(.object(EdgeHeader.fields)), change: inPlace, initial: [], constraints: [.count(0...50)],
            "Headers that it adds, changes or removes, in this order."),
    ]

    private static let caching: [Field] = [
        Field(
            "caching", .object(EdgeCaching.fields), change: inPlace,
            initial: ["mode": "CACHING", "age": 7, "ageUnit": "DAYS", "revalidate": "IF_POSSIBLE"],
            "How long content is cached that no rule is about (default: 7 days)."),
        Field(
            "cacheRules", .list(.object(EdgeRule.fields)), change: inPlace, initial: [], constraints: [.count(0...10)],
            "Rules for parts of the content, in this order; at most 10."),
        Field(
            "cacheErrors", .boolean, change: inPlace, initial: true,
            "Whether errors of the origin are cached for a while."),
        Field(
            "cacheKeyHost", .enumeration(["INCOMING_HOST_HEADER", "ORIGIN_HOSTNAME"]), change: inPlace,
            initial: "INCOMING_HOST_HEADER", "Which host name cached content is distinguished by."),
        Field(
            "queryStrings", .object(EdgeQuery.fields), change: inPlace, initial: ["mode": "ALL_ALLOWED"],
            "Which query strings cached content is distinguished by (default: all)."),
        Field(
            "bypassQueryStrings", .list(.string), change: inPlace, initial: [],
            "Query strings with which a request is never answered from the cache."),
        Field(
            "removeVary", .boolean, change: inPlace, initial: true,
            "Whether Vary headers of the origin, except Accept-Encoding, are ignored."),
    ]

    private static let access: [Field] = [
        Field(
            "accessMode", .enumeration(["WHITELIST", "BLACKLIST"]), change: inPlace, initial: "WHITELIST",
            "Whether the lists below say who may call it, or who may not."),
        Field(
            "addresses", .set(.formatted(.addressBlock)), change: inPlace, initial: [], constraints: [.count(0...50)],
            "Addresses and ranges of callers."),
        Field(
            "countries", .set(.string), change: inPlace, initial: [], constraints: [.count(0...50)],
            "Countries of callers, by two letters."),
        Field(
            "referers", .set(.string), change: inPlace, initial: [], constraints: [.count(0...50)],
            "Domains whose pages refer callers to it."),
    ]
}
