import Model

// Which object a creation without an answer has made. One object satisfies one creation only.

/// A creation whose object is not known yet.
struct Creating: Sendable {
    let marker: Marker
    /// Whether its call may still be answered; otherwise its object is looked for.
    var isUnderWay = true
}

/// What becomes of the wish to take an object for one's own.
enum Claim: Sendable {
    case none
    /// It belongs to whoever asked, from now on.
    case granted(LiveObject)
    /// Another creation may have made it, and is still to be answered: to be asked again.
    case contested
    /// Nothing tells which object it is, or whose.
    case ambiguous([LiveObject])
}

extension Registry {
    /// The call that makes an object is about to leave.
    func begins(_ address: Address, _ marker: Marker) { creations[address] = Creating(marker: marker) }

    /// The call was not answered, or without naming the object: it is looked for.
    func isSought(_ address: Address) { creations[address]?.isUnderWay = false }

    /// Nothing was made.
    func madeNothing(_ address: Address) { creations[address] = nil }

    /// Looks for the object that the creation at `address` has made, and gives it to that address, in one step.
    ///
    /// An object that two creations may have made is given to neither, unless the policy is to choose.
    func claim(
        among list: [LiveObject], for address: Address, _ marker: Marker, policy: AmbiguityPolicy
    ) -> Claim {
        let found = list.filter { marker.matches($0, drivers.kinds[address.kind]) && !isTaken($0, from: address) }
        guard !found.isEmpty else { return .none }
        let rivals = creations.filter { other, creation in
            other != address && other.kind == address.kind
                && found.contains { creation.marker.matches($0, drivers.kinds[other.kind]) }
        }.values
        if rivals.contains(where: \.isUnderWay) { return .contested }
        if found.count == 1, rivals.isEmpty { return grant(found[0], to: address) }
        switch policy {
        case .fail: return .ambiguous(found)
        case .adopt: return found.newest.map { grant($0, to: address) } ?? .ambiguous(found)
        case .retry: return .none
        }
    }

    private func grant(_ object: LiveObject, to address: Address) -> Claim {
        owners[object.kind, default: [:]][object.id] = address
        creations[address] = nil
        return .granted(object)
    }

    /// Whether the object belongs to another address of the workspace.
    func isTaken(_ object: LiveObject, from address: Address) -> Bool {
        owners[object.kind]?[object.id].map { $0 != address } ?? false
    }

    /// Gives an object to an address, in one step; false when another has it already.
    func take(_ object: LiveObject, for address: Address) -> Bool {
        guard !isTaken(object, from: address) else { return false }
        owners[object.kind, default: [:]][object.id] = address
        return true
    }
}
