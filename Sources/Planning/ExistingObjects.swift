import Model

/// Finds live objects that nobody manages and that are what manifests describe: by what they are found by, and by every
/// field that cannot change after creation. Pure.
///
/// Where state is empty and most of the manifests are found so, it is state that is missing, not the objects.
public struct ExistingObjects: Hashable, Sendable {
    /// The one object that agrees with a manifest, by address.
    public private(set) var matches: [Address: String] = [:]
    /// Several that agree with one manifest.
    public private(set) var ambiguous: [Address: [String]] = [:]
    /// Manifests of which objects could be made: what they ask for is weighed.
    public private(set) var creatable = 0

    /// - Parameters:
    ///   - recorded: objects that it has already are nobody else's, and their manifests are not looked at.
    ///   - weighed: the only manifests that count; nil for all.
    public init(
        desired: Desired, recorded: Recorded, live: LiveSnapshot, catalog: KindCatalog, weighed: Set<Address>? = nil
    ) {
        var known = KnownValues(desired, recorded: recorded, live: live, catalog: catalog)
        for record in recorded.resources {
            if let id = record.id { known.exists(record.address, id: id) }
        }
        var taken = Set(recorded.resources.compactMap { row in row.id.map { "\(row.address.kind) \($0)" } })
        let memberships = Memberships(live, catalog)
        for resource in desired.inOrderOfDependency where recorded[resource.address] == nil {
            guard let kind = catalog[resource.address.kind], resource.adoption == nil,
                kind.life.creation.ability.isPossible
            else { continue }
            let counts = weighed?.contains(resource.address) ?? true
            creatable += counts ? 1 : 0
            let search = Search(kind: kind, resource: resource, project: desired.project.name, known: known)
            let found = live.all(kind.name).filter { object in
                !taken.contains("\(kind.name) \(object.id)") && memberships.maker(of: object) == nil
                    && search.agrees(object)
            }
            switch found.count {
            case 0: continue
            case 1:
                if counts { matches[resource.address] = found[0].id }
                taken.insert("\(kind.name) \(found[0].id)")
                known.exists(resource.address, id: found[0].id)
            default: ambiguous[resource.address] = counts ? found.map(\.id).sorted() : nil
            }
        }
    }

    /// Whether most of what could be made is there already.
    public var areMost: Bool { (matches.count + ambiguous.count) * 2 > creatable }

    private struct Search {
        let kind: Kind
        let resource: DesiredResource
        let project: String
        let wanted: Attributes

        init(kind: Kind, resource: DesiredResource, project: String, known: KnownValues) {
            self.kind = kind
            self.resource = resource
            self.project = project
            wanted = known.resolve(resource.attributes, of: resource.address)
        }

        func agrees(_ object: LiveObject) -> Bool {
            guard !kind.isBuiltIn(object), !kind.isPendingDeletion(object), isFound(object) else { return false }
            let differences = FieldDiff(
                kind: kind, wanted: wanted, live: object.attributes, applied: [:], ignored: []
            ).changes()
            return !differences.contains { $0.forcesReplace || kind.field($0.path.field)?.change.isRefused ?? false }
        }

        /// By its tag, where the kind has no name, else by its marker.
        private func isFound(_ object: LiveObject) -> Bool {
            if kind.identity.isTagged {
                return object.attributes["tag"]?.text == resource.address.tag(in: project)
            }
            return kind.isFound(object, as: wanted)
        }
    }
}

extension Desired {
    /// Each object after those that it refers to.
    fileprivate var inOrderOfDependency: [DesiredResource] {
        let byAddress = Dictionary(resources.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        return TopologicalOrder.sort(resources.map(\.address)) { byAddress[$0]?.dependencies ?? [] }
            .compactMap { byAddress[$0] }
    }
}
