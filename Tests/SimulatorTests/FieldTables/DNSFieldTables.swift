/// The answers of Global DNS, API 2.0, below `/dns/v2`. Source: api/other-services.md §1, §4; the pages pub-global-dns-v2 and
/// gov-global-dns-v2 of domains and records, such as gov-global-dns-v2-records-getrecord.
enum DNSFieldTables {
    static let listedZone = FieldTable(
        texts: "name status description", integers: "domainNo", flags: "applied dnssecEnabled", nullable: "description")

    static let zone = FieldTable(
        texts: "name status description", integers: "domainNo recordCount", flags: "applied dnssecEnabled",
        objects: [
            "soa": FieldTable(
                texts: "domainName nameServers", integers: "serial refresh retry expire ttl",
                nullable: "domainName nameServers serial refresh retry expire ttl")
        ], nullable: "description")

    static let record = FieldTable(
        texts: "domainName host name type content loadBalancerRegionCode",
        integers: "domainNo recordNo ttl aliasNo loadBalancerNo createdTimestamp updatedTimestamp",
        flags: "defaultRecord applied", nullable: "aliasNo loadBalancerNo loadBalancerRegionCode")

    /// `phase` while it goes on, `endDateTime` when it is done; results are those of finished operations on zones.
    static let operation = FieldTable(
        texts: "id", flags: "done",
        objects: [
            "metadata": FieldTable(
                texts: "operationType resourceType startDateTime endDateTime phase", optional: "endDateTime phase"),
            "results": FieldTable(objects: ["0": FieldTable(texts: "name", integers: "domainNo")]),
            "error": FieldTable(texts: "errorCode message detail", open: "fieldErrors"),
        ], optional: "results error")

    private static let done = RESTAnswer.object(operation)
    private static let begun = RESTAnswer.object(operation, status: 202)

    /// A page. The documents name the members beside the list; that the list is called `content`, as in API 1.0, is (inferred).
    private static func page(_ table: FieldTable) -> RESTAnswer {
        .object(
            FieldTable(integers: "pageNo pageSize totalElements totalPages", elements: ["content": table]))
    }

    private static func records(status: Int = 200) -> RESTAnswer {
        .object(FieldTable(elements: ["records": record]), status: status)
    }

    private static let one = "/domains/:"

    /// Every call of the service but statistics, with what it answers.
    static let answers: [String: RESTAnswer] = [
        "GET /domains": page(listedZone), "POST /domains": begun, "GET \(one)": .object(zone), "PUT \(one)": begun,
        "DELETE \(one)": begun, "GET /domains/operations": page(operation), "GET /domains/operations/:": done,
        "GET \(one)/records": page(record), "POST \(one)/records": .object(record, status: 201),
        "GET \(one)/records/:": .object(record), "PUT \(one)/records/:": .object(record),
        "DELETE \(one)/records/:": .noContent, "POST \(one)/records/batch-create": records(status: 201),
        "POST \(one)/records/batch-update": records(), "POST \(one)/records/batch-delete": .noContent,
        "POST \(one)/records/apply": begun, "POST \(one)/records/rollback": .noContent,
        "GET \(one)/records/operations": page(operation), "GET \(one)/records/operations/:": done,
    ]
}
