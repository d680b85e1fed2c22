import Model
import OrderedCollections

/// What is wrong with a document, what of it the gateway cannot express, and what it has no place for.
final class OpenAPIReport {
    /// What diagnostics go by.
    private enum Code {
        static let malformed = "openapi-malformed"
        static let notExpressed = "openapi-not-expressed"
        static let notKept = "openapi-not-kept"
    }

    /// What diagnostics may have in common.
    private enum Sort: Hashable {
        case named(String)
        /// One place, which many others refer to, and so meet.
        case place(code: String, SourceSpan)
    }

    /// By what they have in common.
    private var found: [Sort: Set<Diagnostic>] = [:]
    /// In how many places the same is told one by one.
    private static let placeLimit = 3
    /// Remarks that change nothing for callers, counted: there are some on every operation of most documents.
    private var remarks: OrderedDictionary<String, Set<SourceSpan>> = [:]

    /// The document is not what it says it is.
    func malformed(_ message: String, at span: SourceSpan, notes: [String] = [], help: String? = nil) {
        take(Diagnostic(.error, code: Code.malformed, message, at: span, notes: notes, help: help), at: span)
    }

    /// A part that would mean something to callers is left out, or simplified.
    /// - Parameter sort: what others may have in common with it, besides the place: of many of a sort the first is told,
    ///   with the places of the others.
    func notExpressed(_ what: String, at span: SourceSpan, help: String? = nil, sort: String? = nil) {
        leftOut("API Gateway cannot express \(what)", at: span, help: help, sort: sort)
    }

    /// A part is left out for another reason than the gateway.
    /// - Parameter sort: as for ``notExpressed(_:at:help:sort:)``.
    func leftOut(_ message: String, at span: SourceSpan, help: String? = nil, sort: String? = nil) {
        take(Diagnostic(.warning, code: Code.notExpressed, message, at: span, help: help), at: span, sort: sort)
    }

    private func take(_ diagnostic: Diagnostic, at span: SourceSpan, sort: String? = nil) {
        let sort = sort.map(Sort.named) ?? .place(code: diagnostic.code, span)
        found[sort, default: []].insert(diagnostic)
    }

    /// A remark that is left out. All of them make one note.
    func notKept(_ subject: String, at span: SourceSpan) { remarks[subject, default: []].insert(span) }

    /// Everything found.
    /// - Parameter top: where the note on what is not kept stands.
    func diagnostics(top: SourceSpan) -> [Diagnostic] {
        let found = found.values.flatMap { Self.gathered($0) }
        guard !remarks.isEmpty else { return found }
        let notes = remarks.map { subject, spans in
            let first = spans.min().map { "line \($0.line)" } ?? ""
            return spans.count == 1 ? "\(subject) (\(first))" : "\(subject) (\(spans.count) times, first \(first))"
        }
        let note = Diagnostic(
            .note, code: Code.notKept, "API Gateway does not store some information of this document",
            at: top, notes: notes)
        return found + [note]
    }

    /// A document mostly says on each operation what it says on one, or says it once, and each operation refers to it.
    private static func gathered(_ alike: Set<Diagnostic>) -> [Diagnostic] {
        let places = Dictionary(grouping: alike) { $0.span }.values.compactMap { told(atOnePlace: $0) }.sorted()
        guard places.count > placeLimit, var first = places.first else { return places }
        let others = places.dropFirst()
        let lines = Set(others.compactMap { $0.span?.line }).sorted().map(String.init).joined(separator: ", ")
        first.notes.append("the same goes for \(others.count) others, in lines \(lines)")
        return [first]
    }

    private static func told(atOnePlace alike: [Diagnostic]) -> Diagnostic? {
        guard var first = alike.min() else { return nil }
        if alike.count > 1 {
            first.notes.append("it occurs \(alike.count) times: other places refer to this one")
        }
        return first
    }

    /// The word that a stranger was most likely meant to be: what it holds would be missed.
    private static func meant(
        by key: String, among known: Set<String>, in members: [PlacedValue.Member]
    ) -> String? {
        NearestName.of(key, in: known.filter { word in !members.contains { $0.key == word } }.sorted())
    }

    // MARK: Shapes

    /// The members of a map; none, and reported, when it is something else.
    func map(_ value: PlacedValue?, _ title: String) -> [PlacedValue.Member] {
        guard let value else { return [] }
        guard value.isMap else {
            malformed("\(title) must be a map, but is \(value.title)", at: value.span)
            return []
        }
        return value.members.filter { !$0.value.isNull }
    }

    /// The elements of a list; none, and reported, when it is something else.
    func list(_ value: PlacedValue?, _ title: String) -> [PlacedValue] {
        guard let value else { return [] }
        guard case .list(let elements) = value.content else {
            malformed("\(title) must be a list, but is \(value.title)", at: value.span)
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
            malformed("\(title) must be a string, but is \(value.title)", at: value.span)
            return nil
        }
        return value
    }

    /// True or false; nil, and reported, when it is something else.
    func flag(_ value: PlacedValue?, _ title: String) -> PlacedValue? {
        guard let value else { return nil }
        guard value.bool != nil else {
            malformed("\(title) must be true or false, but is \(value.title)", at: value.span)
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
        for member in members where !known.contains(member.key) && !member.value.isNull {
            if remarks.contains(member.key) {
                notKept("\(member.key) of \(plural)", at: member.span)
            } else if member.key.hasPrefix("x-ncp-") {
                notExpressed(
                    "\(member.key) of \(title) through nacre: it is ignored", at: member.span, sort: member.key)
            } else if member.key.hasPrefix("x-") {
                notKept("\(member.key) of \(plural)", at: member.span)
            } else if member.key.hasPrefix("/") {
                malformed(
                    "the path '\(member.key)' is in \(title)", at: member.span,
                    help: "paths belong under 'paths', at the top of the document")
            } else if let meant = Self.meant(by: member.key, among: known, in: members) {
                malformed("\(title) has no '\(member.key)'", at: member.span, help: "did you mean '\(meant)'?")
            } else {
                notExpressed(
                    "'\(member.key)' of \(title): it is ignored", at: member.span, sort: "\(member.key) \(plural)")
            }
        }
    }
}
