import Kinds
import Model
import Planning
import Testing

/// Changes that replace an object which others depend on, for every kind and field.
@Suite("laws of what depends on a replaced object") struct ReplacedUnderOthers {
    /// A field of an example whose change replaces the object, and what becomes of a dependant with it.
    private struct Case {
        let world: ExampleWorld
        let subject: Address
        let field: String
        let dependant: Address
        /// The plan when nothing stands in its way.
        let plan: Plan
    }

    private static let cases: [Case] = DriverCatalog.ncloud.kinds.ofAccount.flatMap { kind -> [Case] in
        let applied = ExampleWorld.applied
        guard let subject = applied.subject(kind.name) else { return [] }
        let dependants = applied.desired.resources.filter { $0.dependencies.contains(subject.address) }.map(\.address)
        guard !dependants.isEmpty else { return [] }
        return kind.fields.filter { $0.isWritable && $0.change == .replace }.flatMap { field -> [Case] in
            let value = OtherValues.any(field, besides: subject.attributes[field.name])
            let world = applied.adjusting(subject.address) { $0.attributes[field.name] = value }
            let plan = world.plan()
            return dependants.map {
                Case(world: world, subject: subject.address, field: field.name, dependant: $0, plan: plan)
            }
        }
    }

    @Test("the examples as they are applied plan nothing")
    func nothing() {
        #expect(ExampleWorld.applied.plan().words == [])
    }

    @Test("a dependant that would be destroyed and is protected keeps everything from being begun")
    func protected() {
        let affected = Self.cases.filter { test in test.plan.destroys(test.dependant) }
        #expect(affected.count > 20)
        for test in affected {
            let plan = test.world.adjusting(test.dependant) { $0.lifecycle.protect = true }.protecting(test.dependant)
                .plan()
            let title = "\(test.subject).\(test.field) under \(test.dependant): \(plan.words)"
            #expect(!plan.refusals.isEmpty, "\(title)")
            #expect(plan.forecast.destroyed == 0, "\(title)")
            #expect(
                plan.steps.allSatisfy { $0.isRefused || !$0.address.isOne(of: test.subject, test.dependant) },
                "\(title)")
        }
    }

    @Test("a dependant that is excluded is not touched, and nothing that it rests on is taken from under it")
    func excluded() {
        let affected = Self.cases.filter { test in test.plan.steps.contains { $0.address == test.dependant } }
        #expect(affected.count > 20)
        for test in affected {
            let plan = test.world.plan(Selection(excludes: [test.dependant.description]))
            let title = "\(test.subject).\(test.field) under \(test.dependant): \(plan.words)"
            #expect(!plan.steps.contains { $0.address == test.dependant }, "\(title)")
            #expect(!plan.destroys(test.subject), "\(title)")
        }
    }
}

extension Plan {
    fileprivate func destroys(_ address: Address) -> Bool {
        steps.contains { $0.address == address && $0.destroys }
    }
}

extension Address {
    fileprivate func isOne(of addresses: Address...) -> Bool { addresses.contains(self) }
}

extension ExampleWorld {
    /// With an object that the last apply protected.
    fileprivate func protecting(_ address: Address) -> ExampleWorld {
        var world = self
        world.recorded = Recorded(
            recorded.resources.map { row in
                var row = row
                if row.address == address { row.protect = true }
                return row
            })
        return world
    }
}
