import Model

/// What an object is called in the workspace.
enum DraftName {
    /// Its own name where manifests may use it, else one made of it; told apart by the id where that is taken.
    static func of(_ object: LiveObject, _ kind: Kind, isFree: (String) -> Bool) -> String {
        let base = plain(object.name ?? "")
        let word = kind.name.lowercased()
        let identified = plain(base.isEmpty ? "\(word)-\(object.id)" : "\(base)-\(object.id)")
        if !base.isEmpty, isFree(base) { return base }
        if isFree(identified) { return identified }
        var number = 2
        while !isFree("\(identified)-\(number)") { number += 1 }
        return "\(identified)-\(number)"
    }

    /// The text with each run of characters that no name may have made a `-`; empty when nothing else is left.
    private static func plain(_ text: String) -> String {
        if Address.isValid(name: text) { return text }
        let parts = text.utf8.split { !Address.isPlain($0) }
        return String(parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-").prefix(150))
    }
}
