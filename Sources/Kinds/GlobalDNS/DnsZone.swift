import Model

extension Driver {
    /// A zone of Global DNS with its records. Source: api/other-services.md §4; the pages of pub-global-dns-v2.
    public static let dnsZone = Driver(
        Kind(
            "DnsZone", service: "GlobalDNS",
            summary: """
                A zone of Global DNS and its records. Changed records are published together, by one apply of the zone, and nacre \
                waits until the name servers have them. Changes that others have not applied yet are never published: such a zone is \
                left as it is.
                """,
            fields: settings + seen,
            identity: Kind.Identity(id: "domainNo"),
            status: StatusTable(pending: ["PROCESSING"], ready: ["SUCCEEDED"]),
            reading: Kind.Reading([DnsCalls.zones], perObject: [DnsCalls.records]),
            life: Kind.Life(
                creation: Kind.Procedure([DnsCalls.createZone], seconds: 20, timeout: 900)
                    .then([DnsCalls.createRecords], forEach: RecordSet.batch, in: "records", counting: "values")
                    .then([DnsCalls.apply], where: "records"),
                update: Kind.Procedure(seconds: 20, timeout: 900),
                deletion: Kind.Procedure([DnsCalls.deleteZone], seconds: 30, timeout: 900)
                    .first([DnsCalls.deleteRecords], forEach: RecordSet.batch, in: "records", counting: "values")
                    .first([DnsCalls.apply], where: "records"),
                countedCalls: ["records": RecordCalls.count]),
            checks: Kind.Checks(
                preflight: [Preflight.freeName(of: "DnsZone", refused: true), RecordPreflight.unapplied]
                    + RecordPreflight.checks),
            example: """
                apiVersion: ncloud/v1
                kind: DnsZone
                metadata: {name: shop}
                spec:
                  name: shop.example.com
                  description: names of the shop
                  records:
                    - {host: "@", type: A, values: [203.0.113.10]}
                    - {host: www, type: CNAME, values: [shop.example.com]}
                    - {host: "@", type: MX, ttl: 3600, values: [10 mail.shop.example.com]}
                """),
        operations: DnsZoneOperations())

    private static let settings: [Field] = [
        Field(
            "name", .formatted(.zoneName), .required, change: .replace,
            "The domain name, such as example.com. It is registered elsewhere: Global DNS serves it."),
        Field(
            "description", .string, change: .inPlace(.none, calls: [DnsCalls.changeZone]), initial: "",
            constraints: [.length(0...1000)], "Description, up to 1000 characters."),
        Field(
            "dnssec", .boolean, change: .inPlace(.none, calls: [DnsCalls.changeZone]), initial: false,
            """
            Whether the zone is signed. Remove the DS record from the registrar before switching it off: otherwise resolvers that \
            validate find nothing.
            """),
        Field(
            "records", .keyed(RecordSet.fields, by: RecordSet.key),
            change: .inPlace(
                .none,
                calls: [DnsCalls.deleteRecords, DnsCalls.changeRecords, DnsCalls.createRecords, DnsCalls.apply]),
            initial: [], constraints: [.count(0...10_000)],
            """
            Its records, as sets by host and type. The SOA and NS records of the zone itself, and records that point to a load balancer or \
            another record of the service, are left alone.
            """
        ).shareable.unpublished(in: "unapplied"),
        .ownership,
    ]

    private static let seen: [Field] = [
        .computed("nameServers", .list(.string), "The name servers to enter at the registrar."),
        .computed(
            "unapplied", .list(.string),
            "Records that were changed and not applied yet, by nacre or others: host, type, value and TTL."),
        .computed("status", "PROCESSING or SUCCEEDED."),
    ]
}

/// The calls, as plans name them.
enum DnsCalls {
    static let zones = "GET /dns/v2/domains"
    static let createZone = "POST /dns/v2/domains"
    static let changeZone = "PUT /dns/v2/domains/{domain-no}"
    static let deleteZone = "DELETE /dns/v2/domains/{domain-no}"
    static let records = "GET /dns/v2/domains/{domain-no}/records"
    static let createRecords = "POST /dns/v2/domains/{domain-no}/records/batch-create"
    static let changeRecords = "POST /dns/v2/domains/{domain-no}/records/batch-update"
    static let deleteRecords = "POST /dns/v2/domains/{domain-no}/records/batch-delete"
    static let apply = "POST /dns/v2/domains/{domain-no}/records/apply"
}
