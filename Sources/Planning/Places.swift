import Model

/// What is given up in a plan, and by which steps.
struct Places {
    /// One slot of one parent; of a range, all of the parent's.
    struct Key: Hashable {
        let space: String
        let values: [String]
        let range: IPv4Range?

        /// Nil for an object that does not say, or not yet.
        init?(_ slot: Kind.Slot, _ kind: Kind, _ attributes: Attributes) {
            let values = slot.fields.compactMap { field -> String? in
                guard let value = attributes[field], !value.isAbsent else { return nil }
                return value.spelling
            }
            guard values.count == slot.fields.count, let last = values.last else { return nil }
            space = slot.space ?? "\(kind.name) \(slot.fields.joined(separator: " "))"
            range = slot.isRange ? IPv4Range(last) : nil
            self.values = slot.isRange ? values.dropLast() : values
            if slot.isRange, range == nil { return nil }
        }

        /// The key of everything that may be in the way of ranges in one parent.
        fileprivate var group: [String] { [space] + values }
    }

    fileprivate struct Stretch {
        let range: IPv4Range
        let step: Step
        /// The last address of all stretches up to this one.
        var reach: UInt32 = 0
    }

    private var byKey: [Key: [Step]] = [:]
    private var stretches: [[String]: [Stretch]] = [:]

    var isEmpty: Bool { byKey.isEmpty && stretches.isEmpty }

    mutating func leave(_ slot: Kind.Slot, _ key: Key, _ step: Step) {
        if let range = key.range {
            stretches[key.group, default: []].append(Stretch(range: range, step: step))
        } else {
            byKey[key, default: []].append(step)
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
    func holders(_ slot: Kind.Slot, _ key: Key) -> [Step] {
        guard let range = key.range else { return byKey[key] ?? [] }
        let list = stretches[key.group] ?? []
        var found: [Step] = []
        var index = list.firstIndexReaching(range.base)
        while index < list.count, list[index].range.base <= range.last {
            if list[index].range.overlaps(range) { found.append(list[index].step) }
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
