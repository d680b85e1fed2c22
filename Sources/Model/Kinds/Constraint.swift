/// A rule that a value can be held to before any call is made.
public enum Constraint: Hashable, Sendable {
    /// Inclusive bounds on the number of characters, which are code points; of a map, on those of its JSON.
    case length(ClosedRange<Int>)
    /// Inclusive bounds on the number of UTF-8 bytes, where the API counts bytes.
    case bytes(ClosedRange<Int>)
    /// Inclusive bounds on the number of characters that a list's elements have when they travel as one text.
    case joined(separator: String, upTo: Int)
    case range(ClosedRange<Int64>)
    /// Inclusive bounds on the number of elements.
    case count(ClosedRange<Int>)
    case multiple(of: Int64)
    /// So many lower-case letters, digits and `-`; first a letter, last a letter or digit (api/common.md §7).
    case name(ClosedRange<Int>)
    /// Letters, digits, `_` and `-` (api/apigateway.md §3).
    case apiName
    /// 3 to 63 lower-case letters, digits, `.` and `-`, first and last a letter or digit; no IPv4 address
    /// (api/objectstorage.md §5).
    case bucketName
    /// A path of an API: `/`, or segments that are words, `{name}` or `{name+}` (api/apigateway.md §4.1).
    case apiPath
    /// 3 to 30 letters, digits, `_` and `-`, first a letter (api/vserver.md §3.9).
    case diskName
    /// Bounds on the prefix length of an IPv4 range inside private address space (api/vpc.md §3.1).
    case privateRange(prefix: ClosedRange<Int>)
    /// A password of a service that has rules for them.
    case password(PasswordRule)
    /// A name with rules of its own.
    case spelled(NameRule)
    /// The usual port of a service, or one of a range.
    case port(Int64, or: ClosedRange<Int64>)
    /// A map whose values are texts.
    case mapOfTexts
    /// A text that travels in a header of HTTP: printable ASCII, without a blank first or last.
    case headerText
    /// A map whose members travel in headers, names in lower case, 2048 bytes in all (api/objectstorage.md §7, S3's rules,
    /// inferred).
    case objectMetadata
    /// Each rule of a list names ports when its protocol has them, TCP and UDP, and none otherwise.
    case portsFitProtocol
    /// Holds for the members of an object, or of each object in a list.
    case choice(FieldChoice)
    /// The first element of a list has this text in the member of that name.
    case firstIs(String, member: String)
    /// A number that can become larger in place, and never smaller.
    case growsOnly
    /// A member that a row or an element needs when it is new, and that no answer shows.
    case givenForNew
    /// A version code that goes up only, through these steps one at a time: `5.7`, `8.0`.
    case upgrades([String])
    /// Members that an element of a list has for as long as it lives.
    case keeps([String])
}

extension Constraint {
    /// The rule of most names.
    public static let resourceName = name(3...30)

    /// Says how `value` breaks the rule; nil when it keeps it or is not known yet. Of a secret, what is said holds nothing of it.
    public func violation(of value: Value) -> String? {
        switch self {
        case .length(let bounds): Self.lengthViolation(value, bounds)
        case .bytes(let bounds): value.text.flatMap { Self.violation($0.utf8.count, bounds, "bytes") }
        case .joined(let separator, let limit): Self.joinedViolation(value, separator, limit)
        case .range(let bounds): Self.rangeViolation(value, bounds)
        case .count(let bounds): value.list.flatMap { Self.violation($0.count, bounds, "elements") }
        case .multiple(let step):
            value.integer.flatMap { $0.isMultiple(of: step) ? nil : "must be a multiple of \(step)" }
        case .name(let length): value.text.flatMap { Self.nameViolation($0, length) }
        case .apiName: value.text.flatMap(Self.apiNameViolation)
        case .bucketName: value.text.flatMap(Self.bucketNameViolation)
        case .apiPath: value.text.flatMap(Self.apiPathViolation)
        case .diskName: value.text.flatMap(Self.diskNameViolation)
        case .privateRange(let prefix): value.text.flatMap { Self.privateRangeViolation($0, prefix: prefix) }
        case .password(let rule): value.text.flatMap(rule.violation)
        case .spelled(let rule): value.text.flatMap(rule.violation)
        case .port(let usual, let others):
            value.integer.flatMap { $0 == usual || others.contains($0) ? nil : "must \(Self.words(usual, others))" }
        case .mapOfTexts: Self.mapViolation(value)
        case .headerText: value.text.flatMap(Self.headerViolation)
        case .objectMetadata: Self.metadataViolation(value)
        case .portsFitProtocol: value.elements.lazy.compactMap(Self.portsViolation).first
        case .choice(let choice): Self.choiceViolation(value, choice)
        case .firstIs(let text, let member): Self.firstViolation(value, text, member)
        case .growsOnly, .givenForNew, .upgrades, .keeps: nil
        }
    }

    /// The rule of a port, to follow "must".
    public static func words(_ usual: Int64, _ others: ClosedRange<Int64>) -> String {
        "be \(usual), or between \(others.lowerBound) and \(others.upperBound)"
    }

    /// Says how a change from `before` to `after` breaks the rule; nil when it keeps it.
    public func violation(changing before: Value?, to after: Value?) -> String? {
        switch self {
        case .growsOnly:
            guard let before = before?.integer, let after = after?.integer, after < before else { return nil }
            return "cannot shrink from \(before) to \(after)"
        case .upgrades(let steps): return Self.upgradeViolation(before, after, along: steps)
        case .keeps(let members): return Self.keptViolation(before, after, members)
        default: return nil
        }
    }
}
