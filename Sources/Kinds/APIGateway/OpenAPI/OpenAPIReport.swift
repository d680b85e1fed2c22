import Model

/// What is wrong with a document, what of it the gateway cannot express, and what it has no place for.
final class OpenAPIReport {
    /// What diagnostics go by.
    private enum Code {
        static let malformed = "openapi-malformed"
        static let notExpressed = "openapi-not-expressed"
        static let notKept = "openapi-not-kept"
    }

    private var found: [Diagnostic] = []
    /// Warnings by their sort.
    private var alike: [String: [Diagnostic]] = [:]
    /// How many of a sort are told one by one.
    private static let alikeLimit = 3
    /// Remarks that change nothing for callers, counted: there are some on every operation of most documents.
    private var remarks: [(subject: String, spans: [SourceSpan])] = []

    /// How many schemas may be put in the place of references, so that a hostile document comes to an end.
    static let putInLimit = 2000
    private var putIn = 0

    /// Counts one more schema that is put in; false when there are too many.
    func mayPutIn() -> Bool {
        putIn += 1
        return putIn <= Self.putInLimit
    }

    /// The document is not what it says it is.
    func malformed(_ message: String, at span: SourceSpan, notes: [String] = [], help: String? = nil) {
        found.append(Diagnostic(.error, code: Code.malformed, message, at: span, notes: notes, help: help))
    }

    /// A part that would mean something to callers is left out, or simplified.
    /// - Parameter sort: what others may have in common with it: of many of a sort the first is told, with the places
    ///   of the others.
    func notExpressed(_ what: String, at span: SourceSpan, help: String? = nil, sort: String? = nil) {
        let message = "API Gateway cannot express \(what)"
        let warning = Diagnostic(.warning, code: Code.notExpressed, message, at: span, help: help)
        if let sort { alike[sort, default: []].append(warning) } else { found.append(warning) }
    }

    /// A remark that is left out. All of them make one note.
    func notKept(_ subject: String, at span: SourceSpan) {
        if let index = remarks.firstIndex(where: { $0.subject == subject }) {
            remarks[index].spans.append(span)
        } else {
            remarks.append((subject, [span]))
        }
    }

    /// Everything found.
    /// - Parameter top: where the note on what is not kept stands.
    func diagnostics(top: SourceSpan) -> [Diagnostic] {
        let found = found + alike.values.flatMap(Self.gathered)
        guard !remarks.isEmpty else { return found }
        let notes = remarks.map { subject, spans in
            let first = spans.min().map { "line \($0.line)" } ?? ""
            return spans.count == 1 ? "\(subject) (\(first))" : "\(subject) (\(spans.count) times, first \(first))"
        }
        let note = Diagnostic(
            .note, code: Code.notKept, "API Gateway has no place for remarks of this document: they are not kept",
            at: top, notes: notes)
        return found + [note]
    }

    /// A document mostly says on each operation what it says on one.
    private static func gathered(_ warnings: [Diagnostic]) -> [Diagnostic] {
        // A security scheme of the whole document is met at each operation, and stands in one place.
        let each = Set(warnings).sorted()
        guard each.count > alikeLimit, var first = each.first else { return each }
        let others = each.dropFirst()
        let lines = Set(others.compactMap { $0.span?.line }).sorted().map(String.init).joined(separator: ", ")
        first.notes.append("the same goes for \(others.count) others, in lines \(lines)")
        return [first]
    }

    // MARK: Shapes

    /// The members of a map; none, and reported, when it is something else.
    func map(_ value: PlacedValue?, _ title: String) -> [PlacedValue.Member] {
        guard let value else { return [] }
        guard value.isMap else {
            malformed("\(title) must be a map, not \(value.title)", at: value.span)
            return []
        }
        return value.members.filter { !$0.value.isNull }
    }

    /// The elements of a list; none, and reported, when it is something else.
    func list(_ value: PlacedValue?, _ title: String) -> [PlacedValue] {
        guard let value else { return [] }
        guard case .list(let elements) = value.content else {
            malformed("\(title) must be a list, not \(value.title)", at: value.span)
            return []
        }
        return elements
    }

    /// A text that has to be there; nil, and reported, when it is missing or something else.
    func requiredText(_ key: String, of value: PlacedValue, _ title: String) -> PlacedValue? {
        guard let member = value.member(key) else {
            malformed("\(title) has no '\(key)'", at: value.span, help: "add '\(key): …'")
            return nil
        }
        return text(member.value, "'\(key)' of \(title)")
    }

    /// A text; nil, and reported, when it is something else.
    func text(_ value: PlacedValue?, _ title: String) -> PlacedValue? {
        guard let value else { return nil }
        guard value.text != nil else {
            malformed("\(title) must be a text, not \(value.title)", at: value.span)
            return nil
        }
        return value
    }

    /// True or false; nil, and reported, when it is something else.
    func flag(_ value: PlacedValue?, _ title: String) -> PlacedValue? {
        guard let value else { return nil }
        guard value.bool != nil else {
            malformed("\(title) must be true or false, not \(value.title)", at: value.span)
            return nil
        }
        return value
    }

    /// Says of members nobody asked for that they are left out: extensions and what `remarks` names are remarks, the
    /// rest means something.
    func rest(
        _ members: [PlacedValue.Member], of title: String, called plural: String, known: Set<String>,
        remarks: Set<String> = []
    ) {
        for member in members where !known.contains(member.key) {
            if remarks.contains(member.key) {
                notKept("\(member.key) of \(plural)", at: member.span)
            } else if member.key.hasPrefix("x-ncp-") {
                notExpressed(
                    "\(member.key) of \(title) through nacre: it is left out", at: member.span, sort: member.key)
            } else if member.key.hasPrefix("x-") {
                notKept("\(member.key) of \(plural)", at: member.span)
            } else {
                notExpressed(
                    "'\(member.key)' of \(title): it is left out", at: member.span, sort: "\(member.key) \(plural)")
            }
        }
    }
}
