/// Private keys inside texts: nobody means to show one, wherever it was pasted.
public enum PrivateKeys {
    /// What the first line of a private key holds, in the forms that are about: PEM, OpenSSH, SSH2 and PuTTY's.
    private static let beginnings = ["PRIVATE KEY", "PuTTY-User-Key-File"]

    /// Whether a line is where a private key begins.
    public static func begins(_ line: some StringProtocol) -> Bool {
        line.contains("PuTTY-User-Key-File") || (line.contains("BEGIN ") && line.contains("PRIVATE KEY"))
    }

    /// Whether a line is where a private key ends.
    public static func ends(_ line: some StringProtocol) -> Bool {
        line.contains("Private-MAC:") || (line.contains("END ") && line.contains("PRIVATE KEY"))
    }

    public static func occur(in text: String) -> Bool {
        // Most texts have none: one look for a few bytes tells.
        guard beginnings.contains(where: { text.contains($0) }) else { return false }
        return text.split(whereSeparator: \.isNewline).contains(where: begins)
    }

    /// The text with each private key in it left out, up to its last line; to the end where that is missing.
    public static func masked(_ text: String) -> String {
        guard occur(in: text) else { return text }
        var shown: [String] = []
        var isInside = false
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let isFirst = !isInside && begins(line)
            if isFirst { shown.append("(private key)") } else if !isInside { shown.append(String(line)) }
            isInside = (isInside || isFirst) && !ends(line)
        }
        return shown.joined(separator: "\n")
    }
}

extension Value {
    /// The value with each private key in its texts left out, for what leaves the machine.
    public var withoutPrivateKeys: Value {
        switch self {
        case .string(let text): .string(PrivateKeys.masked(text))
        case .list(let elements): .list(elements.map(\.withoutPrivateKeys))
        case .map(let members): .map(members.mapValues(\.withoutPrivateKeys))
        case .null, .bool, .integer, .number, .reference, .template, .secret: self
        }
    }
}
