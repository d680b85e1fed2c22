import OrderedJSON

extension APIRequest {
    /// Shorter values are left: they would blank out ordinary words, and are no secrets.
    private static let shortestSecret = 4

    /// `text` without the values of the ``sensitive`` parameters and body members and without an API key: services
    /// repeat what they refuse.
    func redacting(_ text: String) -> String {
        guard !sensitive.isEmpty || signature.apiKey != nil else { return text }
        // As they are, as a form or a query spells them, and as JSON does.
        let spelled = secrets.flatMap {
            [PercentEncoding.encode($0), String(JSON.string($0).serialized(.compact).dropFirst().dropLast()), $0]
        }
        return spelled.reduce(text) { $0.replacing($1, with: "[secret]") }
    }

    /// The longest first, so that one within another does not leave a part of it behind.
    private var secrets: [String] {
        let fields = parameters.filter { $0.name.split(separator: ".").contains { sensitive.contains(String($0)) } }
        let inBody = body.map { Self.values(in: $0, named: sensitive) } ?? []
        let all = fields.map(\.value) + inBody + [signature.apiKey].compactMap(\.self)
        return Set(all.filter { $0.count >= Self.shortestSecret }).sorted { ($0.count, $0) > ($1.count, $1) }
    }

    private static func values(in json: JSON, named names: Set<String>, isSecret: Bool = false) -> [String] {
        switch json {
        case .null: []
        case .bool, .integer, .number, .string: isSecret ? [json.text].compactMap(\.self) : []
        case .array(let elements): elements.flatMap { values(in: $0, named: names, isSecret: isSecret) }
        case .object(let members):
            members.flatMap { values(in: $1, named: names, isSecret: isSecret || names.contains($0)) }
        }
    }
}
