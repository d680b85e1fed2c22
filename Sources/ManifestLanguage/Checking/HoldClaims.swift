import Model

/// Finds places that more objects would have than can: one address on two servers, one subnet in two route tables.
///
/// What an object is only made with is not judged here: it says nothing of the object afterwards.
struct HoldClaims {
    /// A field that takes places, as it is written.
    struct Claim {
        var field: Field
        var value: Value
        var place: Place
    }

    private struct Key: Hashable {
        var space: String
        /// The address or id of the object whose place it is.
        var owner: String
    }

    private struct Holder {
        var address: Address
        var field: String
        var place: Place
    }

    private var holders: [Key: [Holder]] = [:]
    private var holds: [Key: Field.Hold] = [:]

    mutating func add(_ claim: Claim, of address: Address) {
        guard claim.field.change != .createOnly, !claim.value.isAbsent else { return }
        let values = claim.value.elements.isEmpty ? [claim.value] : claim.value.elements
        for hold in claim.field.holds {
            let owners = hold.owner == .own ? [address.description] : Set(values.compactMap(Self.name)).sorted()
            for owner in owners {
                let key = Key(space: hold.space, owner: owner)
                holds[key] = hold
                holders[key, default: []].append(Holder(address: address, field: claim.field.name, place: claim.place))
            }
        }
    }

    /// What tells the object that a value names, in these manifests; nil for what has to be looked up.
    private static func name(_ value: Value) -> String? {
        guard case .reference(let reference) = value else { return value.spelling }
        return reference.attribute == nil ? reference.address?.description : nil
    }

    func report(_ findings: Findings) {
        for (key, all) in holders {
            guard let hold = holds[key], all.count > hold.limit, let last = all.last else { continue }
            findings.error(
                .takenTwice, "\(last.address): '\(last.field)' is already in use: \(hold.rule)", at: last.place,
                notes: all.dropLast().map { "\($0.address) uses it in '\($0.field)' at \($0.place)" },
                help: hold.limit == 1 ? "remove it from one of them" : "remove it from all but \(hold.limit)")
        }
    }
}
