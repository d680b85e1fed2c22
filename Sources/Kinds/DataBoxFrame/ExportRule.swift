import Model

/// The rules of an ``Driver/exportReview`` or a ``Driver/datafenceExportReview``: which waiting files they cover, and how
/// they decide them. Pure.
enum ExportRule {
    static let approve = "approve"

    /// The calls that take decisions; both services call them alike.
    static let approval = "export-file-approve"
    static let rejection = "export-file-reject"

    static let review = Review(
        "decisions", trial: "dryRun", decide: decide, call: { call($0.members) })

    static func call(_ decision: Attributes) -> String {
        decision.text("decision") == approve ? approval : rejection
    }

    /// - Parameter size: the field that says how large a file may be, in the unit in which answers tell it.
    static func fields(size: Field, requesters: String) -> [Field] {
        [
            Field("name", .string, .required, constraints: [.length(1...100)], "Its name; each decision shows it."),
            Field(
                "decision", .enumeration([approve, "reject"]), .required, "What becomes of the files that it covers."),
            Field("reason", .string, constraints: [.length(1...1000)], "Why it rejects; the requester reads it."),
            Field("files", .set(.string), "Patterns of names, in which * stands for anything."),
            Field("types", .set(.string), "Endings of names, such as csv."),
            size,
            Field("purpose", .string, "A pattern of the purpose, in which * stands for anything."),
            Field("requesters", .set(.string), requesters),
        ]
    }

    /// The fields that say what a rule covers: all of those that are given have to hold.
    static func conditions(size: String) -> [String] { ["files", "types", size, "purpose", "requesters"] }

    static let decision: [Field] = [
        Field("request", .string, .required, "Number of the request."),
        Field("box", .string, "Number of the box."), Field("file", .string, "The file."),
        Field("decision", .string, .required, "approve or reject."),
        Field("rule", .string, "The rule that decides it."),
        Field("reason", .string, "Why it is rejected."),
    ]

    static func waiting(size: String) -> [Field] {
        [
            .computed("request", "Number of the request."), .computed("box", "Number of the box."),
            .computed("file", "The file."), .computed(size, .integer, "Its size."),
            .computed("requester", "Who asks for the export."),
            .computed("purpose", "What it is exported for."), .computed("requested", "When, Korean time."),
        ]
    }

    /// What a rule limits, and the size of a file that it limits.
    private static let sizes = [("maxBytes", "bytes"), ("maxMegabytes", "megabytes")]

    @Sendable static func decide(_ desired: Attributes, _ live: Attributes) -> [Review.Verdict] {
        let rules = desired["rules"]?.elements.map(\.members) ?? []
        return (live["waiting"]?.elements ?? []).map { verdict(on: $0.members, by: rules) }
    }

    private static func verdict(on file: Attributes, by rules: [Attributes]) -> Review.Verdict {
        let size = sizes.lazy.compactMap { _, size in file[size]?.integer.map { ", \($0) \(size)" } }.first ?? ""
        let title = "export \(file.text("request") ?? "") (\(file.text("file") ?? "?")\(size))"
        // Where it is open whether a file is to be rejected, no later rule may approve it.
        guard let rule = rules.first(where: { covers($0, file) ?? ($0.text("decision") != approve) }),
            covers(rule, file) == true
        else {
            return Review.Verdict(title: title, decision: nil, words: "wait")
        }
        let (name, word) = (rule.text("name") ?? "", rule.text("decision") ?? "")
        var decision: Attributes = [
            "request": file["request"] ?? .null, "box": file["box"] ?? .null, "file": file["file"] ?? .null,
            "decision": .string(word), "rule": .string(name),
        ]
        if word != approve { decision["reason"] = .string(rule.text("reason") ?? "rejected by rule \"\(name)\"") }
        return Review.Verdict(
            title: title, decision: .map(decision), words: "\(word) by rule \"\(name)\"")
    }

    /// Whether every condition holds; nil where one is about what is not known of the file, and the others hold.
    private static func covers(_ rule: Attributes, _ file: Attributes) -> Bool? {
        func any(of condition: String, _ known: String, _ isMet: (_ value: String, _ known: String) -> Bool) -> Bool? {
            guard let values = rule[condition], !values.isAbsent else { return true }
            let wanted = values.text.map { [$0] } ?? values.elements.compactMap(\.spelling)
            return file.text(known).map { known in wanted.contains { isMet($0, known) } }
        }
        let parts: [Bool?] =
            sizes.map { limit, size in
                guard let limit = rule[limit]?.integer else { return true }
                return file[size]?.integer.map { $0 <= limit }
            } + [
                any(of: "purpose", "purpose") { Wildcard.matches($0, $1) },
                any(of: "files", "file") { Wildcard.matches($0, $1) },
                any(of: "types", "file") { $1.lowercased().hasSuffix(".\($0.lowercased())") },
                any(of: "requesters", "requester") { $0 == $1 },
            ]
        if parts.contains(false) { return false }
        return parts.contains(nil) ? nil : true
    }
}
