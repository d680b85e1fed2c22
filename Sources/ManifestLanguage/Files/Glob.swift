/// A pattern of paths: `*` and `?` stay within one name, `**` stands for any number of folders.
struct Glob: Sendable {
    private let segments: [[Character]]
    /// The folder that every match lies in, so that nothing else has to be walked.
    let folder: String

    init(_ pattern: String) {
        var names = pattern.split(separator: "/").map(String.init)
        while names.first == "." { names.removeFirst() }
        segments = names.map(Array.init)
        let plain = names.dropLast().prefix { !$0.contains("*") && !$0.contains("?") }
        folder = (pattern.hasPrefix("/") ? "/" : "") + plain.joined(separator: "/")
    }

    func matches(_ path: String) -> Bool {
        let names = path.split(separator: "/").map(Array.init)
        return Glob.matches(segments[...], names[...]) { Glob.matches($0[...], $1[...], isEqual: Glob.isEqual) }
    }

    private static func isEqual(_ pattern: Character, _ character: Character) -> Bool {
        pattern == "?" || pattern == character
    }

    /// `**` among folders and `*` among characters are the same search.
    private static func matches(
        _ pattern: ArraySlice<[Character]>, _ names: ArraySlice<[Character]>,
        isEqual: ([Character], [Character]) -> Bool
    ) -> Bool {
        search(pattern, names, isWild: { $0 == ["*", "*"] }, isEqual: isEqual)
    }

    private static func matches(
        _ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>, isEqual: (Character, Character) -> Bool
    ) -> Bool {
        search(pattern, text, isWild: { $0 == "*" }, isEqual: isEqual)
    }

    /// Greedy search with one step back to the last wild card: never exponential.
    private static func search<Item>(
        _ pattern: ArraySlice<Item>, _ items: ArraySlice<Item>, isWild: (Item) -> Bool, isEqual: (Item, Item) -> Bool
    ) -> Bool {
        var (place, index) = (pattern.startIndex, items.startIndex)
        var resume: (place: Int, index: Int)?
        while index < items.endIndex {
            if place < pattern.endIndex, isWild(pattern[place]) {
                resume = (place, index)
                place += 1
            } else if place < pattern.endIndex, isEqual(pattern[place], items[index]) {
                place += 1
                index += 1
            } else if let last = resume {
                resume = (last.place, last.index + 1)
                (place, index) = (last.place + 1, last.index + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy(isWild)
    }
}
