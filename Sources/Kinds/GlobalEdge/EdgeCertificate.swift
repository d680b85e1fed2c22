import Model

extension Driver {
    /// A certificate that edges use. Source: edge-postcertificate, -getcertificatelist, -getcertificate, -postcertificateslotid,
    /// -putcertificate.
    public static let edgeCertificate = Driver(
        Kind(
            "EdgeCertificate", service: "GlobalEdge",
            summary: """
                A certificate of Certificate Manager that is provisioned to the servers of Global Edge, for edges with a domain of \
                your own.
                """,
            fields: [
                Field(
                    "certificate", .reference("Certificate"), .required, change: .replace,
                    "The certificate for edges in Korea and Japan. When it is renewed, it keeps its number."),
                Field(
                    "globalCertificate", .reference("Certificate"), change: .replace,
                    "The one for edges in the area GLOBAL, which Certificate Manager issues for Global Edge alone."),
                Field(
                    "tlsVersion", .enumeration(["TLS_MIN_VERSION_1_2", "TLS_ALL_VERSIONS"]),
                    change: .inPlace(.none, calls: [EdgeCalls.changeEncryption]), initial: "TLS_MIN_VERSION_1_2",
                    "Which versions of TLS callers may use."),
                Field(
                    "ciphers", .enumeration(["DEFAULT", "GENERAL", "STRICT"]),
                    change: .inPlace(.none, calls: [EdgeCalls.changeEncryption]), initial: "DEFAULT",
                    "Which cipher suites are offered; STRICT not together with TLS_ALL_VERSIONS."),
                .computed("domain", "The domain that it is for."), .computed("validUntil", "When it expires."),
                .computed("status", "READY, PUBLISHING, RUNNING or DELETING."),
            ],
            identity: Kind.Identity(id: "slotId", marker: ["certificate"]),
            status: StatusTable(
                pending: ["READY", "PUBLISHING", "DELETING"], ready: ["RUNNING"], gone: ["DELETED"],
                leaving: ["DELETING"]),
            reading: Kind.Reading([EdgeCalls.slots, CertificateCalls.list], perObject: [EdgeCalls.slot]),
            life: Kind.Life(
                creation: Kind.Procedure([EdgeCalls.createSlot], seconds: 300, timeout: 7200),
                update: Kind.Procedure(seconds: 300, timeout: 7200),
                deletion: Kind.Procedure([EdgeCalls.deleteSlot], seconds: 300, timeout: 7200),
                replacement: .createFirst),
            checks: Kind.Checks(preflight: [ciphers, CertificatePreflight.certificate]),
            example: """
                apiVersion: ncloud/v1
                kind: EdgeCertificate
                metadata: {name: shop-edge-tls}
                spec:
                  certificate: shop-tls
                  tlsVersion: TLS_MIN_VERSION_1_2
                  ciphers: GENERAL
                """),
        operations: EdgeCertificateOperations())

    private static let ciphers = Preflight(of: ["tlsVersion", "ciphers"]) { subject, _ in
        guard subject.text("ciphers") == "STRICT", subject.text("tlsVersion") == "TLS_ALL_VERSIONS" else { return [] }
        return [
            Preflight.Problem(
                at: "ciphers", "STRICT is not offered with TLS_ALL_VERSIONS",
                help: "set tlsVersion to TLS_MIN_VERSION_1_2, or other ciphers")
        ]
    }
}
