import Model

extension FieldType {
    /// The fields inside values of this type.
    var parts: [Field] {
        switch self {
        case .keyed(let fields, _), .object(let fields), .rows(let fields, _): fields
        case .list(let element), .set(let element): element.parts
        case .string, .text, .formatted, .integer, .number, .boolean, .cidr, .ipAddress, .enumeration, .reference,
            .secret, .json:
            []
        }
    }
}

extension FieldType {
    /// Whether its elements change one by one.
    var hasRows: Bool {
        if case .rows = self { return true }
        return false
    }
}

extension Field.Presence {
    var words: String {
        switch self {
        case .required: "required"
        case .optional: "optional"
        case .optionalFromName: "default: metadata.name"
        case .computed: "set by the cloud"
        }
    }
}

extension Field {
    /// What it is, and what goes for all fields of its sort.
    var sentences: String {
        isOrigin ? "\(summary) The object is not affected when that one is recreated." : summary
    }

    /// Whether the cloud tells the field's value again, so that a change made elsewhere is seen.
    var isReadBack: Bool {
        if presence == .computed { return true }
        if isUnshown { return false }
        if case .secret = type { return false }
        switch change {
        case .createOnly, .stateOnly: return false
        case .inPlace, .replace, .refused: return true
        }
    }
}

extension Field {
    /// The value that the cloud takes for a field that is omitted, for tables; nil where it is nothing, or the summary says it.
    var initialWords: String? {
        guard let initial, !initial.isAbsent, initial.elements.isEmpty, initial.members.isEmpty,
            initial.text != "", !summary.contains("(default")
        else { return nil }
        return initial.text ?? initial.display
    }

    /// The bounds of a number, for tables; nil where there are none worth saying.
    var boundWords: String? {
        for case .range(let bounds) in constraints where bounds.upperBound < Int64(Int32.max) {
            return "\(bounds.lowerBound) to \(bounds.upperBound)"
        }
        return nil
    }
}

extension Field {
    /// What changing the field takes.
    var changeWords: String {
        isGaining ? "updated in place when elements are added, forces replacement when one is removed" : change.words
    }

    /// ``changeWords`` for the narrow column of a reference page.
    var changeBrief: String { isGaining ? "in place to add, replace to remove" : change.brief }
}

extension Field.Change {
    /// What changing the field takes.
    var words: String {
        switch self {
        case .inPlace(.none, _): "updated in place"
        case .inPlace(let disruption, _): "updated in place with \(disruption.rawValue)"
        case .replace: "forces replacement"
        case .refused(let advice): "cannot be changed: \(advice)"
        case .createOnly: "create-only"
        case .stateOnly: "changes state only, without an API call"
        }
    }

    /// ``words`` for the narrow column of a reference page.
    var brief: String {
        switch self {
        case .inPlace(.none, _): "in place"
        case .inPlace(let disruption, _): "in place, \(disruption.rawValue)"
        case .replace: "replace"
        case .refused: "not possible"
        case .createOnly: "create-only"
        case .stateOnly: "in state only"
        }
    }

    var tone: Tone {
        switch self {
        case .inPlace(let disruption, _): disruption.tone
        case .replace, .refused: .danger
        case .createOnly, .stateOnly: .plain
        }
    }
}

extension Kind.Reading {
    /// What reading costs, with the calls by name: "getNetworkAclList; for each object getNetworkAclRuleList".
    var words: String {
        let parts = parts { $0.joined(separator: ", ") }
        return (parts + (besides.map { ["besides \($0)"] } ?? [])).joined(separator: "; ")
    }

    /// The same in numbers, for the narrow column of a table: "1 + 1 per object".
    var brief: String {
        let once = once.isEmpty ? [] : ["\(once.count)"]
        let parent = perParent.isEmpty ? [] : ["\(perParent.count) per parent"]
        let object = perObject.isEmpty ? [] : ["\(perObject.count) per object"]
        return (once + parent + object + (besides == nil ? [] : ["more"])).joined(separator: " + ")
    }

    private func parts(_ list: ([String]) -> String) -> [String] {
        [("", once), ("for each parent ", perParent), ("for each object ", perObject)].compactMap { lead, calls in
            calls.isEmpty ? nil : lead + list(calls)
        }
    }
}

extension Kind.Replacement {
    var words: String {
        switch self {
        case .deleteFirst: "destroy, then create"
        case .createFirst: "create, then destroy"
        case .deleteFirstUnlessRolledOut: "destroy, then create; with a rollout create, then destroy"
        }
    }
}

extension Kind {
    var isReplaceable: Bool { life.creation.isOffered && ending(.create) == nil && life.deletion.isOffered }

    /// The fields that change without a new object.
    var inPlaceFields: [Field] {
        fields.filter { field in
            switch field.change {
            case .inPlace: field.isWritable
            case .replace, .refused, .createOnly, .stateOnly: false
            }
        }
    }

    /// What is deleted together with an object; nil for nothing.
    var alongWords: String? {
        let kinds = life.byproducts.map(\.kind)
        return kinds.isEmpty ? nil : "objects that nacre created together with it: \(kinds.joined(separator: ", "))"
    }

    /// Whether an object stays in the cloud when the manifests drop it without a word.
    var isKept: Bool { isWritable && defaultRemoval == .retain }

    static let keptWords = "stays in the cloud, unless lifecycle.onRemove is delete"

    var updateWords: String {
        let names = inPlaceFields.map(\.name)
        return names.isEmpty ? "nothing in place" : "in place: \(names.joined(separator: ", "))"
    }

    /// What the cloud offers no more; a sentence each, without the full stop.
    var endingWords: [String] {
        life.endings.map { ending in
            let fields = ending.fields.isEmpty ? "" : " \(ending.fields.sorted().joined(separator: ", "))"
            let allowance =
                allowances.contains(ending.operation)
                ? "; an account that still may: capabilities: {\(name): [\(ending.operation.rawValue)]} in nacre.yaml"
                : ""
            return "\(ending.operation.rawValue)\(fields): from \(ending.day) on \(ending.reason); instead: "
                + "\(ending.advice)\(allowance) (source: \(ending.source))"
        }
    }

    /// What a lookup of the kind may say beyond fields that are equal; a line each.
    var lookupWords: [String] {
        let rules = choosing.lookup
        var lines: [String] = []
        switch rules.bareText {
        case .workspaceName: break
        case .id: lines.append("a plain string is its id")
        case .idOrName: lines.append("a string of digits is its id, any other plain string its name")
        }
        for (field, comparison) in rules.comparisons.sorted(by: { $0.key < $1.key }) {
            switch comparison {
            case .atLeast: lines.append("\(field) is a minimum")
            case .leadingParts: lines.append("\(field) may be a version prefix: 9 matches 9.4")
            }
        }
        for (field, value) in rules.defaults {
            lines.append(
                "\(field) defaults to \(value.spelling ?? value.display), unless \(field), name or id is given")
        }
        return lines + rules.picks.map { "pick: \($0.name) selects \($0.summary)" }
    }

    var importWords: String {
        ([identity.id] + (identity.marker.isEmpty ? [] : [identity.marker.joined(separator: " + ")]))
            .joined(separator: ", or by ")
    }
}

extension Field {
    /// What its values have to be, each in words to follow "must".
    var rules: [String] { (type.format.map { ["be \($0.words)"] } ?? []) + constraints.map(\.words) }
}

extension FieldType {
    /// The form that texts of the type have, or those in its lists.
    fileprivate var format: TextFormat? {
        switch self {
        case .formatted(let format): format
        case .list(let element), .set(let element): element.format
        case .string, .text, .integer, .number, .boolean, .cidr, .ipAddress, .enumeration, .reference, .secret, .keyed,
            .object, .rows, .json:
            nil
        }
    }
}

extension Constraint {
    /// The rule in a reader's words, to follow "must".
    var words: String {
        switch self {
        case .length(let bounds): "have \(bounds.words) characters"
        case .bytes(let bounds): "have \(bounds.words) bytes"
        case .range(let bounds): "be between \(bounds.lowerBound) and \(bounds.upperBound)"
        case .count(let bounds): "have \(bounds.words) elements"
        case .multiple(let step): "be a multiple of \(step)"
        case .name(let length):
            "have \(length.lowerBound) to \(length.upperBound) lower-case letters, digits or '-', start with a letter and not end with '-'"
        case .apiName: "contain only letters, digits, '_' and '-'"
        case .bucketName: "be 3 to 63 lower-case letters, digits, '.' and '-', first and last a letter or digit"
        case .apiPath: "be '/' or segments of letters, digits, '_', '+' and '-', {name} or {name+}"
        case .diskName: "have 3 to 30 letters, digits, '_' and '-', and start with a letter"
        case .privateRange(let prefix):
            "be a private IPv4 range, /\(prefix.lowerBound) to /\(prefix.upperBound)"
        case .password(let rule): "be \(rule.words)"
        case .spelled(let rule): rule.words
        case .port(let usual, let others): Constraint.words(usual, others)
        case .upgrades(let steps): "go up only, one step of \(steps.joined(separator: ", ")) at a time"
        case .keeps(let members): "keep \(members.joined(separator: ", ")) of an entry"
        case .mapOfTexts: "be a map of strings"
        case .headerText: "consist of printable ASCII characters, without a blank first or last"
        case .objectMetadata:
            "be a map of strings of printable ASCII characters, by names of lower-case letters, digits, '-', '_' and '.', of at most 2048 bytes in all"
        case .joined(let separator, let limit):
            "have at most \(limit) characters, joined with \(Value.string(separator).display)"
        case .firstIs(let value, let member): "start with the element whose \(member) is \(value)"
        case .growsOnly: "not shrink"
        case .givenForNew: "be set for a new one"
        case .portsFitProtocol: "set ports for TCP and UDP, and for no other protocol"
        case .choice(let choice): choice.words
        }
    }
}

extension FieldChoice {
    /// The rule in a reader's words, to follow "must".
    var words: String {
        switch rule {
        case .exactlyOne: "have exactly one of \(fields.joined(separator: ", "))"
        case .atLeastOne: "have at least one of \(fields.joined(separator: ", "))"
        case .atMostOne: "have at most one of \(fields.joined(separator: ", "))"
        case .together: "have all of \(fields.joined(separator: ", ")) or none"
        }
    }
}

extension ClosedRange<Int> {
    fileprivate var words: String {
        if upperBound == .max { return "at least \(lowerBound)" }
        return lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound) to \(upperBound)"
    }
}
