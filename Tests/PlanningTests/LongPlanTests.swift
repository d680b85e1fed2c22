import Model
import Testing

@testable import Planning

/// Workspaces as large as they come: no walk is repeated, and none is as deep as the workspace is long.
@Suite("Plans over very many objects")
struct LongPlanTests {
    /// So many that a walk which is repeated, or as deep as the plan, would not come to its end.
    private static let count = 5_000
    private static let steps = 50_000

    private static func expectExecutable(_ plan: Plan) {
        var done: Set<Step.ID> = []
        for step in plan.steps {
            guard done.isSuperset(of: step.waitsFor) else {
                Issue.record("\(step.id) comes before what it waits for")
                return
            }
            done.insert(step.id)
        }
    }

    @Test("any graph of creations, replacements and deletions has an order", arguments: [UInt64(1)])
    func graph(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var world = World()
        func others(_ index: Int) -> [Address] {
            guard index > 0 else { return [] }
            return (0..<Int.random(in: 0...2, using: &generator)).map { _ in
                at("Network/n\(Int.random(in: max(0, index - 1_000)..<index, using: &generator))")
            }
        }
        for index in 0..<Self.count {
            let address = "Network/n\(index)"
            let used = Set(others(index)).sorted()
            let fate = Int.random(in: 0..<10, using: &generator)
            if fate > 1 {
                world.have(address, "id-\(index)", ["range": "10.0.0.0/16"], on: used.map(\.description))
            }
            world.want(address, ["range": fate < 6 ? "10.0.0.0/16" : "10.1.0.0/16"]) { $0.dependsOn = used }
        }
        let plan = world.plan()
        #expect(plan.steps.count > Self.count / 2)
        Self.expectExecutable(plan)
        let destroying = world.plan(destroy: true)
        #expect(destroying.steps.count == world.records.count)
        Self.expectExecutable(destroying)
    }

    @Test("a long chain that cannot be deleted, since its last object is protected, is refused as a whole")
    func heldChain() {
        var world = World()
        for index in 0..<Self.count {
            world.have(
                "Network/n\(index)", "id-\(index)", ["range": "10.0.0.0/16"],
                on: index == 0 ? [] : ["Network/n\(index - 1)"]
            ) { $0.protect = index == Self.count - 1 }
        }
        let plan = world.plan(destroy: true)
        #expect(plan.steps.count == Self.count && plan.refusals.count == Self.count)
    }

    @Test("fifty thousand steps that rest on each other in any way have an order", arguments: [UInt64(1)])
    func steps(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var steps: [Step] = []
        var rows: [RecordedResource] = []
        for index in 0..<Self.steps {
            let address = at("\(["Network", "Gateway"][index % 2])/n\(index)")
            let used = (0..<Int.random(in: 0...2, using: &generator)).compactMap { _ in
                index == 0 ? nil : Int.random(in: max(0, index - 1_000)..<index, using: &generator)
            }.map { at("\(["Network", "Gateway"][$0 % 2])/n\($0)") }
            let desired = DesiredResource(address, dependsOn: Set(used).sorted())
            let fate = Int.random(in: 0..<8, using: &generator)
            if fate > 0 { rows.append(RecordedResource(address, id: "i\(index)", dependencies: desired.dependsOn)) }
            switch fate {
            case 0: steps.append(Step(address, .create, because: .new, desired: desired))
            case 1:
                steps.append(Step(address, .deleteReplaced, because: .differs, objectID: "i\(index)"))
                steps.append(Step(address, .replace, because: .differs, desired: desired))
            default: steps.append(Step(address, .update, because: .differs, desired: desired))
            }
        }
        let ordered = StepOrder.ordered(steps, recorded: Recorded(rows), catalog: TestCatalog.kinds)
        #expect(ordered.count == steps.count)
        Self.expectExecutable(Plan(project: "test", steps: ordered))
    }

    @Test("dependsOn on two predecessors each, and one replacement, costs no more than a chain")
    func ladder() {
        var world = World()
        for index in 0..<Self.count {
            let used = [index - 1, index - 2].filter { $0 >= 0 }.map { "Network/n\($0)" }
            world.have("Network/n\(index)", "id-\(index)", ["range": "10.0.0.0/16"], on: used)
            let isLast = index == Self.count - 1
            world.want("Network/n\(index)", ["range": isLast ? "10.1.0.0/16" : "10.0.0.0/16", "note": "new"]) {
                $0.dependsOn = used.map(at)
            }
        }
        let plan = world.plan()
        #expect(plan.steps.count == Self.count + 1)
        Self.expectExecutable(plan)
    }

    @Test("a field may be said by another object's, and that by the next, through the whole workspace")
    func borrowedFields() {
        var world = World()
        for index in 0..<Self.count {
            let note: Value = index == 0 ? ref("Machine/m", "address") : ref("Network/n\(index - 1)", "note")
            world.want("Network/n\(index)", ["range": "10.0.0.0/16", "note": note])
        }
        world.want("Machine/m", ["size": 1])
        let plan = world.plan()
        #expect(plan.steps.count == Self.count + 1)
        #expect(plan.steps.last?.changes.first { $0.path.field == "note" }?.after?.references.isEmpty == false)
        world.have("Machine/m", "m-1", ["size": 1], live: ["size": 1, "address": "10.0.0.7"])
        let second = world.plan()
        #expect(second.steps.last?.changes.first { $0.path.field == "note" }?.after == "10.0.0.7")
    }

    @Test("texts of two others each grow as they are written, and no faster")
    func joinedFields() {
        var world = World()
        world.want("Network/n0", ["range": "10.0.0.0/16", "note": ref("Machine/m", "address")])
        for index in 1...60 {
            let other = Reference(at("Network/n\(index - 1)"), attribute: "note")
            world.want(
                "Network/n\(index)",
                [
                    "range": "10.0.0.0/16",
                    "note": .template([.text("\(index) "), .reference(other)]),
                ])
        }
        world.have("Machine/m", "m-1", ["size": 1], live: ["size": 1, "address": "x"])
        world.want("Machine/m", ["size": 1])
        let last = world.plan().steps.first { $0.address == at("Network/n60") }
        let note = last?.changes.first { $0.path.field == "note" }?.after?.text
        #expect(note?.hasPrefix("60 59 58 ") == true && note?.hasSuffix(" 2 1 x") == true)
    }

    @Test("an address with many stars is compared in one go")
    func stars() {
        let pattern = String(repeating: "*a", count: 60) + "b"
        var world = World()
        world.want("Machine/" + String(repeating: "a", count: 190))
        #expect(world.plan(targets: ["Machine/\(pattern)"]).steps.isEmpty)
        #expect(world.plan(targets: ["Machine/*a*a"]).steps.count == 1)
        #expect(world.plan(targets: ["Machine/a*b*"]).steps.isEmpty)
        #expect(world.plan(targets: ["Machine/**"]).steps.count == 1)
    }
}
