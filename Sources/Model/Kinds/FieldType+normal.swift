extension FieldType {
    /// The one form of a scalar that all its spellings share which mean the same to the cloud.
    public func normal(_ text: String) -> String {
        switch self {
        case .formatted(let format): format.normal(text)
        case .cidr: IPv4Range(including: text)?.description ?? text
        case .enumeration(let values): Self.known(text, values)
        case .string: text.withoutLastLineBreaks
        case .text, .integer, .number, .boolean, .ipAddress, .reference, .secret, .list, .set, .keyed, .object, .rows,
            .json:
            text
        }
    }

    /// Codes are compared without regard to case: the vendor's wording varies (api/common.md §5).
    private static func known(_ text: String, _ values: [String]) -> String {
        if values.contains(text) { return text }
        let lower = text.lowercased()
        return values.first { $0.lowercased() == lower } ?? text
    }
}

extension String {
    /// The text without the line breaks at its end, which a block of YAML has and nobody means.
    public var withoutLastLineBreaks: String {
        guard last?.isNewline == true else { return self }
        return String(reversed().drop(while: \.isNewline).reversed())
    }
}
