import Model

extension KindCases {
    static let mail = [
        KindCases(
            "MailTemplateCategory",
            otherValues: ["name": "notices-2", "parent": .example("MailTemplateCategory", "offers")]),
        KindCases(
            "MailTemplate",
            otherValues: [
                "name": "welcome-2", "category": .example("MailTemplateCategory", "offers"), "title": "Welcome back",
                "body": "<p>Good to see you.</p>", "senderAddress": "news@shop.example", "senderName": "News",
                "description": "for new accounts",
            ],
            // Only a template that another user deleted is not in use.
            testedInScenarios: ["inUse"], isReadyAtOnce: true),
        KindCases("MailRecipientGroup", otherValues: ["addresses": ["ops@shop.example", "day@shop.example"]]),
        KindCases("MailUnsubscriber"),
    ]
}
