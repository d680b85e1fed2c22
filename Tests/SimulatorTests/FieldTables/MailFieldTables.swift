/// The answers of Cloud Outbound Mailer below `/api/v1`. Source: api/classic-and-others.md §6; the pages
/// ai-application-service-cloudoutboundmailer-gettemplate, -createtemplate and those of the other calls;
/// common-vapidatatype-nesdatetime, -nescategory, -nesunsubscriberslistcontent. Mails, their files and settings are not simulated.
enum MailFieldTables {
    static let date = FieldTable(texts: "formattedDate formattedDateTime", integers: "utc")
    static let category = FieldTable(texts: "name", integers: "sid parentSid")

    static let template = FieldTable(
        texts: "name description title senderAddress senderName body", integers: "sid", flags: "isUse",
        objects: ["createDate": date, "category": category], optional: "description senderName category",
        nullable: "description senderName category")

    private static func node(_ inner: [String: FieldTable], open: String = "") -> FieldTable {
        FieldTable(
            texts: "name", integers: "sid parentSid", flags: "isCategory isUse", elements: inner,
            objects: ["createDate": date], optional: "subCategoris templates", open: open)
    }

    /// What is at the top of the tree, and two levels below it. The member is spelled so.
    static let tree = FieldTable(elements: [
        "contents": node([
            "subCategoris": node(["templates": node([:])], open: "subCategoris"), "templates": node([:]),
        ])
    ])

    static let book = FieldTable(
        integers: "totalAddressCount",
        elements: ["groups": FieldTable(texts: "groupName", integers: "sid addressCount")])

    static let counts = FieldTable(integers: "count requestCount ignoreCount")

    /// The members beside the list are those of other pages. (inferred)
    static let unsubscribers = FieldTable(
        integers: "totalElements totalPages number size",
        elements: [
            "content": FieldTable(texts: "address", flags: "isRegByManager", objects: ["blockDate": date])
        ])

    private static let groups = "/address-book/recipient-groups"

    /// Every simulated call of the service, with what it answers.
    static let answers: [String: RESTAnswer] = [
        "GET /template": .object(tree), "POST /template": .object(template, status: 201),
        "GET /template/:": .object(template), "PUT /template/:": .object(template),
        "DELETE /template/:": .object(template), "PUT /template/:/name-location": .object(template),
        "PUT /template/:/restoration": .object(template),
        "POST /category": .object(category, status: 201), "PUT /category/:/name-location": .object(category),
        "DELETE /category/:": .object(category),
        "GET /address-book": .object(book), "POST /address-book": .object(book),
        "DELETE /address-book": .object(FieldTable(integers: "deletedAddressCount")),
        "DELETE /address-book/address": .object(book), "DELETE \(groups)": .object(book),
        "DELETE \(groups)/address": .object(book), "DELETE \(groups)/address/empty": .object(book),
        "GET /unsubscribers": .object(unsubscribers), "POST /unsubscribers": .object(counts),
        "DELETE /unsubscribers": .object(counts),
    ]
}
