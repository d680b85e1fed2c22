extension RecordedResource {
    /// The row as state may hold it: nothing in what was applied is still to be known.
    ///
    /// A field may refer to the object itself, as a group's rule that names the group; that is put in. What cannot be
    /// put in was never sent, and is left out: an element of a list as a whole, since half of it would be another one.
    public var settled: RecordedResource {
        guard applied.values.contains(where: { !$0.references.isEmpty }) else { return self }
        var row = self
        row.applied = applied.compactMapValues { $0.settled(ownValue) }
        return row
    }

    private func ownValue(_ reference: Reference) -> Value? {
        guard reference.address == address else { return nil }
        guard let attribute = reference.attribute, attribute != "id" else { return id.map(Value.string) }
        return (lastSeen[attribute] ?? applied[attribute]).flatMap { $0.references.isEmpty ? $0 : nil }
    }
}

extension Value {
    /// The value with what `lookup` knows put in; nil when something stays open.
    fileprivate func settled(_ lookup: (Reference) -> Value?) -> Value? {
        switch resolving(lookup) {
        case .list(let elements): .list(elements.filter(\.references.isEmpty))
        case let value: value.references.isEmpty ? value : nil
        }
    }
}
