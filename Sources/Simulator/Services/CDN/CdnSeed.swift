import OrderedJSON

/// CDN+ and Global CDN instances out of nothing: the console made them.
enum CdnSeed {
    /// Adds a running instance: one of Global CDN where `global` is true. The members of `rule` come in place of usual ones.
    static func add(_ description: JSON, _ world: inout World) throws(Failure) -> JSON {
        guard let name = description["name"]?.text else { throw .rest(400, "100", "give the name of the instance") }
        let service: CdnService = description["global"]?.bool == true ? .global : .plus
        let names = description["domains"]?.elements.compactMap(\.text) ?? []
        let rule = JSON.object(usualRule.members.merging(description["rule"]?.members ?? [:]) { $1 })
        let domains = Self.domains(names, of: service, &world)
        let settings: [String: JSON] = [
            "serviceName": .string(name), "cdnInstanceDescription": description["description"] ?? "",
            "lastModifiedDate": world.date, "isForLiveTranscoder": false, "isForImageOptimizer": false,
            "liveTranscoderInstanceNoList": [], "imageOptimizerInstanceNo": "",
            "isAvailablePartialDomainPurge": true, "\(service.member)Rule": rule,
            "\(service.member)ServiceDomainList": .array(domains),
        ]
        let running = InstanceStatus("cdnInstance")("RUN", "NULL", "running")
        let instance = CdnInstances.kind(service).insert(settings.merging(running) { $1 }, &world)
        return ["cdnInstanceNo": .string(instance.id), "serviceName": .string(name)]
    }

    /// A generated domain, with the domains of the owner. The codes are (inferred).
    private static func domains(_ names: [String], of service: CdnService, _ world: inout World) -> [JSON] {
        let label = world.random.uuid().prefix(8)
        let generated = "\(label).\(service == .plus ? "cdn" : "gcdn").ntruss.com"
        return (names.isEmpty ? [""] : names).map { name in
            var domain: [String: JSON] = [
                "serviceDomainTypeCode": name.isEmpty ? "DEFAULT" : "USER", "protocolTypeCode": "ALL",
                "defaultDomainName": .string(generated), "userDomainName": .string(name),
            ]
            if service == .plus {
                let number = world.count("cdnDomain", from: 16_682)
                domain["domainId"] = .string("CD0000000000000\(number)")
            }
            return domain.asObject
        }
    }

    /// The members are those of the vendor's SDKs (CdnPlusRule); their values are (inferred).
    private static let usualRule: JSON = [
        "protocolTypeCode": "ALL", "serviceDomainTypeCode": "DEFAULT", "originUrl": "origin.example.com",
        "originPath": "/", "originHttpPort": 80, "originHttpsPort": 443,
        "forwardHostHeaderTypeCode": "ORIGIN_HOSTNAME", "forwardHostHeader": "",
        "cacheKeyHostNameTypeCode": "INCOMING_HOST_HEADER", "isGzipCompressionUse": false,
        "cachingOptionTypeCode": "CACHE", "isErrorContentsResponseUse": false, "cachingTtlTime": "7d",
        "isQueryStringIgnoreUse": false, "isRemoveVaryHeaderUse": false, "isLargeFileOptimizationUse": false,
        "gzipResponseTypeCode": "ORIGIN_RESPONSE", "isReferrerDomainUse": false, "referrerDomainList": [],
        "isReferrerDomainRestrictUse": false, "isSecureTokenUse": false, "secureTokenPassword": "",
        "isReissueSecureTokenPassword": false, "certificateName": "", "isAccessLogUse": false,
        "accessLogFileStorageContainerName": "",
    ]
}
