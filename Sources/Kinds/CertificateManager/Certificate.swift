import Model
import NcloudClient

extension Driver {
    /// A certificate of Certificate Manager. Source: api/loadbalancer.md §7, and the pages of createExternalCertificate,
    /// RegisterExternalCertificate, getCertificateList and deleteCertificate, 2026-09-17.
    public static let certificate = Driver(
        Kind(
            "Certificate", service: "CertificateManager",
            summary: """
                A TLS certificate of Certificate Manager: one that a CA issued, imported with its private key and chain, or one that \
                is looked up. A new certificate takes the place of the old one under the same number, so that \
                load balancers and edges keep it.
                """,
            fields: settings + seen,
            choices: [
                FieldChoice(
                    .together, of: CertificateOperations.contents,
                    advice: """
                        chain: {file: path} has the certificates of the CA, the issuing one first; that of a self-signed certificate \
                        is the certificate itself
                        """)
            ],
            identity: Kind.Identity(id: "certificateNo", hasUniqueName: true),
            reading: Kind.Reading([CertificateCalls.list]),
            life: Kind.Life(
                creation: Kind.Procedure([CertificateCalls.create], seconds: 3, timeout: 300),
                update: Kind.Procedure(seconds: 3, timeout: 300),
                deletion: Kind.Procedure([CertificateCalls.delete], seconds: 3, timeout: 300),
                replacement: .createFirst),
            choosing: Kind.Choosing(
                lookup: LookupRules(
                    bareText: .idOrName,
                    picks: [
                        LookupRules.Pick(
                            "longestValid", by: [.descending("validUntil")], "the one that is valid the longest")
                    ]),
                undiscovered: "no call returns a private key, which it takes to create one again"),
            checks: Kind.Checks(
                preflight: [
                    .freeName(of: "Certificate", refused: true), CertificatePreflight.contents,
                    CertificatePreflight.content, CertificatePreflight.renewed, CertificatePreflight.twin,
                    CertificatePreflight.held, CertificatePreflight.imported,
                ]),
            example: example),
        operations: CertificateOperations(),
        secretRenewal: "give the renewed certificate and its key in the files that the manifest names, and apply",
        trial: { _ in .rest(.certificateManager, .get, "/certificates") })

    private static let renewal = Field.Change.inPlace(.none, calls: [CertificateCalls.renew])

    private static let settings: [Field] = [
        Field(
            "name", .string, .optionalFromName, change: .replace,
            constraints: [.spelled(NameRule(3...20, signs: "-", beginsWithLetter: false))],
            "Its name, unique in the account."),
        Field(
            "certificate", .formatted(.fileContent), change: renewal,
            "The certificate in PEM: a string, or {file: path} with the path of a file in the workspace."),
        Field(
            "privateKey", .secret, change: renewal,
            "Its private key in PEM, not encrypted, as ${secret.…}. No call returns it."),
        Field(
            "chain", .formatted(.fileContent), change: renewal,
            "The certificates of its CA in PEM, the issuing one first: a string, or {file: path}."),
    ]

    private static let seen: [Field] = [
        .computed("domain", "The domain it is for."),
        .computed("otherDomains", .list(.string), "Further domains that it is for."),
        .computed("validFrom", "When it becomes valid."),
        .computed("validUntil", "When it expires."),
        .computed("statusCode", "Status code: 1 for one in order, negative for one that cannot be used."),
    ]

    /// One that signed itself, so that it is its own chain.
    private static let example = """
        apiVersion: ncloud/v1
        kind: Certificate
        metadata: {name: shop-tls}
        spec:
          certificate: |
            -----BEGIN CERTIFICATE-----
            MIIBGzCBwgIBATAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA93d3cuZXhhbXBsZS5j
            b20wHhcNMjYwMTAxMDAwMDAwWhcNMzYwMTAxMDAwMDAwWjAaMRgwFgYDVQQDDA93
            d3cuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAS8/RqRyyGs
            ukbOw3R1DaRY5D/cwmgYiSr9GXLcACh6Y/h5UVmBPa0ulxXrylF3MTMV0SWoYG0+
            ftgpyvxlW2hKMAoGCCqGSM49BAMCA0gAMEUCIQC4lEwWYaGs/26j8ApjXDFjxqnk
            p7VwNOuF4fVKU4oqqAIgRuQ7wnCs2C0R+UU37vFuwdXV+yw3BRGbwVVMzderZWU=
            -----END CERTIFICATE-----
          privateKey: ${secret.tlsKey}
          chain: |
            -----BEGIN CERTIFICATE-----
            MIIBGzCBwgIBATAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA93d3cuZXhhbXBsZS5j
            b20wHhcNMjYwMTAxMDAwMDAwWhcNMzYwMTAxMDAwMDAwWjAaMRgwFgYDVQQDDA93
            d3cuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAS8/RqRyyGs
            ukbOw3R1DaRY5D/cwmgYiSr9GXLcACh6Y/h5UVmBPa0ulxXrylF3MTMV0SWoYG0+
            ftgpyvxlW2hKMAoGCCqGSM49BAMCA0gAMEUCIQC4lEwWYaGs/26j8ApjXDFjxqnk
            p7VwNOuF4fVKU4oqqAIgRuQ7wnCs2C0R+UU37vFuwdXV+yw3BRGbwVVMzderZWU=
            -----END CERTIFICATE-----
        """
}

/// The calls, as plans name them.
enum CertificateCalls {
    static let list = "GET /certificates"
    static let create = "POST /certificate/withExternal"
    static let renew = "POST /api/v2/certificate/withExternal"
    static let delete = "DELETE /certificate/{certificateNo}"
}
