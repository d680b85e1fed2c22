import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// An attack that Security Monitoring saw; for references. Source: api/classic-and-others.md §3;
    /// security-securitymonitoring-getidseventdetail.
    public static let securityEvent = Driver(
        Kind(
            "SecurityEvent", service: "SecurityMonitoring",
            summary: """
                An event of Security Monitoring: read-only. Its id is the service that saw it, IDS or DDOS, and the number of its ticket, \
                which the console and the notification show.
                """,
            fields: [
                .computed("service", "IDS or DDOS."), .computed("ticket", "Number of its ticket."),
                .computed("report", "What happened, and what to do, as the service describes it."),
                .computed("loadBalancer", "Number of the load balancer at which it was seen."),
                .computed("loadBalancerName", "Name of that load balancer."),
                .computed("loadBalancerDomain", "Domain name of that load balancer."),
            ],
            identity: Kind.Identity(id: "ticketId", marker: ["service", "ticket"]),
            reading: Kind.Reading(
                perObject: ["POST /vsecuritymonitoring/v1/{call}"]),
            life: Kind.Life(
                creation: .refused(
                    "only Security Monitoring reports events", advice: "write import: {id: IDS/…} with the ticket"),
                deletion: .refused("events stay with Security Monitoring")),
            choosing: Kind.Choosing(
                lookup: LookupRules(bareText: .id), undiscovered: "the service lists them by time, without an end"),
            example: """
                apiVersion: ncloud/v1
                kind: SecurityEvent
                metadata: {name: brute-force}
                import: {id: IDS/526068433}
                spec: {}
                """),
        operations: AnsweredOperations(
            kind: "SecurityEvent",
            columns: [
                .text("service", "service"), .text("ticket", "ticket"), .text("report", "report"),
                .text("loadBalancer", "lbInstanceNo"), .text("loadBalancerName", "lbName"),
                .text("loadBalancerDomain", "lbDomainName"),
            ],
            request: { SecurityEventPlace($0)?.request },
            read: { answer, id in
                // A ticket that the service does not have is answered with success and without a report. (inferred)
                guard let place = SecurityEventPlace(id), answer.nonEmpty("report") != nil else {
                    return answer.nonEmpty("returnCode").map { _ in JSON.null }
                }
                let own: JSON = ["service": .string(place.service), "ticket": .string(place.ticket)]
                return .object(answer.members.merging(own.members) { $1 })
            }),
        trial: SecurityEventPlace.trial)
}
