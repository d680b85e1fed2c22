import Model

/// Which objects show in the cloud that they are in, or on, one that is to be deleted, whoever put them there.
struct Hangers {
    private let catalog: KindCatalog
    private let live: LiveSnapshot
    private var deleted: [FieldType.Target: Address] = [:]

    init(_ steps: [Step], _ catalog: KindCatalog, _ live: LiveSnapshot) {
        self.catalog = catalog
        self.live = live
        for step in steps where step.destroys {
            if let id = step.objectID { deleted[FieldType.Target(kind: step.address.kind, id: id)] = step.address }
        }
    }

    var isEmpty: Bool { deleted.isEmpty }

    /// The deleted objects that the recorded one shows, each with the field that does.
    func holders(of record: RecordedResource) -> [(field: Field, holder: Address)] {
        guard !deleted.isEmpty, let kind = catalog[record.address.kind], let id = record.id,
            let object = live.object(kind.name, id: id)
        else { return [] }
        return kind.fields.filter { !$0.isOrigin }.flatMap { field in
            let targets = object.attributes[field.name].map(field.type.targets) ?? []
            return targets.compactMap { deleted[$0] }.filter { $0 != record.address }.map { (field, $0) }
        }
    }
}

extension Planner {
    /// A warning for each object that a deletion takes off the deleted one and that no step puts anywhere else.
    func tornOff(by steps: [Step]) -> [Diagnostic] {
        let hangers = Hangers(steps, catalog, live)
        guard !hangers.isEmpty else { return [] }
        let planned = Dictionary(grouping: steps, by: \.address)
        return recorded.resources.flatMap { record in
            hangers.holders(of: record).filter { field, _ in
                field.isAttachment
                    && !(planned[record.address] ?? []).contains { step in
                        step.destroys || step.action == .forget || step.changes.contains { $0.path.field == field.name }
                    }
            }.map { field, holder in
                Diagnostic(
                    .warning, code: "taken-off",
                    "\(record.address) is attached to \(holder) and will be detached when that is deleted",
                    at: known.wanted[record.address]?.span,
                    help: "set \(field.name) in its manifest to attach it to another one, or to the new one")
            }
        }
    }
}
