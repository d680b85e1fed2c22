/// Names that announce a secret, for lines of a file that cannot be read: which of its fields are secret is not known then.
enum SecretWords {
    private static let words = ["password", "passwd", "passphrase", "secret", "token", "privatekey", "private_key"]

    /// The line with stars for what is after a name that announces a secret.
    static func masked(_ line: String) -> String {
        let lowered = line.lowercased()
        // Lowering may change the length of letters that no such name has.
        guard lowered.count == line.count else { return line }
        let ends = words.compactMap { word -> Int? in
            lowered.firstRange(of: word).map { lowered.distance(from: lowered.startIndex, to: $0.upperBound) }
        }
        guard let first = ends.min(), let colon = line.dropFirst(first).firstIndex(of: ":") else { return line }
        let value = line.index(after: colon)
        let hidden = String(line[value...].map { character -> Character in character == " " ? " " : "*" })
        return line[..<value] + hidden
    }
}
