import OrderedJSON

/// Cloud Outbound Mailer: templates, categories, the address book, unsubscribers. Nothing is sent: the calls that send mails, and
/// their files and settings, are missing. Source: the pages of ai-application-service-cloudoutboundmailer-….
enum Mail {
    static let root: Int64 = -1

    /// A name of 1 to 100 Korean or Latin letters, digits, `.`, `_` and `-`.
    static func name(_ call: RESTCall, _ member: String) throws(Failure) -> String {
        guard case .string(let text)? = call.body[member], isName(text) else {
            throw .mailRequest("\(member) is not valid.")
        }
        return text
    }

    static func isName(_ text: String) -> Bool {
        (1...100).contains(text.unicodeScalars.count)
            && text.unicodeScalars.allSatisfy { scalar in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-", "가"..."힣", "ㄱ"..."ㅣ": true
                default: false
                }
            }
    }

    /// A text of so many bytes; nil where there is none.
    static func text(
        _ call: RESTCall, _ member: String, bytes: ClosedRange<Int>
    ) throws(Failure) -> String? {
        guard let value = call.body[member] else { return nil }
        guard case .string(let text) = value, bytes.contains(text.utf8.count) else {
            throw .mailRequest("\(member) has \(bytes.lowerBound) to \(bytes.upperBound) bytes.")
        }
        return text
    }

    /// E-mail addresses under a member, at least one.
    static func addresses(_ call: RESTCall, _ member: String) throws(Failure) -> [String] {
        let texts = call.body[member]?.elements.compactMap(\.text) ?? []
        guard !texts.isEmpty, texts.allSatisfy(isAddress) else { throw .mailRequest("\(member) are e-mail addresses.") }
        return texts
    }

    /// Something, one `@`, and a domain. (inferred)
    static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !text.contains(" ")
    }

    /// Source: common-vapidatatype-nesdatetime.
    static func date(_ milliseconds: Int64) -> JSON {
        let text = Timestamp(milliseconds: milliseconds).koreanPlain
        let thousandth = String(1000 + milliseconds % 1000).dropFirst()
        return [
            "utc": .integer(milliseconds), "formattedDate": .string(String(text.prefix(10))),
            "formattedDateTime": .string("\(text) \(thousandth)"),
        ]
    }

    static func number(_ id: String) -> JSON { .integer(Int64(id) ?? root) }
}

extension Failure {
    /// A refusal by the mail service. That it comes in the gateway's envelope is (inferred).
    static func mailRequest(_ message: String) -> Failure { .rest(400, "77102", message) }

    static let notInMail = rest(400, "77103", "The requested resource does not exist.")
}

extension RESTService {
    static let mail = RESTService(
        "/api/v1", naming: .inPath,
        [
            MailTemplates.kind, MailCategories.kind, MailAddressBook.kind, MailAddressBook.orders,
            MailAddressBook.addresses, MailUnsubscribers.kind,
        ])
}

extension NumberFamily {
    /// Templates and categories are counted together.
    static let mailTree = NumberFamily(name: "mailTree", first: 252)
}

extension TableSchema {
    static let mailTemplate = TableSchema(
        "mailTemplate", nameAttribute: "name", numbers: .mailTree, indexes: ["categorySid"])
    static let mailCategory = TableSchema(
        "mailCategory", nameAttribute: "name", numbers: .mailTree, indexes: ["parentSid"])
    static let mailGroup = TableSchema(
        "mailGroup", nameAttribute: "groupName", numbers: NumberFamily(name: "mailGroup", first: 155))
    static let mailOrder = TableSchema("mailOrder", nameAttribute: "id")
    static let mailAddress = TableSchema("mailAddress", nameAttribute: "address")
    static let mailUnsubscriber = TableSchema("mailUnsubscriber", nameAttribute: "address")
}
