import Model

extension Driver {
    /// A port of a load balancer. Source: api/loadbalancer.md §4.
    public static let listener = Driver(
        Kind(
            "Listener", service: "LoadBalancer",
            summary: """
                A port of a load balancer and what is spoken there. Its default rule forwards to a target group. Other \
                rules are made in the console: nacre shows them, and neither changes nor deletes them.
                """, fields: settings + seen,
            identity: Kind.Identity(id: "loadBalancerListenerNo", marker: ["loadBalancer", "port"]),
            place: Kind.Place(
                listedUnder: "LoadBalancer", shownByParent: "listeners", serializedOn: ["loadBalancer"]),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 30, timeout: 1800)
                    .then([ListenerCertificates.add], where: "extraCertificates"),
                update: Kind.Procedure(seconds: 30, timeout: 1800),
                deletion: Kind.Procedure(seconds: 30, timeout: 1800),
                safeguards: [
                    Safeguard(
                        .deletion, while: "hasConsoleRules", is: true,
                        reason: "it has rules that were created in the console, and no API call creates them again",
                        advice: "delete these rules in the console first, or keep the listener")
                ]),
            checks: Kind.Checks(preflight: ListenerPreflight.checks),
            example: """
                apiVersion: ncloud/v1
                kind: Listener
                metadata: {name: https}
                spec:
                  loadBalancer: front
                  protocol: HTTPS
                  port: 443
                  targetGroup: web
                  certificate: {lookup: {name: example-com}}
                  tlsMinVersion: TLSV12
                  http2: true
                """),
        operations: ListenerOperations())

    private static let settings: [Field] = [
        Field("loadBalancer", .reference("LoadBalancer"), .required, change: .replace, "Its load balancer."),
        Field(
            "protocol", .enumeration(["HTTP", "HTTPS", "TCP", "UDP", "TLS"]), .required, change: .inPlace(.none),
            "HTTP or HTTPS for APPLICATION, TCP or UDP for NETWORK, TCP or TLS for NETWORK_PROXY."),
        Field(
            "port", .integer, .required, change: .inPlace(.none), constraints: [.range(1...65_534)],
            "Its port, unique in the load balancer."),
        Field(
            "targetGroup", .reference("TargetGroup"), .required, change: .replace,
            """
            The target group of its default rule. No API call changes it. It is not compared while the default rule \
            redirects.
            """),
        Field(
            "http2", .boolean, change: .inPlace(.none), initial: false, "Whether it offers HTTP/2; for HTTPS only."),
        Field(
            "certificate", .reference("Certificate"), change: .inPlace(.none), initial: .null,
            "Its certificate, which HTTPS and TLS need."),
        Field(
            "tlsMinVersion", .enumeration(["TLSV10", "TLSV11", "TLSV12"]), change: .inPlace(.none),
            "Lowest version of TLS it accepts, for HTTPS and TLS (default: TLSV10)."),
        Field(
            "ciphers", .set(.enumeration(ListenerOperations.ciphers)), change: .inPlace(.none),
            "Cipher suites it offers, for HTTPS and TLS (default: all)."),
        Field(
            "extraCertificates", .set(.reference("Certificate")),
            change: .inPlace(.none, calls: [ListenerCertificates.add, ListenerCertificates.remove]),
            initial: .list([]), "Certificates for other host names (SNI), for HTTPS and TLS."),
    ]

    private static let seen: [Field] = [
        .computed(
            "rules", .list(.object(ListenerRule.fields)),
            "All its rules, in the order in which they are tried. The default rule is the last."),
        .computed(
            "hasConsoleRules", .boolean, "Whether it has rules that no API call creates: any but the default rule."),
    ]
}
