import Model
import NcloudClient

/// The certificates that a listener has besides its own. Source: api/loadbalancer.md §7.
enum ListenerCertificates {
    static let list = "getLoadBalancerListenerCertificateList"
    static let add = "addLoadBalancerListenerCertificate"
    static let remove = "removeLoadBalancerListenerCertificate"

    /// New ones come before old ones go, so that no host name is without its certificate.
    static func exchange(_ listener: ManagedObject) async throws(StepFailure) {
        // A listener that encrypts no more has none, whatever it had before.
        guard isEncrypted(listener.value("protocol")?.text) else { return }
        guard let desired = listener.desired.texts("extraCertificates").map(Set.init) else {
            guard listener.differs("extraCertificates") else { return }
            return try await exchange(listener, to: [])
        }
        try await exchange(listener, to: desired)
    }

    private static func isEncrypted(_ spoken: String?) -> Bool { ["HTTPS", "TLS"].contains(spoken ?? "") }

    private static func exchange(_ listener: ManagedObject, to desired: Set<String>) async throws(StepFailure) {
        let present = Set(listener.live.attributes["extraCertificates"]?.elements.compactMap(\.text) ?? [])
        for number in desired.subtracting(present).sorted() { try await call(add, number, of: listener) }
        for number in present.subtracting(desired).sorted() { try await call(remove, number, of: listener) }
    }

    private static func call(
        _ action: String, _ number: String, of listener: ManagedObject
    ) async throws(StepFailure) {
        let isAddition = action == add
        try await listener.change(
            .action(
                .vloadbalancer, action,
                ["loadBalancerListenerNo": listener.ownNumber, "sslCertificateNo": number])
        ) { live in
            let shown = live.attributes["extraCertificates"]?.elements.compactMap(\.text) ?? []
            return shown.contains(number) == isAddition
        }
        try await listener.session.waitForLoadBalancer(listener.balancer)
    }

    /// Those that a listener shows besides its own, where its protocol has any.
    static let parts = ObjectParts([list], of: "extraCertificates") { listener, cloud throws(APIFailure) in
        guard isEncrypted(listener.attributes.text("protocol")) else {
            return ["extraCertificates": .list([])]
        }
        let request = APIRequest.action(.vloadbalancer, list, ["loadBalancerListenerNo": listener.ownNumber])
        let wires = try await cloud.elements(of: request, under: "loadBalancerListenerCertificateList")
        let others = wires.filter { $0["isDefault"]?.bool != true }
        return ["extraCertificates": Value(texts: others.compactMap { $0.nonEmpty("sslCertificateNo") }.sorted())]
    }
}
