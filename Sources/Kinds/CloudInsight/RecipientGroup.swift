import Model

extension Driver {
    /// People who are told of events together. Source: management-cloudinsight-getnotificationrecipientlist.
    public static let recipientGroup = Driver(
        Kind(
            "RecipientGroup", service: "CloudInsight",
            summary:
                "A group of people who may be notified of events: read-only, for lookups. Notification Recipient in the console manages them.",
            fields: [.computed("name", "Name of the group.")],
            identity: Kind.Identity(id: "groupNum"),
            reading: Kind.Reading([InsightCalls.recipients]),
            life: .offeredByCloud(
                "recipient groups are managed in the console: Notification Recipient",
                advice: "name one that is registered there"),
            choosing: Kind.Choosing(lookup: LookupRules(bareText: .idOrName)),
            example: """
                apiVersion: ncloud/v1
                kind: RecipientGroup
                metadata: {name: on-call}
                import: {name: operations}
                spec: {}
                """),
        operations: LookupOperations(
            kind: "RecipientGroup", path: "/rule/notify/groups", id: "groupNum", columns: [.text("name", "groupName")]),
        trial: InsightCalls.recipientTrial)
}
