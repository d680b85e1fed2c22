/// The answers of Global Edge below `/api/v1`. Source: api/classic-and-others.md §5; the pages profile-listing, edge-listing,
/// edge-information, edge-getcertificatelist, edge-getcertificate, purge-request-info. What statistics answer was not read.
enum EdgeFieldTables {
    static let profile = FieldTable(texts: "profileName", integers: "id customerId", optional: "customerId")

    static let listed = FieldTable(
        texts: """
            edgeName statusType serviceRegionType originalCopyDomain registrationDate modifyDate domainName
            """,
        integers: "id profileId")

    /// What is in the objects is not told by the sheet. `productType` is in a sample alone.
    static let edge = FieldTable(
        texts: "edgeName productType", integers: "profileId", optional: "productType",
        open: """
            distributionConfig originalCopyConfig cachingConfig managedRule headerPolicies optimizationConfig \
            accessControl
            """)

    static let slot = FieldTable(
        texts: """
            commonName serviceRegion tlsVersion cipherProfile certificateName expirationDate provisionStatus \
            provisionDate
            """,
        integers: "slotId")

    private static let pageable = FieldTable(integers: "pageNo offset totalCount")

    static let slotDetails = FieldTable(
        integers: "slotId",
        elements: [
            "certificates": FieldTable(
                texts: "serviceRegion cmCertificateName commonName", integers: "itemId", lists: "sanDomains")
        ],
        objects: [
            "linkedEdges": FieldTable(
                objects: ["pageable": pageable], open: "content")
        ])

    static let purge = FieldTable(
        texts: "clientIp requestDateTime serviceDomain status purgeType targetDirectory",
        integers: "purgeId instanceNo", lists: "targetFileList", nullable: "targetDirectory")

    private static func object(_ table: FieldTable) -> RESTAnswer {
        .object(FieldTable(texts: "code message", objects: ["result": table]))
    }

    private static func list(_ table: FieldTable) -> RESTAnswer {
        .object(FieldTable(texts: "code message", elements: ["result": table]))
    }

    private static let flag = RESTAnswer.object(FieldTable(texts: "code message", flags: "result"))
    private static let certificate = "/certificate/provisioning"

    /// Every call of the service but statistics, with what it answers.
    static let answers: [String: RESTAnswer] = [
        "GET /profiles": list(profile), "GET /profiles/validation": flag,
        "POST /profile": object(FieldTable(integers: "profileId")), "PUT /profiles/:": flag,
        "DELETE /profiles/:": flag,
        "GET /profiles/:/cdn-edges": list(listed), "POST /cdn-edge": object(FieldTable(integers: "edgeId")),
        "GET /cdn-edge/:": object(edge), "PUT /cdn-edges/:": flag,
        "GET /cdn-edges/:/status": .object(FieldTable(texts: "code message result")), "POST /cdn-edges/stop": flag,
        "POST /cdn-edges/activate": flag, "DELETE /cdn-edges": flag,
        "GET \(certificate)": object(FieldTable(elements: ["content": slot], objects: ["pageable": pageable])),
        "GET \(certificate)/:": object(slotDetails),
        "POST \(certificate)": object(FieldTable(integers: "slotId")), "POST \(certificate)/:": flag,
        "PUT \(certificate)/:/certificates/tls": flag, "DELETE \(certificate)/:": flag,
        "POST /purge": .object(FieldTable(texts: "code message", numberLists: "result")), "GET /purge/:": object(purge),
    ]
}
