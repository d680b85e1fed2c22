import Model

// Checks that several kinds share.

extension Preflight {
    /// No object that this workspace does not manage has the same values in `fields`: the creation would overwrite that one, or be
    /// answered as if it had made it.
    /// - Parameter fields: each with the kind that it refers to; nil for one that is a text.
    static func unclaimed(_ kind: String, by fields: [(name: String, kind: String?)]) -> Preflight {
        Preflight(of: Set(fields.map(\.name))) { subject, scene in
            guard subject.isNew, !subject.isResumed else { return [] }
            let other = scene.all(kind).first { other in
                guard other.address == nil else { return false }
                return fields.allSatisfy { field in
                    let (own, theirs) = (subject.attributes[field.name], other.attributes[field.name])
                    if let target = field.kind { return scene.areSame(target, own, theirs) ?? false }
                    return own?.spelling != nil && own?.spelling == theirs?.spelling
                }
            }
            guard let id = other?.id else { return [] }
            return [
                Problem(
                    at: fields.last?.name, "the account already has such an unmanaged \(kind)",
                    notes: ["its id is \(id)"],
                    help: "to manage that one, write import: {id: \"\(id)\"}; otherwise remove the document")
            ]
        }
    }

    /// The code or id in `field`, or each of them where it has several, is one that the cloud has.
    static func exists(_ kind: String, in field: String) -> Preflight {
        Preflight(of: [field], reading: [kind]) { subject, scene in
            guard let value = subject.attributes[field] else { return [] }
            let missing = (value.elements.isEmpty ? [value] : value.elements).filter { scene.isMissing(kind, $0) }
            let known = missing.isEmpty ? [] : scene.all(kind).compactMap(\.id)
            return missing.compactMap(\.spelling).map { id in
                let nearest = NearestName.of(id, in: known).map { "did you mean \($0)?" }
                let shown = known.sorted(by: { NaturalOrder.precedes($0, $1) }).prefix(8).joined(separator: ", ")
                return Problem(
                    at: field, "there is no \(kind) \(id)",
                    notes: known.isEmpty ? [] : ["existing ones: \(shown)\(known.count > 8 ? ", …" : "")"],
                    help: nearest ?? "use an existing one, or {lookup: {…}}")
            }
        }
    }

    /// What `field` refers to, one object or several, lies in the same VPC as the object itself.
    /// - Parameter vpc: the VPC of the object, as far as it is known.
    static func sameVpc(
        _ kind: String, in field: String, as vpc: @escaping @Sendable (Subject, Scene) -> Value?
    ) -> Preflight {
        Preflight(of: [field, "vpc", "subnet"], reading: [kind]) { subject, scene in
            guard let own = vpc(subject, scene), let value = subject.attributes[field] else { return [] }
            let targets = value.elements.isEmpty ? [value] : value.elements
            return targets.compactMap { target in
                guard let other = scene.object(kind, target),
                    scene.areSame("Vpc", other.attributes["vpc"], own) == false
                else { return nil }
                return Problem(
                    at: field, "\(kind) \(other.title) belongs to another VPC",
                    notes: [("it is in", other.attributes["vpc"]), ("needed is one in", own)].compactMap { words, vpc in
                        scene.object("Vpc", vpc).map { "\(words) \($0.title)" }
                    },
                    help: "use one of the same VPC")
            }
        }
    }

    /// The subnets that `field` refers to, one or several, are made for such objects: GEN for general use, or for
    /// gateways or balancers alone.
    static func usage(_ needed: String, in field: String, for users: String) -> Preflight {
        Preflight(of: [field], reading: ["Subnet"]) { subject, scene in
            guard let value = subject.attributes[field] else { return [] }
            return (value.elements.isEmpty ? [value] : value.elements).compactMap { target in
                guard let subnet = scene.object("Subnet", target),
                    subnet.attributes["usage"]?.references.isEmpty ?? true
                else { return nil }
                let usage = subnet.text("usage") ?? "GEN"
                guard usage != needed else { return nil }
                return Problem(
                    at: field, "\(subnet.title) has usage \(usage), but \(users) need \(needed)",
                    help: "use a subnet with usage \(needed)")
            }
        }
    }

    /// The kinds whose objects have addresses in subnets, each with the field that holds them.
    static let addressHolders = ["NatGateway": "privateIp", "NetworkInterface": "ip", "Server": "ip"]

    /// Fixed addresses, one or several, lie in their subnet, are none that the cloud keeps, and nobody else's
    /// (api/vserver.md §3.7).
    static func fixedAddress(_ field: String) -> Preflight {
        Preflight(of: [field], reading: ["Subnet"] + addressHolders.keys.sorted()) { subject, scene in
            guard let value = subject.attributes[field],
                let subnet = scene.object("Subnet", subject.attributes["subnet"]),
                let range = subnet.range("cidr")
            else { return [] }
            let texts = value.elements.isEmpty ? [value.text] : value.elements.map(\.text)
            return texts.compactMap(\.self).compactMap { text in
                guard let address = IPv4Range.address(text) else { return nil }
                if let violation = range.violation(of: address) {
                    return Problem(
                        at: field, "\(text) \(violation) of \(subnet.title), \(range)",
                        help: "choose an address from \(range.firstFree) to \(range.lastFree)")
                }
                return holder(of: text, besides: subject, in: scene).map {
                    Problem(
                        at: field, "\(text) is already the address of \($0.title)", help: "choose another address")
                }
            }
        }
    }

    /// Another object in the subnet that has the address.
    private static func holder(of address: String, besides subject: Subject, in scene: Scene) -> Scene.Neighbour? {
        let mayTake = subject.attributes["allowReassign"]?.bool == true
        return addressHolders.sorted { $0.key < $1.key }.lazy.flatMap { kind, field in
            scene.all(kind, where: "subnet", is: subject.attributes["subnet"]).filter { other in
                guard other.address != subject.address else { return false }
                let others = other.attributes["secondaryIps"]?.elements.compactMap(\.text) ?? []
                guard other.text(field) == address || !mayTake && others.contains(address) else { return false }
                // An interface that came with a server is counted as the server, which may be about to go.
                return other.address != nil || kind != "NetworkInterface" || other.text("server") == nil
            }
        }.first
    }
}

extension IPv4Range {
    /// Positions 0 to 5 and the last address of a subnet are the cloud's (api/vpc.md §3.2).
    static let reservedPositions: UInt32 = 6

    var firstFree: String { IPv4Range.text(base + IPv4Range.reservedPositions) }
    var lastFree: String { IPv4Range.text(last - 1) }

    /// Why `address` cannot be given to an interface in this range; nil when it can.
    func violation(of address: UInt32) -> String? {
        guard contains(address: address) else { return "is outside the range" }
        let isReserved = position(of: address) < IPv4Range.reservedPositions || address == last
        return isReserved ? "is one of the reserved addresses" : nil
    }
}
