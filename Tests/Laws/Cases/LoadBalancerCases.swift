import Model

extension KindCases {
    static let loadBalancer = [
        KindCases(
            "LoadBalancer",
            otherValues: ["throughput": "MEDIUM", "idleTimeout": 90, "description": "another front"],
            // A further subnet is in another zone; the examples have one zone.
            testedInScenarios: ["subnets"],
            status: StatusPlace("loadBalancer", "loadBalancerInstanceStatus", ready: "USED")),
        KindCases(
            "Listener",
            otherValues: [
                "port": 8443, "http2": false, "tlsMinVersion": "TLSV11",
                "ciphers": ["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"],
                "extraCertificates": [
                    .reference(Reference(lookup: "Certificate", criteria: ["name": "example-org"]))
                ],
            ],
            // A protocol changes together with the certificate that it needs.
            testedInScenarios: ["protocol", "certificate"]),
        KindCases(
            "TargetGroup",
            otherValues: [
                "description": "all of them", "algorithm": "RR", "stickySession": true, "proxyProtocol": true,
                "healthCheckPort": 8081, "healthCheckPath": "/up", "healthCheckMethod": "HEAD",
                "healthCheckCycle": 10, "healthCheckUpThreshold": 3, "healthCheckDownThreshold": 4, "targets": [],
            ],
            preconditions: [
                "proxyProtocol": [
                    "protocol": "PROXY_TCP", "healthCheckProtocol": "TCP", "healthCheckPath": .null,
                    "healthCheckMethod": .null,
                ]
            ]),
    ]
}
