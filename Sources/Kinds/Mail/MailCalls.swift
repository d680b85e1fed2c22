import Model
import OrderedJSON

/// The calls of the mail API, as plans name them, and what they share. Source: api/classic-and-others.md §6; the pages of
/// ai-application-service-cloudoutboundmailer-….
enum MailCalls {
    static let tree = "GET /template"
    static let template = "GET /template/{templateSid}"
    static let createTemplate = "POST /template"
    static let changeTemplate = "PUT /template/{templateSid}"
    static let moveTemplate = "PUT /template/{templateSid}/name-location"
    static let restoreTemplate = "PUT /template/{templateSid}/restoration"
    static let deleteTemplate = "DELETE /template/{templateSid}"
    static let createCategory = "POST /category"
    static let changeCategory = "PUT /category/{categorySid}/name-location"
    static let deleteCategory = "DELETE /category/{categorySid}"
    static let addressBook = "GET /address-book"
    static let addAddresses = "POST /address-book"
    static let removeFromGroup = "DELETE /address-book/recipient-groups/address"
    static let deleteGroup = "DELETE /address-book/recipient-groups"
    static let unsubscribers = "GET /unsubscribers"
    static let unsubscribe = "POST /unsubscribers"
    static let resubscribe = "DELETE /unsubscribers"

    /// Names of templates, categories and groups.
    static let nameRule = NameRule(1...100, letters: .korean, signs: "._-", beginsWithLetter: false)

    /// The sid that stands for the top of the tree.
    private static let root: Int64 = -1

    /// The sid of a category as a call takes it.
    static func sid(_ category: Value?) -> JSON {
        category?.spelling.flatMap { Int64($0) }.map(JSON.integer) ?? .integer(root)
    }

    /// A category as fields have it; null for the top of the tree.
    static func category(_ sid: JSON?) -> Value {
        sid?.integer == root ? .null : Value(text: sid)
    }
}
