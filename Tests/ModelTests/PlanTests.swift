import Testing

@testable import Model

@Suite("Plans")
struct PlanTests {
    private func step(
        _ name: String, _ action: Step.Action = .create, seconds: Int = 10, after: [String] = [],
        calls: [String] = ["x"],
        disruption: Disruption = .none
    ) -> Step {
        Step(
            Address(kind: "K", name: name), action, because: .new, disruption: disruption,
            waitsFor: after.map { Step.ID(Address(kind: "K", name: $0)) }, calls: calls, seconds: seconds)
    }

    @Test("a plan lasts as long as its longest chain, not as the sum of its steps")
    func criticalPath() {
        let plan = Plan(
            project: "p",
            steps: [
                step("a", seconds: 5), step("b", seconds: 7), step("c", seconds: 20, after: ["a", "b"]),
                step("d", seconds: 1, after: ["a"]), step("e", seconds: 2, after: ["c", "d"]), step("f", seconds: 28),
            ])
        #expect(plan.forecast.seconds == 29)
        #expect(Plan(project: "p").forecast == Plan.Forecast())
    }

    @Test("steps that lock the same come one after the other, whatever else goes on beside them")
    func serialized() {
        func locking(_ lock: String, _ step: Step) -> Step {
            var step = step
            step.locks = [lock]
            return step
        }
        func length(_ steps: [Step]) -> Int { Plan(project: "p", steps: steps).forecast.seconds }
        let (a, b) = (step("a", seconds: 300), step("b", seconds: 300))
        #expect(length([a, b]) == 300)
        #expect(length([locking("shop", a), locking("shop", b)]) == 600)
        #expect(length([locking("shop", a), locking("other", b)]) == 300)
        // The one that could begin at once does not wait for one that stands before it in the plan.
        let late = locking("shop", step("late", seconds: 10, after: ["long"]))
        let soon = locking("shop", step("soon", seconds: 20))
        #expect(length([step("long", seconds: 100), late, soon]) == 110)
    }

    @Test("the forecast counts what happens to objects, a replacement once, a refusal apart")
    func counts() {
        let plan = Plan(
            project: "p",
            steps: [
                step("a"), step("b", .update, disruption: .stopStart), step("c", .deleteReplaced), step("c", .replace),
                step("d", .delete, disruption: .dataLoss), step("e", .refuse(advice: "no"), calls: []),
                step("f", .adopt(id: "1"), calls: []), step("g", .resume(.creating), calls: []),
                step("h", .resume(.deleting)),
            ])
        let forecast = plan.forecast
        #expect((forecast.creates, forecast.updates, forecast.replaces) == (1, 1, 1))
        #expect((forecast.deletes, forecast.refusals, forecast.others) == (2, 1, 2))
        #expect(forecast.destroyed == 3)
        #expect(forecast.calls == 6)
        #expect(forecast.disruption == .dataLoss)
    }

    @Test("the two halves of a replacement have names of their own, the old one first")
    func identity() {
        let (old, new) = (step("a", .deleteReplaced), step("a", .replace))
        #expect(old.id != new.id)
        #expect(old.id < new.id)
        #expect(old.destroys && !new.destroys)
        #expect(step("a", .resume(.deleting)).destroys)
        #expect(!step("a", .resume(.creating)).destroys)
    }

    @Test("disruptions are ordered by how much they hurt")
    func disruptions() {
        #expect(Disruption.allCases.sorted() == [.none, .restart, .stopStart, .replace, .dataLoss, .irreversible])
    }

    @Test("an ignore rule holds on its last day and not on the next")
    func ignoring() {
        let rule = Ignore(path: "description", until: "2027-01-31")
        #expect(rule.holds(on: "2026-12-31") && rule.holds(on: "2027-01-31"))
        #expect(!rule.holds(on: "2027-02-01"))
        #expect(Ignore(path: "description").holds(on: "9999-12-31"))
    }

    @Test("an object does not depend on itself, and on another only once")
    func dependencies() {
        let own = Address(kind: "Group", name: "g")
        let network = Address(kind: "Network", name: "a")
        let resource = DesiredResource(
            own,
            attributes: [
                "network": .reference(Reference(network)), "peers": [.reference(Reference(own))],
                "note": .template([.text("in "), .reference(Reference(network, attribute: "range"))]),
            ], dependsOn: [network, Address(kind: "Key", name: "k")])
        #expect(resource.dependencies == [Address(kind: "Key", name: "k"), network])
    }
}
