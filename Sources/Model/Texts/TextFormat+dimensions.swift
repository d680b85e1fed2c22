// Dimensions of metrics: type=fs, mnt_nm=/data.

extension TextFormat {
    /// The pairs of a text; nil for one that is not made of such.
    public static func dimensions(of text: String) -> [(name: String, value: String)]? {
        let blank: (Character) -> Bool = { $0.isWhitespace }
        func trimmed(_ part: Substring) -> String {
            String(String(part.drop(while: blank)).reversed().drop(while: blank).reversed())
        }
        var pairs: [(name: String, value: String)] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let sign = part.firstIndex(of: "=") else { return nil }
            let pair = (trimmed(part[..<sign]), trimmed(part[part.index(after: sign)...]))
            guard !pair.0.isEmpty, !pair.1.isEmpty, !pairs.contains(where: { $0.name == pair.0 }) else { return nil }
            pairs.append(pair)
        }
        return pairs
    }

    /// The one spelling of pairs: the type first, as the console has it, then by name.
    public static func spelling(_ pairs: [(name: String, value: String)]) -> String {
        pairs.sorted { ($0.name == "type" ? 0 : 1, $0.name) < ($1.name == "type" ? 0 : 1, $1.name) }
            .map { "\($0.name)=\($0.value)" }.joined(separator: ", ")
    }
}
