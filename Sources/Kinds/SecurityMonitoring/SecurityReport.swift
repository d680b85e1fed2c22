import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// How many events there were in a period; for references. Source: api/classic-and-others.md §3;
    /// security-securitymonitoring-getidslist, -getipslist, -getwaflist, -getddoslist, -getavlist.
    public static let securityReport = Driver(
        Kind(
            "SecurityReport", service: "SecurityMonitoring",
            summary: """
                How many events a service of Security Monitoring reported in a period, and the latest one: read-only. Its id is the \
                service (IDS, IPS, WAF, DDOS or AV for Anti-Virus), the first day and the last day, such as \
                WAF/2026-11-01/2026-11-30. Without a last day, the period has no end.
                """,
            fields: [
                .computed("service", "IDS, IPS, WAF, DDOS or AV."),
                .computed("firstDay", "The first day, in Korean time."),
                .computed("lastDay", "The last day, which is included; none for a period without an end."),
                .computed("count", .integer, "How many events were reported in the period."),
                .computed("latest", "When the latest of them was detected, in Korean time."),
                .computed("latestTicket", "Number of its ticket, by which a SecurityEvent of IDS or DDOS is read."),
                .computed("latestName", "Its name."),
                .computed("latestType", "Type of the attack or malware."),
                .computed("latestAttacker", "IP address of the attacker."),
                .computed("latestTarget", "IP address of the target or the infected server."),
            ],
            identity: Kind.Identity(id: "period", marker: ["service", "firstDay", "lastDay"]),
            reading: Kind.Reading(perObject: ["POST /vsecuritymonitoring/v1/{call}"]),
            life: Kind.Life(
                creation: .refused(
                    "SecurityReport is read-only",
                    advice: "write import: {id: WAF/2026-11-01} with the service and the days"),
                deletion: .refused("events stay with Security Monitoring")),
            choosing: Kind.Choosing(
                lookup: LookupRules(bareText: .id), undiscovered: "there is one for every period"),
            example: """
                apiVersion: ncloud/v1
                kind: SecurityReport
                metadata: {name: november}
                import: {id: WAF/2026-11-01/2026-11-30}
                spec: {}
                """),
        operations: AnsweredOperations(
            kind: "SecurityReport", columns: reportColumns, request: { ReportPeriod($0)?.request },
            read: { answer, id in
                guard let period = ReportPeriod(id) else { return .null }
                // Without a count it is another answer, such as one of a proxy.
                guard let count = answer["totalRows"]?.integer else { return nil }
                let own = JSON(present: [
                    "service": .string(period.service), "firstDay": .string(period.first),
                    "lastDay": period.last.map(JSON.string), "count": .integer(count),
                ])
                // The documents spell the list differently for each service.
                let events = answer.members.first { $0.key.hasSuffix("DataList") }?.value
                let latest: JSON = events?[0] ?? [:]
                return .object(latest.members.merging(own.members) { $1 })
            }),
        trial: SecurityEventPlace.trial)

    /// The members of events of Anti-Virus are those by which it can be searched. (inferred)
    private static let reportColumns: [Column] = [
        .text("service", "service"), .text("firstDay", "firstDay"), .text("lastDay", "lastDay"),
        .number("count", "count"),
        .value("latest") { wire in
            let milliseconds = wire["date"]?.integer
            return Value(milliseconds.map { DateTime(seconds: $0 / 1000).korean } ?? wire.nonEmpty("date"))
        },
        .text("latestTicket", "ticketId"), .text("latestName", "eventNm"),
        .value("latestType") { Value($0.nonEmpty("attackType") ?? $0.nonEmpty("malwareType")) },
        .text("latestAttacker", "attackerIp"),
        .value("latestTarget") { Value($0.nonEmpty("targetIp") ?? $0.nonEmpty("infectedServerIp")) },
    ]
}
