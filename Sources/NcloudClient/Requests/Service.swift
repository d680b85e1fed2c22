/// A service of the cloud, and how it is spoken to: a new one is a line here.
///
/// Sources: api/common.md §2, api/apigateway.md §1.1, api/databoxframe.md §2, §9, api/identity.md §1.
public struct Service: Hashable, Sendable {
    /// How a service takes its parameters.
    public enum Style: Sendable, Hashable {
        /// A form posted to the name of an action; the answer is wrapped in `<action>Response`.
        case action
        /// Methods on paths with JSON bodies.
        case rest
        /// The requests of S3: methods on buckets and keys, documents in XML. Source: api/objectstorage.md §3.
        case storage
    }

    /// What calls of its actions are known by: `vpc` in `vpc/createVpc`.
    public let name: String
    public let style: Style
    /// The path in front of every action or path of the service.
    public let basePath: String
    /// The first label of the service's host; the action services share one gateway.
    public let hostLabel: String
    /// Which of the cloud's fronts the host stands behind.
    var front: Front = .gateway
    /// The sites that have it; nil where its front decides.
    var sites: Set<CloudEndpoint.Site>?
    /// Why the other sites lack it, and what to do about that; nil for nothing in particular.
    var absence: Absence?
    /// Whether its actions are told a region, as `regionCode`.
    var namesRegion = true
    /// Whether paths are names of calls, such as `/getIDSEventDetail`, and hold no ids.
    var pathsAreCallNames = false
    var deletionAnswer = DeletionAnswer.nothing
    /// Whether it may refuse with the status of success: its codes then mean the same as with the one that is documented.
    var refusesWithSuccessStatus = false
    /// The member with the code of its every answer: a number there other than that of success is a refusal, whatever the status
    /// is. Without such a member an unknown error with the status of success leaves open what was done.
    var codeMember: String?

    /// What a service of paths answers to a deletion that it has carried out, besides nothing at all or an operation.
    enum DeletionAnswer: Sendable, Hashable {
        case nothing
        /// `{"result": true}`; `false` is a refusal. Source: api/classic-and-others.md §5.
        case result
        /// What was deleted, or how many addresses. Source: api/classic-and-others.md §6.
        case deleted
    }

    /// The fronts that the hosts of services belong to.
    enum Front: Sendable, Hashable {
        /// `…apigw.ntruss.com` and its like.
        case gateway
        /// `….ncloud.com` and its like; the financial site has none. Source: api/kms.md §1.
        case open
        /// `….ncloudstorage.com` and its like, by region. Source: api/objectstorage.md §1.
        case storage
    }

    /// What there is to say of a service that a site does not have.
    struct Absence: Sendable, Hashable {
        let reason: String
        let advice: String
    }

    /// A service of actions, under a path that begins with its name.
    static func action(_ name: String, namesRegion: Bool = true) -> Service {
        var service = Service(name: name, style: .action, basePath: "/\(name)/v2", hostLabel: "ncloud")
        service.namesRegion = namesRegion
        return service
    }

    /// A service of actions that some sites have, for all regions.
    private static func action(_ name: String, on sites: Set<CloudEndpoint.Site>, absence: Absence) -> Service {
        var service = action(name, namesRegion: false)
        service.sites = sites
        service.absence = absence
        return service
    }

    /// A service of paths, on a host of its own.
    static func rest(
        _ name: String, host: String, basePath: String = "/api/v1", front: Front = .gateway,
        deletionAnswer: DeletionAnswer = .nothing, refusesWithSuccessStatus: Bool = false, codeMember: String? = nil
    ) -> Service {
        Service(
            name: name, style: .rest, basePath: basePath, hostLabel: host, front: front, deletionAnswer: deletionAnswer,
            refusesWithSuccessStatus: refusesWithSuccessStatus || codeMember != nil, codeMember: codeMember)
    }

    /// A service of paths that are names of calls. One of them documents an error with the status of success
    /// (security-securitymonitoring), the other has the same envelope.
    private static func naming(_ name: String, host: String, basePath: String) -> Service {
        var service = rest(name, host: host, basePath: basePath, codeMember: "returnCode")
        service.pathsAreCallNames = true
        return service
    }

    public static let vpc = action("vpc")
    public static let vserver = action("vserver")
    public static let vloadbalancer = action("vloadbalancer")
    public static let vautoscaling = action("vautoscaling")
    public static let vmysql = action("vmysql")
    public static let vpostgresql = action("vpostgresql")
    public static let vmongodb = action("vmongodb")
    public static let vcache = action("vcache")
    public static let vmssql = action("vmssql")
    /// NAS volumes. Source: api/nas.md.
    public static let vnas = action("vnas")
    /// Server of the Classic environment, which numbers its regions: each call says which, where it matters. Source:
    /// api/classic-and-others.md §1.
    public static let server = action("server", namesRegion: false)
    /// CDN+: the public site has it no more (networking-cdn-overview), the government site documents it (2026-10-22). That the
    /// financial site has it is (inferred) from clients of others.
    public static let cdnPlus = action(
        "cdn", on: [.gov, .fin],
        absence: Absence(
            reason: "CDN+ ended on the public site on 2025-06-19",
            advice: "write an Edge of Global Edge instead, and remove the CdnPlus from the manifests"))
    /// Global CDN, by the same API. Source: networking-cdn-getglobalcdninstancelist of the public site (2026-09-17) and of the
    /// government site (2026-10-22).
    public static let globalCdn = action(
        "cdn", on: [.public, .gov],
        absence: Absence(
            reason: "Global CDN is not documented for the financial site",
            advice: "remove the GlobalCdn from the manifests"))
    public static let apiGateway = rest("apiGateway", host: "apigateway")
    public static let dataBoxFrame = rest("dataBoxFrame", host: "databoxframe")
    public static let datafence = rest("datafence", host: "datafence")
    /// Certificate Manager, API 1.0. All its codes come with status 200. Source: api/loadbalancer.md §7; security-certificatemanager.
    public static let certificateManager = rest(
        "certificateManager", host: "certificatemanager", codeMember: "returnCode")
    /// Certificate Manager, API 2.0. Source: api/loadbalancer.md §7.
    public static let certificateManagerV2 = rest(
        "certificateManager", host: "certificatemanager", basePath: "/api/v2", codeMember: "returnCode")
    /// Global Edge, whose every answer has a code. That one with status 200 is a refusal too is (inferred). Source:
    /// api/classic-and-others.md §5.
    public static let globalEdge = rest("globalEdge", host: "edge", deletionAnswer: .result, codeMember: "code")
    /// Mails: the API of Cloud Outbound Mailer, which SENS took in. That its codes mean the same with status 200 is (inferred).
    /// Source: api/classic-and-others.md §6.
    public static let mail = rest("mail", host: "mail", deletionAnswer: .deleted, refusesWithSuccessStatus: true)
    /// The Secure Token Service, which tells who owns an access key.
    public static let sts = rest("sts", host: "sts")
    /// Global DNS, API 2.0, one of the standardized services. Source: api/other-services.md §1, §4.
    public static let globalDNS = rest("globalDNS", host: "globaldns", basePath: "/dns/v2")
    /// Cloud Insight, API 1.0. Source: api/classic-and-others.md §2; management-cloudinsight.
    public static let cloudInsight = rest("cloudInsight", host: "cw", basePath: "/cw_fea/real/cw/api")
    /// Sub Account, API 2.0, one of the standardized services. Source: api/other-services.md §1, §3.
    public static let subAccount = rest("subAccount", host: "subaccount", basePath: "/api/v2")
    /// Organization, API 1.0: the quotas of accounts. Source: organization-overview.
    public static let organization = rest("organization", host: "organization", basePath: "/open-api/v1")
    /// Where addresses are. Source: api/classic-and-others.md §4.
    public static let geoLocation = naming("geoLocation", host: "geolocation", basePath: "/geolocation/v2")
    /// Security Monitoring of VPC. Source: api/classic-and-others.md §3.
    public static let securityMonitoring = naming(
        "securityMonitoring", host: "securitymonitoring", basePath: "/vsecuritymonitoring/v1")
    /// Glossaries of Papago, the one part of the linkage API that the account's key signs. Source: api/linkage.md §6.
    public static let papago = rest("papago", host: "papago", basePath: "/glossary/v1")
    /// Key Management Service, API 2.0: keys and their use. Global keys only. Source: api/kms.md §1.
    public static let kms = rest("kms", host: "ocapi", basePath: "/kms/v1", front: .open)
    /// Key Management Service, API 1.0 under signature v1: the use of keys. Source: api/kms.md §5.
    public static let kmsSignedV1 = rest("kms", host: "kms", basePath: "/keys/v1")
    /// Key Management Service, API 1.0 under signature v2.
    public static let kmsSignedV2 = rest("kms", host: "kms", basePath: "/keys/v2")

    /// Kubernetes Service, API 2. Source: api/nks.md §1.
    public static let nks = rest("nks", host: "nks", basePath: "/vnks/v2")

    /// Object Storage, as all services use it. Source: api/objectstorage.md §1.
    public static let objectStorage = Service(
        name: "objectStorage", style: .storage, basePath: "", hostLabel: "object", front: .storage)
    /// Ncloud Storage, the newer service beside it.
    public static let ncloudStorage = Service(
        name: "ncloudStorage", style: .storage, basePath: "", hostLabel: "ncloudstorage", front: .storage)

    /// The path in front of a call in `region`: that of Kubernetes Service names the region, and that of the mail API where it is
    /// Singapore or Japan. Sources: api/nks.md §1, api/classic-and-others.md §6.
    func basePath(in region: String) -> String {
        if self == .mail, region == "SGN" || region == "JPN" { return "\(basePath)-\(region.lowercased())" }
        guard self == .nks else { return basePath }
        if region.hasPrefix("F") { return "/nks/v2" }
        return region == "KR" || region.contains("CS") ? basePath : "/vnks/\(region.lowercased())-v2"
    }

    /// Whether it is Key Management Service, whichever of its APIs.
    var isKMS: Bool { self == .kms || self == .kmsSignedV1 || self == .kmsSignedV2 }
}
