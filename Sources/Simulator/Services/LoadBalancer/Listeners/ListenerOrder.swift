import OrderedJSON

/// What a call says a listener shall be. Source: api/loadbalancer.md §4.
struct ListenerOrder {
    let attributes: [String: JSON]
    let targetGroup: String

    /// - Parameter taken: the ports of the balancer's other listeners.
    init(_ parameters: CallParameters, of balancer: Record, taken: [Int64], _ world: World) throws(Failure) {
        attributes = try Self.attributes(parameters, of: balancer, taken: taken, world)
        targetGroup = try Self.fittingGroup(try parameters.required("targetGroupNo"), balancer, world)
    }

    /// By the type of the balancer: what its listeners speak, and what their groups.
    private static let protocols: [String: (listeners: [String], groups: [String])] = [
        "APPLICATION": (["HTTP", "HTTPS"], ["HTTP", "HTTPS"]), "NETWORK": (["TCP", "UDP"], ["TCP", "UDP"]),
        "NETWORK_PROXY": (["TCP", "TLS"], ["PROXY_TCP"]),
    ]

    private static let ciphers = ["ECDSA", "RSA"].flatMap { authentication in
        ["128_CBC_SHA", "128_CBC_SHA256", "128_GCM_SHA256", "256_CBC_SHA", "256_CBC_SHA384", "256_GCM_SHA384"].map {
            "TLS_ECDHE_\(authentication)_WITH_AES_\($0)"
        }
    }

    static func attributes(
        _ parameters: CallParameters, of balancer: Record, taken: [Int64], _ world: World
    ) throws(Failure) -> [String: JSON] {
        let code = try parameters.required("protocolTypeCode")
        let fitting = protocols[balancer["loadBalancerType"]]?.listeners ?? []
        guard fitting.contains(code) else { throw .invalid("protocolTypeCode") }
        let port = try parameters.requiredInteger("port")
        guard (1...65_534).contains(port) else { throw .invalid("port") }
        // (inferred: the code)
        guard !taken.contains(port) else { throw .action("1200905", "The port is used by another listener.") }
        let usesHTTP2 = try parameters.flag("useHttp2") ?? false
        guard !usesHTTP2 || code == "HTTPS" else { throw .invalid("useHttp2") }
        let plain: [String: JSON] = [
            "protocolType": .string(code), "port": .integer(port), "useHttp2": .bool(usesHTTP2),
        ]
        return plain.merging(try encryption(parameters, needed: ["HTTPS", "TLS"].contains(code), world)) { $1 }
    }

    /// Certificate, version and ciphers, where the protocol encrypts.
    private static func encryption(
        _ parameters: CallParameters, needed: Bool, _ world: World
    ) throws(Failure) -> [String: JSON] {
        let certificate = parameters.text("sslCertificateNo")
        let version = parameters.text("tlsMinVersionTypeCode")
        let suites = parameters.list("cipherSuiteList")
        guard needed else {
            guard certificate == nil else { throw .invalid("sslCertificateNo") }
            guard version == nil else { throw .invalid("tlsMinVersionTypeCode") }
            guard suites.isEmpty else { throw .invalid("cipherSuiteList") }
            return [
                "sslCertificateNo": "", "tlsMinVersionType": "", "cipherSuiteList": [], "certificateNoList": [],
            ]
        }
        guard let certificate else { throw .missing("sslCertificateNo") }
        guard Certificates.isUsable(certificate, world) else { throw .invalid("sslCertificateNo") }
        guard ["TLSV10", "TLSV11", "TLSV12"].contains(version ?? "TLSV10") else {
            throw .invalid("tlsMinVersionTypeCode")
        }
        guard suites.allSatisfy(ciphers.contains) else { throw .invalid("cipherSuiteList") }
        return [
            "sslCertificateNo": .string(certificate), "tlsMinVersionType": .string(version ?? "TLSV10"),
            // Without a choice all are offered. (inferred)
            "cipherSuiteList": .array((suites.isEmpty ? ciphers : suites).map(JSON.string)),
        ]
    }

    private static func fittingGroup(
        _ number: String, _ balancer: Record, _ world: World
    ) throws(Failure) -> String {
        let group = try TargetGroups.kind.find(world, number)
        let fitting = protocols[balancer["loadBalancerType"]]?.groups ?? []
        guard group["vpcNo"] == balancer["vpcNo"], fitting.contains(group["targetGroupProtocolType"]) else {
            throw .invalid("targetGroupNo")
        }
        if let user = TargetGroups.balancer(of: group.id, world), user != balancer.id {
            // (inferred: the code)
            throw .action("1205905", "The target group is used by another load balancer.")
        }
        return group.id
    }
}

/// The listeners that come with a new balancer.
extension ListenerOrder {
    private static func all(_ parameters: CallParameters, _ balancer: Record, _ world: World) throws(Failure) -> [Self]
    {
        var orders: [Self] = []
        for request in parameters.objects("loadBalancerListenerList") {
            let taken = orders.compactMap { $0.attributes["port"]?.integer }
            orders.append(try ListenerOrder(request, of: balancer, taken: taken, world))
        }
        return orders
    }

    static let areRight = Input.check { parameters, balancer, world throws(Failure) in
        _ = try all(parameters, balancer, world)
    }

    static let insertAll: KindAction.Effect = { world, balancer, parameters throws(Failure) in
        for order in try all(parameters, balancer, world) { Listeners.insert(order, of: balancer.id, &world) }
    }
}
