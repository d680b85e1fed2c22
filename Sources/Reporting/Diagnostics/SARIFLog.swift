import Model
import OrderedJSON

/// Findings as SARIF 2.1.0, which code hosts show beside the lines they are about.
struct SARIFLog {
    static let schema = "https://json.schemastore.org/sarif-2.1.0.json"

    /// A rule, as far as it can be described.
    struct Rule {
        var id: String
        /// What is wrong, in one sentence.
        var summary: String?
        var reason: String?
        var advice: String?
        var severity: Diagnostic.Severity?
    }

    struct Result {
        var diagnostic: Diagnostic
        /// The object that it is about.
        var address: Address?
        var field: FieldPath?
        var suppression: LintSuppression?
    }

    var site: SARIFSite
    var rules: [Rule]
    var results: [Result]

    var json: JSON {
        let known = Set(rules.map(\.id))
        let codes = Set(results.map(\.diagnostic.code)).subtracting(known).sorted()
        let all = rules + codes.map { Rule(id: $0) }
        let places = Dictionary(
            all.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var prints = SARIFFingerprints()
        let results = results.map { result in
            json(result, rule: places[result.diagnostic.code] ?? 0, print: prints.next(result))
        }
        let driver = JSON(members: [
            ("name", "nacre"), ("version", .string(site.version)), ("semanticVersion", .string(site.version)),
            ("rules", .array(all.map(json))),
        ])
        return JSON(members: [
            ("$schema", .string(Self.schema)), ("version", "2.1.0"),
            (
                "runs",
                [
                    JSON(members: [
                        ("tool", ["driver": driver]), ("columnKind", "unicodeCodePoints"),
                        ("results", .array(results)),
                    ])
                ]
            ),
        ])
    }

    private func json(_ rule: Rule) -> JSON {
        let help = [rule.reason, rule.advice.map { "To fix it: \($0)." }].compactMap(\.self)
        return JSON(members: [
            ("id", .string(rule.id)),
            ("shortDescription", rule.summary.map(Self.message)),
            ("fullDescription", rule.reason.map(Self.message)),
            ("help", help.isEmpty ? .none : Self.message(help.joined(separator: "\n\n"))),
            ("defaultConfiguration", rule.severity.map { ["level": .string($0.rawValue)] }),
            ("properties", rule.id.split(separator: "/").count > 1 ? ["tags": [.string(rule.area)]] : .none),
        ])
    }

    private func json(_ result: Result, rule: Int, print: String) -> JSON {
        let diagnostic = result.diagnostic
        let help = diagnostic.help.map { ["help: \($0)"] } ?? []
        let text = ([diagnostic.message] + diagnostic.notes.map { "note: \($0)" } + help).joined(separator: "\n")
        return JSON(members: [
            ("ruleId", .string(diagnostic.code)), ("ruleIndex", JSON(rule)),
            ("level", .string(diagnostic.severity.rawValue)), ("message", Self.message(text)),
            ("locations", [location(result)]),
            ("partialFingerprints", ["nacreFinding/v1": .string(print)]),
            ("suppressions", .array([result.suppression.map(json)].compactMap(\.self))),
        ])
    }

    /// Code hosts refuse a whole log for one result without a line: what stands nowhere is shown at the settings.
    private func location(_ result: Result) -> JSON {
        let logical: JSON? = result.address.map { address in
            [JSON(members: [("fullyQualifiedName", JSON(address)), ("kind", "resource")])]
        }
        let span = result.diagnostic.span ?? SourceSpan(file: SARIFSite.project, line: 1, column: 1)
        let physical = site.physical(span, line: result.diagnostic.line)
        return JSON(members: [("physicalLocation", physical), ("logicalLocations", logical)])
    }

    /// What stands at the object is in the source that is judged; what a project says of its objects is beside it.
    private func json(_ suppression: LintSuppression) -> JSON {
        let isShared = suppression.span?.file == SARIFSite.project
        return JSON(members: [
            ("kind", isShared ? "external" : "inSource"), ("status", "accepted"),
            ("justification", .string(suppression.reason)),
            ("location", suppression.span.map { ["physicalLocation": site.physical($0, line: nil)] }),
        ])
    }

    private static func message(_ text: String) -> JSON { ["text": .string(text)] }
}

extension SARIFLog.Rule {
    /// What the rule is about: `gateway` of `gateway/unused-model`.
    fileprivate var area: String { String(id.prefix { $0 != "/" }) }
}

/// Tells one result from another by what it is about, so that it is known again after lines have moved.
private struct SARIFFingerprints {
    private var counts: [String: Int] = [:]

    mutating func next(_ result: SARIFLog.Result) -> String {
        let diagnostic = result.diagnostic
        // What a message tells of an object's surroundings changes with them; the finding stays the same.
        let place =
            result.address.map { [$0.description, result.field?.description ?? ""] }
            ?? [
                diagnostic.message, diagnostic.span?.file ?? "",
                diagnostic.line?.split(separator: " ").joined(separator: " ") ?? "",
            ]
        let identity = ([diagnostic.code] + place).joined(separator: "\n")
        let digest = String(Digest(of: Array(identity.utf8)).text.prefix(32))
        let count = counts[digest, default: 0] + 1
        counts[digest] = count
        return "\(digest):\(count)"
    }
}
