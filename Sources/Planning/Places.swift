import Model

/// What is given up in a plan, and by which steps.
struct Places {
    /// One slot of one parent; of a range, all of the parent's.
    struct Key: Hashable {
        let space: String
        let values: [String]
        let range: IPv4Range?

        /// The key of everything that may be in the way of ranges in one parent.
        fileprivate var group: [String] { [space] + values }
    }

    /// What an object with these fields has of a slot; nothing where it does not say, or not yet.
    ///
    /// An object without an id, to be made yet, goes by its address.
    static func keys(
        _ slot: Kind.Slot, _ kind: Kind, _ attributes: Attributes, of address: Address, id: String?
    ) -> Set<Key> {
        let space = slot.space ?? "\(kind.name) \(slot.fields.joined(separator: " "))"
        let values = slot.fields.compactMap { attributes[$0] }.filter(\.isHolding)
        guard values.count == slot.fields.count, let last = values.last else { return [] }
        let own = id ?? address.description
        if slot.isOwn { return [Key(space: space, values: [own], range: nil)] }
        let parents = values.dropLast().compactMap(\.placeName)
        guard parents.count == values.count - 1 else { return [] }
        let held = last.isList ? last.elements : [last]
        return Set(
            held.compactMap { one -> Key? in
                guard let name = one.placeName else { return nil }
                guard slot.isRange else { return Key(space: space, values: parents + [name], range: nil) }
                return IPv4Range(name).map { Key(space: space, values: parents, range: $0) }
            })
    }

    /// A step and the slot by which it gives the place up.
    typealias Holder = (step: Step, slot: Kind.Slot)

    fileprivate struct Stretch {
        let range: IPv4Range
        let holder: Holder
        /// The last address of all stretches up to this one.
        var reach: UInt32 = 0
    }

    private var byKey: [Key: [Holder]] = [:]
    private var stretches: [[String]: [Stretch]] = [:]

    var isEmpty: Bool { byKey.isEmpty && stretches.isEmpty }

    mutating func leave(_ slot: Kind.Slot, _ key: Key, _ step: Step) {
        if let range = key.range {
            stretches[key.group, default: []].append(Stretch(range: range, holder: (step, slot)))
        } else {
            byKey[key, default: []].append((step, slot))
        }
    }

    /// Puts ranges in order; to be called once, before anything is asked.
    mutating func sort() {
        for group in stretches.keys {
            var list = stretches[group, default: []].sorted { $0.range.base < $1.range.base }
            var reach: UInt32 = 0
            for index in list.indices {
                reach = max(reach, list[index].range.last)
                list[index].reach = reach
            }
            stretches[group] = list
        }
    }

    /// The steps that give up what the key stands for.
    func holders(_ key: Key) -> [Holder] {
        guard let range = key.range else { return byKey[key] ?? [] }
        let list = stretches[key.group] ?? []
        var found: [Holder] = []
        var index = list.firstIndexReaching(range.base)
        while index < list.count, list[index].range.base <= range.last {
            if list[index].range.overlaps(range) { found.append(list[index].holder) }
            index += 1
        }
        return found
    }
}

extension [Places.Stretch] {
    /// The first stretch up to which one comes as far as `address`; they reach ever farther.
    fileprivate func firstIndexReaching(_ address: UInt32) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].reach < address { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Value {
    /// What tells the place that the value names: the id of an object, its address before it has one, or a plain text.
    fileprivate var placeName: String? {
        if case .reference(let reference) = self, reference.attribute == nil { return reference.address?.description }
        return spelling
    }

    fileprivate var isList: Bool {
        if case .list = self { return true }
        return false
    }

    /// Whether a field with this value takes its place.
    fileprivate var isHolding: Bool { !isAbsent && self != .bool(false) }
}
