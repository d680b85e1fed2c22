import Model

extension Driver {
    /// A template of mails. Source: api/classic-and-others.md §6; …-createtemplate, -gettemplate, -updatetemplate,
    /// -updatetemplatelocationorname, -deletetemplate, -restoretemplate.
    public static let mailTemplate = Driver(
        Kind(
            "MailTemplate", service: "Mail",
            summary: """
                A template of mails of Cloud Outbound Mailer, now part of SENS: subject, body and sender. The service keeps a \
                deleted template, out of use: adding it to the manifests again restores it under its old number.
                """,
            fields: settings + seen,
            identity: Kind.Identity(id: "sid"),
            status: StatusTable(
                pending: [MailTemplateOperations.deleted], ready: [MailTemplateOperations.inUse],
                leaving: [MailTemplateOperations.deleted], recoverable: [MailTemplateOperations.deleted]),
            reading: Kind.Reading([MailCalls.tree], perObject: [MailCalls.template]),
            life: Kind.Life(
                creation: Kind.Procedure([MailCalls.createTemplate], seconds: 1, timeout: 60),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure([MailCalls.deleteTemplate], seconds: 1, timeout: 60)),
            checks: Kind.Checks(
                preflight: [
                    .exists("MailTemplateCategory", in: "category"), MailTemplatePreflight.inUse,
                    MailTemplatePreflight.sender,
                ]),
            example: """
                apiVersion: ncloud/v1
                kind: MailTemplate
                metadata: {name: welcome}
                spec:
                  category: notices
                  title: Welcome to the shop
                  body: |
                    <p>Your account is ready.</p>
                  senderAddress: hello@shop.example
                  senderName: The shop
                """),
        operations: MailTemplateOperations())

    private static let settings: [Field] = [
        Field(
            "name", .string, .optionalFromName, change: .inPlace(.none, calls: [MailCalls.changeTemplate]),
            constraints: [.spelled(MailCalls.nameRule)],
            "Its name. A deleted template with this name is restored instead of creating another one."),
        Field(
            "category", .reference("MailTemplateCategory"), change: .inPlace(.none, calls: [MailCalls.moveTemplate]),
            initial: .null, "The category that it is in (default: the top of the tree)."),
        Field(
            "title", .string, .required, change: .inPlace(.none, calls: [MailCalls.changeTemplate]),
            constraints: [.bytes(1...500)], "The subject of the mails, up to 500 bytes."),
        Field(
            "body", .text, .required, change: .inPlace(.none, calls: [MailCalls.changeTemplate]),
            constraints: [.length(1...1_000_000)],
            "The body of the mails, which may be HTML: a string, or {file: path} with the path of a file in the workspace."
        ),
        Field(
            "senderAddress", .formatted(.email), .required,
            change: .inPlace(.none, calls: [MailCalls.changeTemplate]),
            "The address that the mails are sent from, of a domain of your own."),
        Field(
            "senderName", .string, change: .inPlace(.none, calls: [MailCalls.changeTemplate]), initial: "",
            constraints: [.bytes(0...69)], "The name shown with that address, up to 69 bytes."),
        Field(
            "description", .string, change: .inPlace(.none, calls: [MailCalls.changeTemplate]), initial: "",
            constraints: [.bytes(0...300)], "Description, up to 300 bytes."),
        Field(
            "inUse", .boolean, change: .inPlace(.none, calls: [MailCalls.restoreTemplate]), initial: true,
            """
            Whether it can be used. It cannot be false: to the service, a template that is not in use is a deleted one. A \
            template that another user deleted is restored.
            """),
    ]

    private static let seen: [Field] = [
        .computed("status", "IN_USE, or DELETED for one that can be restored."),
        .computed("created", .integer, "When it was created, in milliseconds since 1970."),
    ]
}

enum MailTemplatePreflight {
    static let inUse = Preflight(of: ["inUse"]) { subject, _ in
        guard subject.attributes["inUse"]?.bool == false else { return [] }
        return [
            Preflight.Problem(
                at: "inUse", "a template that is not in use is a deleted one",
                help: "remove its document from the manifests, which deletes it, or remove inUse")
        ]
    }

    /// Domains that the service does not send from. Only another client of the API says so (ncloud-mcp-server, create template), so it
    /// is a warning. (inferred)
    static let sender = Preflight(of: ["senderAddress"]) { subject, _ in
        guard let address = subject.text("senderAddress")?.lowercased(),
            let domain = ["naver.com", "navercorp.com", "ncloud.com"].first(where: { address.hasSuffix("@\($0)") })
        else { return [] }
        return [
            Preflight.Problem(
                .warning, at: "senderAddress", "mails cannot be sent from addresses of \(domain)",
                help: "use an address of a domain of your own")
        ]
    }
}
