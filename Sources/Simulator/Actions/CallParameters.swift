/// The named values of an action call, from its query and its form body. Source: api/common.md §4.
///
/// An empty value counts as absent, as the official Go client sends one for every field it leaves out.
struct CallParameters: Sendable {
    private var values: [String: String] = [:]
    /// The names of those that are given and empty.
    private var emptied: Set<String> = []

    init(query: String, form: String = "") {
        for pair in query.split(separator: "&") + form.split(separator: "&") {
            let name = pair.prefix { $0 != "=" }
            let value = PercentDecoding.decode(pair.dropFirst(name.count + 1))
            if value.isEmpty {
                emptied.insert(PercentDecoding.decode(name))
            } else {
                values[PercentDecoding.decode(name)] = value
            }
        }
    }

    init(_ values: [String: String], _ emptied: Set<String> = []) {
        self.values = values
        self.emptied = emptied
    }

    /// The same values under other names.
    func renamed(_ name: (String) -> String) -> CallParameters {
        CallParameters(
            Dictionary(values.map { (name($0.key), $0.value) }) { first, _ in first }, Set(emptied.map(name)))
    }

    /// The same with one more value, or another one.
    func with(_ name: String, _ value: String) -> CallParameters {
        CallParameters(values.merging([name: value]) { $1 }, emptied)
    }

    var isEmpty: Bool { values.isEmpty }

    /// All values, whatever they are called.
    var texts: some Collection<String> { values.values }

    func text(_ name: String) -> String? { values[name] }

    /// Whether it is given as an empty text: where that is no way to leave it out.
    func isEmptied(_ name: String) -> Bool { values[name] == nil && emptied.contains(name) }

    func required(_ name: String) throws(Failure) -> String {
        guard let value = values[name] else { throw Failure.missing(name) }
        return value
    }

    func requiredInteger(_ name: String) throws(Failure) -> Int64 {
        guard let value = try integer(name) else { throw Failure.missing(name) }
        return value
    }

    func requiredFlag(_ name: String) throws(Failure) -> Bool {
        guard let value = try flag(name) else { throw Failure.missing(name) }
        return value
    }

    func integer(_ name: String) throws(Failure) -> Int64? {
        guard let text = values[name] else { return nil }
        guard let value = Int64(text) else { throw .invalid(name) }
        return value
    }

    func flag(_ name: String) throws(Failure) -> Bool? {
        guard let text = values[name] else { return nil }
        guard let value = Bool(text.lowercased()) else { throw .invalid(name) }
        return value
    }

    /// `name.1`, `name.2` … by number; gaps and any order are fine.
    func list(_ name: String) -> [String] {
        let found = values.compactMap { key, value in number(after: name, in: key).map { ($0.number, $0.rest, value) } }
        return found.filter { $0.1.isEmpty }.sorted { $0.0 < $1.0 }.map(\.2)
    }

    func requiredList(_ name: String) throws(Failure) -> [String] {
        let elements = list(name)
        guard !elements.isEmpty else { throw Failure.missing(name) }
        return elements
    }

    func requiredObjects(_ name: String) throws(Failure) -> [CallParameters] {
        let elements = objects(name)
        guard !elements.isEmpty else { throw Failure.missing(name) }
        return elements
    }

    /// `name.1.field` … : the fields of each element, by number.
    func objects(_ name: String) -> [CallParameters] {
        var found: [Int: [String: String]] = [:]
        for (key, value) in values {
            guard let (number, rest) = number(after: name, in: key), !rest.isEmpty else { continue }
            found[number, default: [:]][rest] = value
        }
        return found.sorted { $0.key < $1.key }.map { element, values in
            let prefix = "\(name).\(element)."
            let empty = emptied.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
            return CallParameters(values, Set(empty))
        }
    }

    /// Splits `name.3.rest`.
    private func number(after name: String, in key: String) -> (number: Int, rest: String)? {
        guard key.hasPrefix(name + ".") else { return nil }
        let tail = key.dropFirst(name.count + 1)
        let digits = tail.prefix { $0 != "." }
        guard let number = Int(digits) else { return nil }
        return (number, String(tail.dropFirst(digits.count + 1)))
    }
}
