import Model

// The new names of objects that are made before the old ones go, where no two can have one name.

extension Planner {
    /// Whether the new form of an object needs another name than the old one has.
    func needsFreshName(_ resource: DesiredResource, _ kind: Kind, _ object: LiveObject) -> Bool {
        guard kind.identity.hasUniqueName, kind.life.replacement == .createFirst else { return false }
        let wanted = resource.attributes["name"].flatMap { known.resolve($0).text }
        return wanted != nil && wanted == object.name
    }

    /// The object under a name made of its address and of what is wanted: everybody who plans the same comes to the same one.
    func freshlyNamed(_ resource: DesiredResource, _ kind: Kind) -> DesiredResource {
        var content = known.resolve(resource.attributes, of: resource.address)
        content["name"] = nil
        let taken = Set(live.all(kind.name).compactMap(\.name))
        var resource = resource
        for attempt in 0... {
            // Made anew as it was: the fields alone would come to the name that it has.
            if attempt > 0 { content["$attempt"] = .integer(Int64(attempt)) }
            let name = Self.name(resource.address.name, Digest(of: content), kind)
            guard !taken.contains(name) else { continue }
            resource.attributes["name"] = .string(name)
            break
        }
        return resource
    }

    /// As much of the base as the rules for names allow.
    private static func name(_ base: String, _ digest: Digest, _ kind: Kind) -> String {
        let rules = kind.field("name")?.constraints ?? []
        var base = base
        while true {
            let name = base + "-" + digest.text.prefix(8)
            let isValid = rules.allSatisfy { $0.violation(of: .string(name)) == nil }
            guard !isValid, base.count > 1 else { return name }
            base.removeLast()
        }
    }
}
