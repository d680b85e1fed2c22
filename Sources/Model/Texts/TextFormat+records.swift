// Values of records of the Domain Name System. Which type a record has is not known here: only spellings that no text of a TXT
// record would have count as the same.

extension TextFormat {
    /// The value in the spelling that all share which mean the same: an IPv6 address in short, a host behind numbers in lower case,
    /// host names without the dot at their end, a text and the value of a CAA record without quotes.
    static func normalRecordValue(_ text: String) -> String {
        if let address = IPv6Address(text) { return address.description }
        if let inner = unquoted(text[...]) { return String(inner) }
        return normalAuthority(text) ?? normalHost(text) ?? text
    }

    /// What one pair of quotes is around; nil for other texts.
    private static func unquoted(_ text: Substring) -> Substring? {
        guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return nil }
        let inner = text.dropFirst().dropLast()
        return inner.contains("\"") || inner.contains("\\") ? nil : inner
    }

    /// `0 issue letsencrypt.org` of a CAA record (RFC 8659, 4.1.1); nil for what is none.
    private static func normalAuthority(_ text: String) -> String? {
        let words = text.split(separator: " ", maxSplits: 2)
        let tags = ["issue", "issuewild", "issuemail", "iodef"]
        guard words.count == 3, let flags = UInt8(words[0]), tags.contains(words[1].lowercased()) else { return nil }
        let value = words[2].drop { $0 == " " }
        return "\(flags) \(words[1].lowercased()) \(unquoted(value) ?? value)"
    }

    /// A host name alone, or behind numbers as in `10 mail.example.com.`; nil for other texts.
    private static func normalHost(_ text: String) -> String? {
        let words = text.split(separator: " ", omittingEmptySubsequences: true)
        guard let last = words.last, words.dropLast().allSatisfy({ UInt16($0) != nil }) else { return nil }
        let isNumbered = words.count == 2 || words.count == 4
        let name = last.hasSuffix(".") ? last.dropLast() : last
        guard isHostName(name), isNumbered ? name.contains(".") : words.count == 1 && last.hasSuffix(".") else {
            return nil
        }
        // The case of a text that is alone may mean something.
        guard isNumbered else { return text == String(last) ? String(name) : nil }
        return (words.dropLast().map(String.init) + [name.lowercased()]).joined(separator: " ")
    }
}
