import Model

/// What objects say that they were called before. Two cannot both have been the same one, and an address that somebody
/// leaves may be taken by another, as when a series moves up.
struct RenameClaims {
    struct Claim {
        var former: Address
        var place: Place
        /// Whether it follows from the rename of the object around. Where it does not fit, there was no rename.
        var isInherited: Bool
    }

    private var claims: [Address: Claim] = [:]
    private var claimants: [Address: Address] = [:]

    subscript(address: Address) -> Claim? { claims[address] }

    mutating func inherit(_ node: Node, _ address: Address) {
        guard let name = node.text else { return }
        let former = Address(kind: address.kind, name: name)
        guard former != address, claimants[former] == nil else { return }
        claim(former, address, node.place, isInherited: true)
    }

    mutating func read(_ node: Node, _ address: Address, _ scope: Scope) {
        guard let text = scope.text(node, "renamedFrom") else { return }
        let findings = scope.context.findings
        let former = Address(text) ?? Address(kind: address.kind, name: text)
        if former.kind != address.kind {
            findings.error(
                .badRename,
                "renamedFrom cannot change the kind: \(address) is \(address.kind.withArticle), \(former) is \(former.kind.withArticle)",
                at: node.place,
                help: "write the old name of the \(address.kind)")
        } else if former == address {
            findings.error(.badRename, "\(address) is renamed from itself", at: node.place, help: "remove renamedFrom")
        } else if let other = claimants[former], let first = claims[other], !first.isInherited {
            findings.error(
                .badRename, "\(other) and \(address) are both renamed from \(former)", at: node.place,
                notes: ["the other one is at \(first.place)"], help: "remove renamedFrom from one of them")
        } else {
            if let other = claimants[former] { claims[other] = nil }
            claim(former, address, node.place, isInherited: false)
        }
    }

    private mutating func claim(_ former: Address, _ address: Address, _ place: Place, isInherited: Bool) {
        claims[address] = Claim(former: former, place: place, isInherited: isInherited)
        claimants[former] = address
    }

    /// Drops what cannot be: that an object was one which is still declared and was not called otherwise itself. Of
    /// claims that hang on each other the first is told.
    mutating func settle(_ context: EvaluationContext) {
        var open = claims.values.map(\.former)
            .filter { context.inventory.contains($0) && claims[$0] == nil }.map { (former: $0, isTold: false) }
        while let (former, isTold) = open.popLast() {
            guard let address = claimants[former], let claim = claims.removeValue(forKey: address) else { continue }
            let isWrong = !claim.isInherited && !isTold
            if context.inventory.contains(address) { open.append((address, isTold || isWrong)) }
            guard isWrong else { continue }
            context.findings.error(
                .badRename, "\(address) is renamed from \(former), which is still declared", at: claim.place,
                help:
                    "remove the document of \(former), or this renamedFrom, or give \(former) a renamedFrom of its own")
        }
    }
}
