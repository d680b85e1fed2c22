import Model

extension FieldType {
    /// The fields inside values of this type.
    var parts: [Field] {
        switch self {
        case .keyed(let fields, _), .object(let fields): fields
        case .list(let element), .set(let element): element.parts
        case .string, .text, .formatted, .integer, .number, .boolean, .cidr, .ipAddress, .enumeration, .reference,
            .secret, .json:
            []
        }
    }
}

extension Field.Presence {
    var words: String {
        switch self {
        case .required: "must be given"
        case .optional: "may be left out"
        case .optionalFromName: "left out, it is metadata.name"
        case .computed: "set by the cloud"
        }
    }
}

extension Field {
    /// What it is, and what goes for all fields of its sort.
    var sentences: String {
        isOrigin ? "\(summary) The object stays as it is when that one is made anew." : summary
    }

    /// Whether the cloud tells the field's value again, so that a change made elsewhere is seen.
    var isReadBack: Bool {
        if presence == .computed { return true }
        if case .secret = type { return false }
        switch change {
        case .createOnly, .stateOnly: return false
        case .inPlace, .replace, .refused: return true
        }
    }
}

extension Field.Change {
    /// What changing the field takes.
    var words: String {
        switch self {
        case .inPlace(.none, _): "changes in place"
        case .inPlace(let disruption, _): "changes in place with \(disruption.rawValue)"
        case .replace: "only a new object can change it"
        case .refused(let advice): "cannot change: \(advice)"
        case .createOnly: "given once, at creation"
        case .stateOnly: "changes in state only, without a call"
        }
    }

    /// ``words`` for the narrow column of a reference page.
    var brief: String {
        switch self {
        case .inPlace(.none, _): "in place"
        case .inPlace(let disruption, _): "in place, \(disruption.rawValue)"
        case .replace: "replace"
        case .refused: "refused"
        case .createOnly: "at creation only"
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

extension Disruption {
    /// What the deletion of an object loses.
    var loss: String {
        switch self {
        case .none: "loses nothing that others notice"
        case .restart, .stopStart: "interrupts its users (\(rawValue))"
        case .replace: "loses the object and its id"
        case .dataLoss: "loses data"
        case .irreversible: "is final: it cannot be made again"
        }
    }
}

extension Kind.Reading {
    /// What a look costs, with the calls by name: "getNetworkAclList; for each object getNetworkAclRuleList".
    var words: String {
        let parts = parts { $0.joined(separator: ", ") }
        return (parts + (besides.map { ["besides \($0)"] } ?? [])).joined(separator: "; ")
    }

    /// The same in numbers, for the narrow column of a table: "1 + 1 an object".
    var brief: String {
        let once = once.isEmpty ? [] : ["\(once.count)"]
        let parent = perParent.isEmpty ? [] : ["\(perParent.count) a parent"]
        let object = perObject.isEmpty ? [] : ["\(perObject.count) an object"]
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
        case .deleteFirst: "the old one goes before the new one comes"
        case .createFirst: "the new one comes before the old one goes"
        }
    }
}

extension Kind {
    var isReplaceable: Bool { life.creation.isCertain && life.deletion.isOffered }

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
        return kinds.isEmpty ? nil : "what nacre's own call made with it, by id: \(kinds.joined(separator: ", "))"
    }

    /// Whether an object stays in the cloud when the manifests drop it without a word.
    var isKept: Bool { isWritable && defaultRemoval == .retain }

    static let keptWords = "stays in the cloud, unless lifecycle.onRemove says delete"

    var updateWords: String {
        let names = inPlaceFields.map(\.name)
        return names.isEmpty ? "nothing in place" : "in place: \(names.joined(separator: ", "))"
    }

    /// What a lookup of the kind may say beyond fields that are equal; a line each.
    var lookupWords: [String] {
        let rules = choosing.lookup
        var lines: [String] = []
        switch rules.bareText {
        case .workspaceName: break
        case .id: lines.append("a plain text is its id")
        case .idOrName: lines.append("digits alone are its id, any other plain text its name")
        }
        for (field, comparison) in rules.comparisons.sorted(by: { $0.key < $1.key }) {
            switch comparison {
            case .atLeast: lines.append("\(field) asks for at least so much")
            case .leadingParts: lines.append("\(field) may be its first parts only: 9 finds 9.4")
            }
        }
        for (field, value) in rules.defaults {
            lines.append("only \(field) \(value.spelling ?? value.display), unless it names \(field), name or id")
        }
        return lines + rules.picks.map { "pick: \($0.name) takes of several \($0.summary)" }
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
            .object, .json:
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
        case .range(let bounds): "lie between \(bounds.lowerBound) and \(bounds.upperBound)"
        case .count(let bounds): "have \(bounds.words) elements"
        case .multiple(let step): "be a multiple of \(step)"
        case .name(let length):
            "have \(length.lowerBound) to \(length.upperBound) lower-case letters, digits or '-', begin with a letter and not end with '-'"
        case .apiName: "hold letters, digits, '_' and '-' only"
        case .apiPath: "be '/' or segments of letters, digits, '_', '+' and '-', {name} or {name+}"
        case .diskName: "have 3 to 30 letters, digits, '_' and '-', a letter first"
        case .privateRange(let prefix):
            "be a private IPv4 range, /\(prefix.lowerBound) to /\(prefix.upperBound)"
        case .boxPassword: "be \(BoxPassword.words)"
        case .mapOfTexts: "be a map of texts"
        case .joined(let separator, let limit):
            "have at most \(limit) characters, joined with \(Value.string(separator).display)"
        case .firstIs(let value, let member): "have \(value) as the \(member) of the first"
        case .growsOnly: "never become smaller"
        case .portsFitProtocol: "name ports for TCP and UDP, and for no other protocol"
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
