import Model
import NcloudClient
import OrderedJSON

/// Which pages may call a bucket from browsers: the first rule that fits decides. Source: api/objectstorage.md §5 (S3 form).
enum CorsRule {
    static let fields = [
        Field("origins", .set(.string), .required, "Origins of the pages, such as https://shop.example, or *."),
        Field(
            "methods", .set(.enumeration(["GET", "PUT", "POST", "DELETE", "HEAD"])), .required,
            "Methods that they may use."),
        Field("headers", .set(.string), "Request headers that they may send, or *."),
        Field("exposedHeaders", .set(.string), "Response headers that they may read."),
        Field("maxAge", .integer, constraints: [.range(0...86_400)], "Seconds that a browser remembers the rule."),
    ]

    private static let lists = [
        ("origins", "AllowedOrigin"), ("methods", "AllowedMethod"), ("headers", "AllowedHeader"),
        ("exposedHeaders", "ExposeHeader"),
    ]

    static func value(_ answer: JSON?) -> Value {
        .list(
            (answer?["CORSRule"]?.elements ?? []).map { rule in
                var members: Attributes = [:]
                for (field, element) in lists {
                    let texts = rule[element]?.elements.compactMap(\.text) ?? []
                    if !texts.isEmpty { members[field] = Value(texts: texts) }
                }
                members["maxAge"] = rule["MaxAgeSeconds"]?.text.flatMap(Int64.init).map(Value.integer)
                return .map(members)
            })
    }

    static func document(_ rules: [Attributes]) -> XMLDocument {
        XMLDocument(
            "CORSConfiguration",
            rules.map { rule in
                let texts = lists.flatMap { field, element in
                    rule[field]?.elements.compactMap(\.spelling).map { XMLDocument(element, $0) } ?? []
                }
                let age = rule["maxAge"]?.integer.map { [XMLDocument("MaxAgeSeconds", String($0))] } ?? []
                return XMLDocument("CORSRule", texts + age)
            })
    }
}

/// What Ncloud Storage deletes by itself. That the form is S3's is inferred. A rule with anything that is not named here is not
/// read as one of these: without its filter it would delete other objects. Source: api/objectstorage.md §3, §11.
enum LifecycleRule {
    static let fields = [
        Field("name", .string, .required, constraints: [.length(1...255)], "Name of the rule."),
        Field("prefix", .string, .optional, initial: "", "The rule is for objects whose keys begin so (default: all)."),
        Field("enabled", .boolean, .optional, initial: true, "Whether the rule applies."),
        Field(
            "expireAfter", .integer, constraints: [.range(1...36_500)],
            "Days after which objects are deleted."),
        Field(
            "expireOldVersionsAfter", .integer, constraints: [.range(1...36_500)],
            "Days after which versions that were replaced or deleted are removed."),
    ]
    static let choice = FieldChoice(.atLeastOne, of: ["expireAfter", "expireOldVersionsAfter"])

    /// The field that shows whether there are other rules.
    static let others = "hasOtherRules"
    static let wouldBeLost =
        "it has lifecycle rules with a filter or action that nacre has no field for, and a change replaces all rules"
    static let adviceForOthers =
        "change the rules in the console and remove lifecycle from the manifest, or delete the other rules in the console"

    /// The rules that nacre can write.
    static func value(_ answer: JSON?) -> Value {
        .list(
            (answer?["Rule"]?.elements ?? []).filter(isWritable).map { rule in
                var members: Attributes = ["name": Value(rule["ID"]?.text)]
                members["prefix"] = .string((rule["Filter"]?["Prefix"] ?? rule["Prefix"])?.text ?? "")
                members["enabled"] = .bool(rule["Status"] != "Disabled")
                members["expireAfter"] = days(rule["Expiration"]?["Days"])
                members["expireOldVersionsAfter"] = days(rule["NoncurrentVersionExpiration"]?["NoncurrentDays"])
                return .map(members)
            })
    }

    /// Whether there are rules besides.
    static func hasOthers(_ answer: JSON?) -> Bool { !(answer?["Rule"]?.elements ?? []).allSatisfy(isWritable) }

    /// Elements with others inside, and which of these are known.
    private static let inside: [String: Set<String>] = [
        "Filter": ["Prefix"], "Expiration": ["Days"], "NoncurrentVersionExpiration": ["NoncurrentDays"],
    ]

    /// Whether the rule says nothing but what the fields do, so that it is written back as it was.
    private static func isWritable(_ rule: JSON) -> Bool {
        for (name, part) in rule.members {
            if let known = inside[name] {
                for (inner, _) in part.members where !known.contains(inner) { return false }
            } else if !["ID", "Prefix", "Status"].contains(name) {
                return false
            }
        }
        let hasFilter = rule["Filter"] != nil || rule["Prefix"] != nil
        let actions = [rule["Expiration"]?["Days"], rule["NoncurrentVersionExpiration"]?["NoncurrentDays"]]
        return rule.nonEmpty("ID") != nil && hasFilter && ["Enabled", "Disabled"].contains(rule["Status"]?.text)
            && actions.contains { days($0) != nil }
    }

    private static func days(_ wire: JSON?) -> Value? { wire?.text.flatMap(Int64.init).map(Value.integer) }

    static func document(_ rules: [Attributes]) -> XMLDocument {
        XMLDocument(
            "LifecycleConfiguration",
            rules.map { rule in
                var elements = [
                    XMLDocument("ID", rule["name"]?.spelling ?? ""),
                    XMLDocument("Filter", [XMLDocument("Prefix", rule["prefix"]?.spelling ?? "")]),
                    XMLDocument("Status", rule["enabled"]?.bool == false ? "Disabled" : "Enabled"),
                ]
                if let days = rule["expireAfter"]?.integer {
                    elements.append(XMLDocument("Expiration", [XMLDocument("Days", String(days))]))
                }
                if let days = rule["expireOldVersionsAfter"]?.integer {
                    let count = XMLDocument("NoncurrentDays", String(days))
                    elements.append(XMLDocument("NoncurrentVersionExpiration", [count]))
                }
                return XMLDocument("Rule", elements)
            })
    }
}
