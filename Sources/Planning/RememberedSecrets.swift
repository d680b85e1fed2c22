import Model

extension Kind {
    /// The fields of a live object with the secrets inside its lists as they were last applied: no answer shows them.
    ///
    /// A secret that the manifest does not give is not compared. Of an object that was never applied nothing is known, and
    /// its secrets count as those that are wanted; of an element that came since, there is none.
    /// - Parameter applied: What nacre last applied; empty for an object that it never applied.
    public func remembering(_ applied: Attributes, in live: Attributes, for wanted: Attributes) -> Attributes {
        var result = live
        for field in fields {
            guard case .keyed(let members, let key) = field.type, let shown = live[field.name],
                let target = wanted[field.name]
            else { continue }
            let secrets = members.filter { $0.type == .secret && $0.isComparable }
            guard !secrets.isEmpty else { continue }
            let known = ValueComparison.byKey(applied[field.name] ?? .null, key, members)
            let desired = ValueComparison.byKey(target, key, members)
            result[field.name] = .list(
                shown.elements.map { element in
                    let place = ValueComparison.key(of: element, by: key, members)
                    guard let other = desired[place] else { return element }
                    var fields = element.members
                    for secret in secrets where fields[secret.name] == nil && other[secret.name] != nil {
                        fields[secret.name] = applied.isEmpty ? other[secret.name] : known[place]?[secret.name]
                    }
                    return .map(fields)
                })
        }
        return result
    }

    /// The same for the secrets of the object itself, and for other fields that no answer shows: one that no planned change is about is the one that is wanted.
    public func remembering(
        _ applied: Attributes, in live: Attributes, for wanted: Attributes, changing changed: Set<String>
    ) -> Attributes {
        var result = remembering(applied, in: live, for: wanted)
        for field in fields
        where (field.type == .secret || field.isUnshown) && field.isComparable && live[field.name] == nil {
            result[field.name] = changed.contains(field.name) ? applied[field.name] : wanted[field.name]
        }
        return result
    }
}
