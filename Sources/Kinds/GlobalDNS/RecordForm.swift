import Model

/// What names and values of records are made of, by type: the rules of DNS, as far as a look tells.
enum RecordForm {
    /// The types of records whose names may have `_`, as `_dmarc` and `_sip._tcp` do. The documents have no `_` in names at all;
    /// without it, these types would be of little use. (inferred)
    static let typesOfServices: Set<String> = ["CNAME", "NS", "PTR", "SPF", "SRV", "TXT"]

    /// The form that the value of a record lacks, to follow "is not"; nil where it has it.
    static func lacking(_ record: ZoneRecord) -> String? {
        let words = record.value.split(separator: " ")
        switch record.type {
        case "A": return IPv4Range.address(record.value) == nil ? "an IPv4 address" : nil
        case "AAAA": return IPv6Address(record.value) == nil ? "an IPv6 address" : nil
        case "MX":
            let isMade = words.count == 2 && isNumber(words[0]) && isHost(words[1])
            return isMade ? nil : "a priority and a host, such as 10 mail.example.com"
        case "SRV":
            let isMade = words.count == 4 && words.dropLast().allSatisfy(isNumber) && isHost(words[3])
            return isMade ? nil : "priority, weight, port and host, such as 0 5 5060 sip.example.com"
        case "CNAME", "NS", "PTR": return words.count == 1 && isHost(words[0]) ? nil : "a host name"
        case "CAA":
            let isMade = words.count >= 3 && UInt8(words[0]) != nil
            return isMade ? nil : "flags, a tag and a value, such as 0 issue \"letsencrypt.org\""
        case "DS":
            let isMade =
                words.count >= 4 && words.prefix(3).allSatisfy(isNumber) && words.dropFirst(3).allSatisfy(isHex)
            return isMade ? nil : "a key tag, an algorithm, a digest type and a digest in hexadecimal digits"
        default: return nil
        }
    }

    /// A number of 16 bits, as all of DNS are, without a sign.
    private static func isNumber(_ word: Substring) -> Bool { word.allSatisfy(\.isNumber) && UInt16(word) != nil }

    private static func isHex(_ word: Substring) -> Bool { word.allSatisfy { $0.isASCII && $0.isHexDigit } }

    /// Whether it may be the name of a host: not an address of any kind. `.` alone says that there is none; other letters than those
    /// of DNS are left to the service. `/` is in the names to which a part of a reverse zone is delegated (RFC 2317), and never
    /// first or last.
    private static func isHost(_ word: Substring) -> Bool {
        guard IPv4Range.address(String(word)) == nil else { return false }
        return !word.hasPrefix("/") && !word.hasSuffix("/")
            && word.allSatisfy { !$0.isASCII || $0.isLetter || $0.isNumber || "-_.*@/".contains($0) }
    }
}
