import Model
import Planning

extension World {
    /// The world after every step of `plan` has ended well: what an executor and a cloud without faults make of it.
    func applying(_ plan: Plan) -> World {
        var renamed = self
        renamed.records = recorded.renamed(by: plan.renames).resources
        var apply = Application(renamed)
        for step in plan.steps { apply.perform(step) }
        return apply.world
    }
}

/// A pure apply: each step changes what state and the cloud hold, and nothing else.
private struct Application {
    var world: World
    private var known: KnownValues
    private var made = 0

    init(_ world: World) {
        self.world = world
        known = KnownValues(world.wanted, recorded: world.recorded, live: world.live, catalog: TestCatalog.kinds)
        for record in world.records {
            if let id = record.id { known.exists(record.address, id: id) }
        }
    }

    mutating func perform(_ step: Step) {
        switch step.action {
        case .create, .replace: make(step)
        case .update, .resume(.creating), .resume(.updating), .resume(.ready): change(step, id: step.objectID)
        case .adopt(let id?): change(step, id: id)
        case .adopt(nil): adoptCompanion(step)
        case .move, .updateLifecycle: record(step) { _ in }
        case .delete, .deleteReplaced, .resume(.deleting):
            world.objects.removeAll { $0.kind == step.address.kind && $0.id == step.objectID }
            if step.action != .deleteReplaced { world.records.removeAll { $0.address == step.address } }
        case .forget: world.records.removeAll { $0.address == step.address }
        case .refuse: break
        }
    }

    private mutating func make(_ step: Step) {
        made += 1
        let id = "made-\(step.address)-\(made)"
        var attributes = known.resolve(step.desired?.attributes ?? [:], of: step.address)
        let object = LiveObject(kind: step.address.kind, id: id, attributes: attributes)
        for field in TestCatalog.kinds[step.address.kind]?.fields ?? [] where attributes[field.name] == nil {
            attributes[field.name] = field.initial
        }
        world.objects.append(LiveObject(kind: object.kind, id: id, attributes: attributes))
        settle(step, id)
    }

    /// The object came along with its parent a moment ago.
    private mutating func adoptCompanion(_ step: Step) {
        make(step)
        for index in world.objects.indices where world.objects[index].kind == step.address.kind {
            if world.objects[index].id == world.records.first(where: { $0.address == step.address })?.id {
                world.objects[index].attributes["isDefault"] = true
            }
        }
    }

    private mutating func change(_ step: Step, id: String?) {
        guard let index = world.objects.firstIndex(where: { $0.kind == step.address.kind && $0.id == id }) else {
            return
        }
        let wanted = known.resolve(step.desired?.attributes ?? [:], of: step.address)
        for field in Set(step.changes.map(\.path.field)) {
            let initial = TestCatalog.kinds[step.address.kind]?.field(field)?.initial
            world.objects[index].attributes[field] = wanted[field] ?? initial
        }
        settle(step, id)
    }

    private mutating func settle(_ step: Step, _ id: String?) {
        guard let id, let object = world.objects.first(where: { $0.kind == step.address.kind && $0.id == id }) else {
            return
        }
        known.exists(step.address, id: id)
        known.observe(object)
        let applied = known.resolve(step.desired?.attributes ?? [:], of: step.address)
        record(step) { record in
            record.id = id
            record.condition = .ready
            record.applied = applied
            record.desiredDigest = step.desired?.digest
            record.liveDigest = object.digest
        }
    }

    private mutating func record(_ step: Step, _ adjust: (inout RecordedResource) -> Void) {
        var row = world.records.first { $0.address == step.address } ?? RecordedResource(step.address)
        row.protect = step.desired?.lifecycle.protect ?? row.protect
        row.onRemove = step.desired?.lifecycle.onRemove ?? row.onRemove
        row.dependencies = step.desired?.dependencies ?? row.dependencies
        adjust(&row)
        world.records.removeAll { $0.address == step.address }
        world.records.append(row)
    }
}
