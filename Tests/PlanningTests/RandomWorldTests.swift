import Model
import OrderedCollections
import Planning
import Testing

/// Properties that hold for every world, tried on many.
@Suite("Random worlds")
struct RandomWorldTests {
    static let seeds = Array(UInt64(1)...200)

    @Test("after a plan has been applied nothing differs any more", arguments: seeds)
    func converges(seed: UInt64) {
        let world = World(seed: seed)
        let plan = world.plan()
        let after = world.applying(plan)
        let second = after.plan()
        let refused = Set(plan.steps.filter(\.isRefused).map(\.address))
        let left = second.steps.filter { !refused.contains($0.address) && !$0.isRefused }
        #expect(left.isEmpty, "World(seed: \(seed)): first\n\(plan.text)\nsecond\n\(second.text)")
    }

    @Test("each step comes after those it waits for, each object has one step or two halves of one", arguments: seeds)
    func ordered(seed: UInt64) {
        let plan = World(seed: seed).plan()
        var done: Set<Step.ID> = []
        for step in plan.steps {
            #expect(done.isSuperset(of: step.waitsFor), "World(seed: \(seed)): \(step.line)")
            #expect(done.insert(step.id).inserted, "World(seed: \(seed)): \(step.id) twice")
        }
        #expect(Set(plan.unchanged).isDisjoint(with: plan.addresses))
    }

    @Test("the order in which things are written, recorded or listed does not count", arguments: seeds)
    func deterministic(seed: UInt64) {
        let world = World(seed: seed)
        var generator = SeededGenerator(seed: seed &+ 1)
        var shuffled = world
        shuffled.desired.shuffle(using: &generator)
        shuffled.records.shuffle(using: &generator)
        shuffled.objects.shuffle(using: &generator)
        #expect(shuffled.plan() == world.plan(), "World(seed: \(seed))")
    }

    @Test("comparing digests first gives the plan that comparing every field gives", arguments: seeds)
    func digests(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var world = World(seed: seed)
        world = world.applying(world.plan())
        world.disturb(using: &generator)
        var blind = world
        for index in blind.records.indices {
            blind.records[index].desiredDigest = nil
            blind.records[index].liveDigest = nil
        }
        #expect(blind.plan() == world.plan(), "World(seed: \(seed))")
    }

    @Test("destroying leaves nothing but what is protected and what lies beneath it", arguments: seeds)
    func destroyed(seed: UInt64) {
        let world = World(seed: seed)
        let plan = world.plan(destroy: true)
        let allowed = plan.steps.allSatisfy { step in
            switch step.action {
            case .delete, .forget, .refuse, .resume(.deleting): true
            case .create, .update, .replace, .deleteReplaced, .adopt, .move, .resume, .updateLifecycle: false
            }
        }
        #expect(allowed, "World(seed: \(seed))")
        #expect(Set(plan.addresses) == Set(world.records.map(\.address)), "World(seed: \(seed))")
    }

    @Test(
        "nothing that waits for a refused step destroys anything, and each replacement has both halves",
        arguments: seeds)
    func finishable(seed: UInt64) {
        let plan = World(seed: seed).plan()
        var stuck = Set(plan.refusals.map(\.id))
        for step in plan.steps where !stuck.isDisjoint(with: step.waitsFor) {
            stuck.insert(step.id)
            #expect(!step.destroys && step.action != .replace, "World(seed: \(seed)): \(step.line)\n\(plan.outline)")
        }
        let old = plan.steps.filter { $0.action == .deleteReplaced }.map(\.address)
        #expect(Set(old) == Set(plan.steps.filter { $0.action == .replace }.map(\.address)), "World(seed: \(seed))")
    }

    @Test("nothing is destroyed that an excluded object rests on, by its row or in the cloud", arguments: seeds)
    func excluded(seed: UInt64) {
        let world = World(seed: seed)
        for record in world.records {
            let plan = world.plan(excludes: [record.address.description])
            let live = world.objects.first { $0.kind == record.address.kind && $0.id == record.id }
            let shown = live?.attributes.values.compactMap(\.text) ?? []
            for step in plan.steps {
                #expect(step.address != record.address, "World(seed: \(seed))")
                let isBelow = record.dependencies.contains(step.address) || step.objectID.map(shown.contains) ?? false
                #expect(!step.destroys || !isBelow, "World(seed: \(seed)): \(record.address) is on \(step.line)")
            }
        }
    }

    @Test("ten thousand objects are planned, applied and planned again")
    func large() {
        var world = World()
        for index in 0..<100 { world.want("Network/n-\(index)", ["range": "10.0.0.0/16"]) }
        for index in 0..<9_900 {
            world.want("Machine/m-\(index)", ["network": ref("Network/n-\(index % 100)"), "size": 1]) {
                $0.labels = ["tier": "web"]
            }
        }
        let plan = world.plan()
        #expect(plan.steps.count == 10_000)
        var after = world
        after.desired = []
        after.records = []
        for step in plan.steps {
            guard let desired = step.desired else { continue }
            let attributes = desired.attributes.mapValues { value -> Value in
                value.references.isEmpty ? value : .string("id \(desired.dependencies[0])")
            }
            after.desired.append(desired)
            after.have(step.address.description, "id \(step.address)", attributes) { record in
                record.dependencies = desired.dependencies
            }
        }
        #expect(after.plan().unchanged.count == 10_000)
        #expect(after.plan(targets: ["tier=web"], destroy: true).steps.count == 9_900)
        #expect(world.plan(excludes: ["Network/n-7"]).steps.count == 9_900)
    }
}

extension Step {
    fileprivate var isRefused: Bool {
        if case .refuse = action { return true }
        return false
    }
}

extension World {
    /// A world of up to 16 objects, some wanted, some recorded, some both, with differences of every sort.
    init(seed: UInt64) {
        self.init()
        var generator = SeededGenerator(seed: seed)
        let networks = Int.random(in: 1...4, using: &generator)
        for index in 0..<networks { add("Network/n\(index)", upon: [], &generator) }
        for index in 0..<Int.random(in: 0...12, using: &generator) {
            let kind = ["Machine", "Firewall", "Gateway"].randomElement(using: &generator) ?? "Machine"
            add("\(kind)/x\(index)", upon: (0..<networks).map { "Network/n\($0)" }, &generator)
        }
    }

    private mutating func add(_ address: String, upon networks: [String], _ generator: inout SeededGenerator) {
        // The loader lets no manifest refer to an object that is not there.
        let used = networks.filter { network in desired.contains { $0.address == at(network) } }
            .randomElement(using: &generator)
        let name = at(address)
        if Int.random(in: 0..<5, using: &generator) > 0 {
            let attributes = World.attributes(of: name.kind, used.map { ref($0) }, &generator)
            want(address, attributes) { resource in
                resource.lifecycle.protect = Int.random(in: 0..<12, using: &generator) == 0
            }
        }
        guard Int.random(in: 0..<3, using: &generator) > 0 else { return }
        let former = networks.randomElement(using: &generator)
        let applied = World.attributes(of: name.kind, former.map { .string("id-\($0)") }, &generator)
        let condition =
            Int.random(in: 0..<6, using: &generator) == 0
            ? RecordedResource.Condition.allCases.randomElement(using: &generator) : nil
        let protect = Int.random(in: 0..<12, using: &generator) == 0
        remember(address, "id-\(address)", applied, on: former.map { [$0] } ?? []) { record in
            record.condition = condition ?? .ready
            record.protect = protect
        }
        guard Int.random(in: 0..<8, using: &generator) > 0 else { return }
        let isTouched = Int.random(in: 0..<3, using: &generator) == 0
        let live = isTouched ? World.attributes(of: name.kind, former.map { .string("id-\($0)") }, &generator) : applied
        see(name.kind, "id-\(address)", live)
    }

    private static func attributes(
        of kind: String, _ network: Value?, _ generator: inout SeededGenerator
    ) -> Attributes {
        func pick(_ values: Value...) -> Value { values.randomElement(using: &generator) ?? .null }
        var attributes: Attributes = [:]
        switch kind {
        case "Network":
            attributes = ["range": pick("10.0.0.0/16", "10.1.0.0/16", "10.0.0.0/16"), "note": pick("", "a", "b")]
        case "Machine":
            attributes = [
                "size": pick(1, 2), "tags": pick(["a", "b"], ["b", "a"], []),
                "config": pick(#"{"a":1}"#, ["a": 1], ["a": 2]),
            ]
            if Bool.random(using: &generator) { attributes["note"] = pick("x", "none") }
            attributes["network"] = network
        case "Firewall":
            attributes = ["rules": pick([], [["port": "22"]], [["port": "80"], ["protocol": "TCP", "port": "22"]])]
            attributes["network"] = network
        default:
            attributes = ["model": pick("1", "1", "2")]
            attributes["network"] = network
        }
        return attributes
    }

    /// Somebody changes the cloud, and somebody the manifests.
    mutating func disturb(using generator: inout SeededGenerator) {
        for index in objects.indices where Int.random(in: 0..<4, using: &generator) == 0 {
            objects[index].attributes["note"] = "changed"
        }
        for index in desired.indices where Int.random(in: 0..<4, using: &generator) == 0 {
            desired[index].attributes["note"] = "other"
        }
    }
}
