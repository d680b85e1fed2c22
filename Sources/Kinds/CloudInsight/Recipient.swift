import Model

extension Driver {
    /// A person who may be told of events. Source: management-cloudinsight-getnotificationrecipientlist.
    public static let recipient = Driver(
        Kind(
            "Recipient", service: "CloudInsight",
            summary:
                "A person who may be notified of events: read-only, for lookups. Notification Recipient in the console manages them.",
            fields: [.computed("name", "Name of the person.")],
            identity: Kind.Identity(id: "managerNo"),
            reading: Kind.Reading([InsightCalls.recipients]),
            life: .offeredByCloud(
                "recipients are managed in the console: Notification Recipient",
                advice: "name one that is registered there"),
            choosing: Kind.Choosing(lookup: LookupRules(bareText: .idOrName)),
            example: """
                apiVersion: ncloud/v1
                kind: Recipient
                metadata: {name: someone}
                import: {name: hongildong}
                spec: {}
                """),
        operations: LookupOperations(
            kind: "Recipient", path: "/rule/notify/groups", id: "managerNo", columns: [.text("name", "managerName")]),
        trial: InsightCalls.recipientTrial)
}
