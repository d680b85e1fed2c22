import Model

/// Two values of a field that differ in one part, at some depth.
struct FieldDifference: CustomStringConvertible {
    let kind: String
    let field: String
    let path: FieldPath
    let desired: Value
    let live: Value
    let isInJSON: Bool

    var description: String { "\(kind).\(path)" }

    /// One for each part of each field whose live value is compared with the desired one.
    static func all(of kind: Kind) -> [FieldDifference] {
        kind.fields.filter { $0.isComparable && $0.change != .stateOnly }.flatMap { field in
            Pair.all(field.type).map { pair in
                FieldDifference(
                    kind: kind.name, field: field.name, path: FieldPath([.field(field.name)] + pair.path),
                    desired: pair.desired, live: pair.live, isInJSON: pair.isInJSON)
            }
        }
    }
}

/// Two values of a type that differ at a path.
private struct Pair {
    var path: [FieldPath.Component] = []
    var desired: Value
    var live: Value
    var isInJSON = false

    static func all(_ type: FieldType) -> [Pair] {
        switch type {
        case .object(let fields):
            return parts(fields, besides: []).map { pair in
                Pair(path: pair.path, desired: pair.desired, live: pair.live, isInJSON: pair.isInJSON)
            }
        case .keyed(let fields, let key):
            let element = members(fields, key)
            let title = key.compactMap { element[$0]?.spelling }.joined(separator: " ")
            let missing = Pair(path: [.element(title)], desired: [.map(element)], live: [])
            // No answer shows a secret inside a list: what was applied stands for it.
            return [missing]
                + parts(fields.filter { $0.type != .secret }, besides: key).map { pair in
                    Pair(
                        path: [.element(title)] + pair.path, desired: [pair.desired], live: [pair.live],
                        isInJSON: pair.isInJSON)
                }
        case .list(let element):
            return all(element).map {
                Pair(path: [.element("0")] + $0.path, desired: [$0.desired], live: [$0.live], isInJSON: $0.isInJSON)
            }
        case .set(let element):
            guard let pair = all(element).first, let text = pair.desired.spelling else { return [] }
            return [Pair(path: [.element(text)], desired: [pair.desired, pair.live], live: [pair.live])]
        case .rows(let fields, _):
            // Its rows have no names that a manifest could know: it is ignored as a whole.
            return [Pair(desired: [.map(members(fields, []))], live: [])]
        case .json:
            return [Pair(path: [.field("part")], desired: ["part": 1], live: ["part": 2], isInJSON: true)]
        case .boolean: return [Pair(desired: true, live: false)]
        case .integer: return [Pair(desired: 7, live: 8)]
        case .number: return [Pair(desired: .number(7.5), live: .number(8.5))]
        case .cidr: return [Pair(desired: "10.77.0.0/24", live: "10.78.0.0/24")]
        case .enumeration(let values):
            return [Pair(desired: .string(values.first ?? ""), live: .string(values.dropFirst().first ?? "OTHER"))]
        case .formatted(.fileContent):
            let sample = OtherValues.any(Field("it", type, ""), besides: nil)
            return [Pair(desired: sample, live: .string(FileContent(Array("other".utf8)).digest))]
        case .string, .text, .formatted, .ipAddress, .reference, .secret:
            let sample = OtherValues.any(Field("it", type, ""), besides: nil)
            return [Pair(desired: sample, live: .string((sample.text ?? "") + "1"))]
        }
    }

    /// A pair for each part of an object with these fields.
    private static func parts(_ fields: [Field], besides key: [String]) -> [Pair] {
        let base = members(fields, key)
        return fields.filter { !key.contains($0.name) }.flatMap { field in
            all(field.type).map { pair in
                Pair(
                    path: [.field(field.name)] + pair.path,
                    desired: .map(base.merging([field.name: pair.desired]) { _, new in new }),
                    live: .map(base.merging([field.name: pair.live]) { _, new in new }), isInJSON: pair.isInJSON)
            }
        }
    }

    /// The members that an object has to have.
    private static func members(_ fields: [Field], _ key: [String]) -> Attributes {
        let needed = fields.filter { $0.presence == .required || key.contains($0.name) }
        return Attributes(uniqueKeysWithValues: needed.map { ($0.name, OtherValues.any($0, besides: nil)) })
    }
}
