import Model
import NcloudClient
import OrderedJSON

/// The calls of listeners. While one is carried out the load balancer takes no other, so each is waited for. Source:
/// api/loadbalancer.md §4.
struct ListenerOperations: AdaptedOperations {
    static let ciphers = ["ECDSA", "RSA"].flatMap { key in
        ["128_CBC_SHA", "128_CBC_SHA256", "128_GCM_SHA256", "256_CBC_SHA", "256_CBC_SHA384", "256_GCM_SHA384"].map {
            "TLS_ECDHE_\(key)_WITH_AES_\($0)"
        }
    }

    private static let columns: [Column] = [
        .sent("loadBalancer", as: "loadBalancerInstanceNo"), .code("protocol", "protocolType"),
        .number("port", "port"), .sent("targetGroup", as: "targetGroupNo"), .bool("http2", "useHttp2"),
        .text("certificate", "sslCertificateNo").leftOutWhenEmpty,
        .code("tlsMinVersion", "tlsMinVersionType").leftOutWhenEmpty,
        .texts("ciphers", "cipherSuiteList").asSet.leftOutWhenEmpty,
    ]

    /// The answer to a creation lists all listeners of the load balancer; the port tells which one is new.
    let form = ActionOperations(
        "Listener", .vloadbalancer, noun: "LoadBalancerListener", under: .loadBalancer, columns, isPaged: false,
        look: .none, deletion: .byList, isFoundByMarker: true,
        parts: ObjectParts([ListenerRule.parts, ListenerCertificates.parts]),
        changes: [
            .own(
                "protocol", "port", "http2", "certificate", "tlsMinVersion", "ciphers",
                calls: ["changeLoadBalancerListenerConfiguration"], configure),
            .own(
                "extraCertificates", calls: [ListenerCertificates.add, ListenerCertificates.remove],
                ListenerCertificates.exchange),
        ])

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let made = try await form.make(desired, through: session)
        try await session.waitForLoadBalancer(desired.text("loadBalancer"))
        try await form.update(made)
    }

    func delete(_ listener: ManagedObject) async throws(StepFailure) {
        try await form.delete(listener)
        try await listener.session.waitForLoadBalancer(listener.balancer)
    }

    /// Protocol and port always go along, and so does what else there is: what is not sent may get its default.
    private static func configure(_ listener: ManagedObject) async throws(StepFailure) {
        guard listener.differs("protocol", "port", "http2", "certificate", "tlsMinVersion", "ciphers") else { return }
        let spoken = listener.value("protocol")?.text ?? ""
        var fields = ["protocol", "port"]
        if spoken == "HTTPS" { fields.append("http2") }
        if ["HTTPS", "TLS"].contains(spoken) { fields += ["certificate", "tlsMinVersion", "ciphers"] }
        var parameters: Parameters = ["loadBalancerListenerNo": listener.ownNumber]
        parameters.add(Parameters(columns.change(fields, of: listener)))
        try await listener.change(
            .action(.vloadbalancer, "changeLoadBalancerListenerConfiguration", parameters))
        try await listener.session.waitForLoadBalancer(listener.balancer)
    }
}

extension ManagedObject {
    /// The number of the load balancer of a listener.
    var balancer: String? { id.split(separator: "/").first.map(String.init) }

    /// The number of a listener, without that of its load balancer.
    var ownNumber: String { live.ownNumber }
}

extension LiveObject {
    /// The number of a listener, without that of its load balancer.
    var ownNumber: String { id.split(separator: "/").last.map(String.init) ?? id }
}
