import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A certificate of Certificate Manager; for lookups. Source: api/loadbalancer.md §7, and the page of
    /// getCertificateList, 2026-09-17.
    public static let certificate = Driver(
        Kind(
            "Certificate", service: "CertificateManager",
            summary: "A TLS certificate of Certificate Manager: read-only, for lookups.",
            fields: [
                .computed("name", "Name of the certificate."),
                .computed("domain", "The domain it is for."),
                .computed("validFrom", "When it becomes valid."),
                .computed("validUntil", "When it expires."),
                .computed("statusCode", "Status code: 1 for one in order, negative for one that cannot be used."),
            ],
            identity: Kind.Identity(id: "certificateNo"),
            life: Kind.Life(
                creation: .refused(
                    "certificates are imported in Certificate Manager", advice: "refer to one by name or lookup"),
                deletion: .refused(
                    "certificates are deleted in Certificate Manager")),
            choosing: Kind.Choosing(
                lookup: LookupRules(
                    bareText: .idOrName,
                    picks: [
                        LookupRules.Pick(
                            "longestValid", by: [.descending("validUntil")], "the one that is valid the longest")
                    ])),
            example: """
                apiVersion: ncloud/v1
                kind: Certificate
                metadata: {name: shop-tls}
                import: {name: example-com}
                spec: {}
                """),
        operations: CertificateOperations())
}

/// The list of the older API shows when a certificate expires; no page says so of the newer one.
struct CertificateOperations: AdaptedOperations {
    let form = RESTOperations(
        "Certificate", .certificateManager, "/certificates/{certificateNo}", id: "certificateNo",
        list: .whole("sslCertificateList"), member: "sslCertificate",
        [
            .text("name", "certificateName"), .text("domain", "domainAddress"),
            .text("validFrom", "validStartDate"), .text("validUntil", "validEndDate"),
            .text("statusCode", "statusCode"),
        ])

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        throw .notMade("Certificate")
    }

    func delete(_ object: ManagedObject) async throws(StepFailure) { throw .notDeleted(object.live) }
}
