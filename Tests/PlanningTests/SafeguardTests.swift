import Model
import Testing

@testable import Planning

@Suite("safeguards of live objects") struct SafeguardTests {
    private static let kind = Kind(
        "Box", service: "Test", summary: "A box.",
        fields: [
            Field("name", .string, .optionalFromName, change: .replace, "Name."),
            Field("guarded", .boolean, change: .inPlace(.none, calls: ["guard"]), initial: false, "Guarded."),
            Field("home", .string, change: .inPlace(.none, calls: ["move"]), "Home."),
            .computed("sort", "Sort."),
        ],
        identity: Kind.Identity(id: "no"),
        life: Kind.Life(
            creation: Kind.Procedure(["make"], seconds: 1, timeout: 1),
            deletion: Kind.Procedure(["drop"], seconds: 1, timeout: 1),
            safeguards: [
                Safeguard(
                    .deletion, while: "guarded", is: true, reason: "it is guarded", advice: "ask", liftedBy: ["guard"],
                    lifted: false),
                Safeguard(.change("home"), while: "sort", is: "fixed", reason: "it stays", advice: "make another"),
                Safeguard(
                    .change("home"), while: "guarded", is: false, reason: "it is not guarded", advice: "guard it"),
            ]), example: "")

    private static let address = Address(kind: "Box", name: "b")

    private func plan(
        applied: Attributes, wanted: Attributes?, live: Attributes, condition: RecordedResource.Condition = .ready
    ) -> Plan {
        var snapshot = LiveSnapshot()
        snapshot.observe("Box", [LiveObject(kind: "Box", id: "1", attributes: live)])
        return Planner.plan(
            desired: Desired(
                project: Project(name: "p"),
                resources: wanted.map { [DesiredResource(Self.address, attributes: $0)] } ?? []),
            recorded: Recorded([RecordedResource(Self.address, id: "1", condition: condition, applied: applied)]),
            live: snapshot, catalog: KindCatalog([Self.kind]), options: PlanOptions(today: "2027-01-01"))
    }

    @Test("what somebody else guards is not removed, and the plan says what to do")
    func foreign() throws {
        for condition in [RecordedResource.Condition.ready, .deleting] {
            let step = try #require(
                plan(
                    applied: ["name": "b"], wanted: nil, live: ["name": "b", "guarded": true], condition: condition
                ).steps.first)
            #expect(step.action == .refuse(advice: "ask") && step.reason == .notOffered("it is guarded"))
        }
    }

    @Test("a guard that the cloud does not show is known from what was applied last")
    func unseen() throws {
        let applied: Attributes = ["name": "b", "guarded": true]
        let removal = try #require(plan(applied: applied, wanted: nil, live: ["name": "b"]).steps.first)
        #expect(removal.calls == ["guard", "drop"])
        #expect(
            plan(applied: applied, wanted: nil, live: ["name": "b", "guarded": false]).steps.first?.calls == ["drop"])
    }

    @Test("nor is it replaced")
    func replaced() throws {
        let steps = plan(
            applied: ["name": "b"], wanted: ["name": "c"], live: ["name": "b", "guarded": true]
        ).steps
        #expect(steps.map(\.action) == [.refuse(advice: "ask")])
    }

    @Test("what nacre guards, or the manifest unguards, is removed, and the plan shows that the guard is lifted")
    func own() throws {
        let live: Attributes = ["name": "b", "guarded": true]
        let removal = try #require(plan(applied: live, wanted: nil, live: live).steps.first)
        #expect(removal.action == .delete && removal.calls == ["guard", "drop"])
        #expect(removal.changes == [FieldChange("guarded", before: true, after: false)])
        let unguarded = plan(applied: ["name": "b"], wanted: ["name": "c", "guarded": false], live: live).steps
        #expect(unguarded.map(\.action) == [.deleteReplaced, .replace])
        #expect(unguarded.first?.calls == ["guard", "drop"])
    }

    @Test("what is not guarded is removed as ever")
    func free() throws {
        let step = try #require(
            plan(applied: ["name": "b"], wanted: nil, live: ["name": "b", "guarded": false]).steps.first)
        #expect(step.action == .delete && step.calls == ["drop"] && step.changes.isEmpty)
    }

    @Test("a change that the object does not bear is refused, others are not")
    func changes() throws {
        let fixed = try #require(
            plan(applied: ["home": "x"], wanted: ["home": "y"], live: ["home": "x", "sort": "fixed"]).steps.first)
        #expect(fixed.action == .refuse(advice: "make another"))
        let loose = try #require(
            plan(applied: ["home": "x"], wanted: ["home": "y"], live: ["home": "x", "sort": "loose"]).steps.first)
        #expect(loose.action == .update)
        let both = try #require(
            plan(
                applied: ["home": "x"], wanted: ["home": "y", "guarded": true],
                live: ["home": "x", "sort": "loose", "guarded": false]
            ).steps.first)
        #expect(both.action == .update, "what forbids it is changed as well")
        let anew = plan(
            applied: ["name": "b", "home": "x"], wanted: ["name": "c", "home": "y"],
            live: ["name": "b", "home": "x", "sort": "fixed"])
        #expect(anew.steps.map(\.action) == [.deleteReplaced, .replace])
    }
}
