import Kinds
import Model
import Planning
import StateStore
import Testing

@testable import Execution

@Suite("Runs that rename", .timeLimit(.minutes(10)))
struct RenamingRunTests {
    private static func row(_ name: String, _ id: String) -> RecordedResource {
        RecordedResource(vpc(name), id: id, applied: ["name": .string(id), "cidr": "10.0.0.0/16"])
    }

    /// Two VPCs that take each other's addresses.
    private func swap(_ rig: Rig) async throws -> Outcome {
        for id in ["vpc-1", "vpc-2"] { rig.cloud.put(id, name: id) }
        let live = try await rig.live()
        let resources = [("a", "b", "vpc-2"), ("b", "a", "vpc-1")].map { name, former, own in
            DesiredResource(
                vpc(name), attributes: ["name": .string(own), "cidr": "10.0.0.0/16"], renamedFrom: vpc(former))
        }
        let desired = Desired(project: Project(name: "shop"), resources: resources)
        let plan = Planner.plan(
            desired: desired, recorded: rig.journal.recorded, live: live, catalog: DriverCatalog.ncloud.kinds,
            options: PlanOptions(today: "2027-01-15"))
        return await rig.runner(desired, plan, live).run()
    }

    @Test("rows take each other's addresses in one write, before anything else")
    func together() async throws {
        let rig = Rig(rows: [Self.row("a", "vpc-1"), Self.row("b", "vpc-2")])
        let outcome = try await swap(rig)
        #expect(outcome.words == ["Vpc/a done", "Vpc/b done"])
        let writes = rig.trace.all.filter { !$0.hasPrefix("call") }
        #expect(writes.first == "rename Vpc/b Vpc/a, Vpc/a Vpc/b")
        #expect([vpc("a"), vpc("b")].map { rig.journal.rows[$0]?.id } == ["vpc-2", "vpc-1"])
        #expect(rig.journal.rows[vpc("a")]?.renamedFrom == vpc("b"))
    }

    @Test("when the renames cannot be written nothing is begun, and the state is as it was")
    func refused() async throws {
        let rig = Rig(rows: [Self.row("a", "vpc-1"), Self.row("b", "vpc-2")]) { change in
            if case .rename = change { return true }
            return false
        }
        let outcome = try await swap(rig)
        #expect(!outcome.isComplete && outcome.steps.allSatisfy { $0.result.isFailure })
        #expect(rig.journal.rows[vpc("a")]?.id == "vpc-1")
    }
}

extension StepResult {
    fileprivate var isFailure: Bool {
        if case .failed = self { return true }
        return false
    }
}
