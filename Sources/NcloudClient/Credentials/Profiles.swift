/// The profiles in the official tool's file `~/.ncloud/configure`. Source: api/signing.md §5.
///
/// Lines `key = value` split at the first `=`, sections in brackets, `#` and `;` begin comments; no section means `DEFAULT`.
struct Profiles {
    static let defaultName = "DEFAULT"

    private(set) var sections: [String: [String: String]] = [:]

    init(parsing text: String) {
        var section = Self.defaultName
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmingSpaces()
            guard let first = line.first, first != "#", first != ";" else { continue }
            if first == "[", let end = line.firstIndex(of: "]") {
                section = String(line[line.index(after: line.startIndex)..<end].trimmingSpaces())
                sections[section, default: [:]] = sections[section] ?? [:]
            } else if let equals = line.firstIndex(of: "=") {
                let key = line[..<equals].trimmingSpaces().lowercased()
                sections[section, default: [:]][key] = String(line[line.index(after: equals)...].trimmingSpaces())
            }
        }
    }
}

extension Substring {
    func trimmingSpaces() -> Substring {
        let start = drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return start }
        return start[...end]
    }
}
