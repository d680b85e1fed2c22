import Model
import Planning
import Testing

@Suite("Rollouts")
struct RolloutTests {
    /// Three huts of a series in a village, each changed as given.
    private func world(
        _ rollout: Rollout? = Rollout(series: "Hut/hut"), was: Attributes = ["model": "a"],
        wanted: Attributes = ["model": "b"], count: Int = 3
    ) -> World {
        var world = World.houses
        let names = (0..<count).map { "Hut/hut-\($0)" }
        for (index, name) in names.enumerated() {
            world.have(name, "h-\(index)", was)
            world.want(name, wanted) { $0.rollout = rollout }
        }
        world.have("Village/v", "v-1", ["huts": .list((0..<count).map { .string("h-\($0)") })], on: names)
        world.want("Village/v", ["huts": .list(names.map { ref($0) })])
        return world
    }

    private func order(_ plan: Plan) -> [String] {
        plan.steps.map { step in
            "\(step.action.word) \(step.id)" + (step.checkpoint.map { " \($0.healthy.map(\.name)) \($0.pause)" } ?? "")
        }
    }

    @Test("each new object is in use and healthy before its old one goes, and that before the next one comes")
    func createFirst() {
        let plan = world(Rollout(series: "Hut/hut", pause: 5)).plan()
        #expect(
            order(plan) == [
                "replace Hut/hut-0", #"update Village/v (part 1) ["hut-0"] 0"#, "delete old Hut/hut-0 (old) [] 5",
                "replace Hut/hut-1", #"update Village/v (part 2) ["hut-1"] 0"#, "delete old Hut/hut-1 (old) [] 5",
                "replace Hut/hut-2", #"update Village/v ["hut-2"] 0"#, "delete old Hut/hut-2 (old)",
            ])
        // Nothing of one batch may begin before all of the one before has ended.
        for (earlier, later) in zip(plan.steps, plan.steps.dropFirst()) {
            #expect(later.waitsFor.contains(earlier.id), "\(later.id) after \(earlier.id)")
        }
        let village = plan.steps.filter { $0.address == at("Village/v") }
        #expect(
            village.map { $0.changes[0].after } == [
                .list([ref("Hut/hut-0"), "h-1", "h-2"]), .list([ref("Hut/hut-0"), ref("Hut/hut-1"), "h-2"]),
                .list([ref("Hut/hut-0"), ref("Hut/hut-1"), ref("Hut/hut-2")]),
            ])
        #expect(village.map { $0.desired?.attributes["huts"] } == village.map { $0.changes[0].after })
        #expect(village[1].changes[0].before == village[0].changes[0].after)
        #expect(plan.forecast.updates == 1 && plan.forecast.replaces == 3)
    }

    @Test("a batch begins while all other objects of its series serve, changed or not")
    func othersServe() {
        var world = world(count: 3)
        world.desired[1].attributes = world.records[1].applied
        let plan = world.plan()
        let turns = plan.steps.filter { $0.turn != nil }
        #expect(turns.map(\.address.name) == ["hut-0", "hut-2"])
        #expect(turns.map { $0.turn?.others.map(\.name) } == [["hut-1", "hut-2"], ["hut-0", "hut-1"]])
        let unwatched = self.world(Rollout(series: "Hut/hut", waitsUntilHealthy: false)).plan()
        #expect(unwatched.steps.allSatisfy { $0.turn == nil })
    }

    @Test("objects that exclude each other go before they come again, one batch after the other")
    func deleteFirst() {
        var world = world(was: ["model": "a", "spot": "s"], wanted: ["model": "b", "spot": "s"], count: 2)
        world.records[1].applied["spot"] = "t"
        world.objects[1].attributes["spot"] = "t"
        world.desired[1].attributes["spot"] = "t"
        #expect(
            order(world.plan()) == [
                "delete old Hut/hut-0 (old)", "replace Hut/hut-0", #"update Village/v (part 1) ["hut-0"] 0"#,
                "delete old Hut/hut-1 (old)", "replace Hut/hut-1", #"update Village/v ["hut-1"] 0"#,
            ])
    }

    @Test("as many are out of service as the rollout allows, by number or by share of all")
    func shares() {
        func batches(_ share: Rollout.Share) -> [Int] {
            let plan = world(
                Rollout(series: "Hut/hut", maxUnavailable: share), was: ["size": 1], wanted: ["size": 2], count: 5
            ).plan()
            var depth: [Step.ID: Int] = [:]
            for step in plan.steps { depth[step.id] = 1 + (step.waitsFor.compactMap { depth[$0] }.max() ?? 0) }
            return (1...5).map { level in depth.values.count { $0 == level } }.filter { $0 > 0 }
        }
        #expect(batches(.count(2)) == [2, 2, 1])
        #expect(batches(.percent(40)) == [2, 2, 1])
        #expect(batches(.percent(1)) == [1, 1, 1, 1, 1])
        #expect(batches(.count(9)) == [5])
    }

    @Test(
        "a change in place that takes an object out of service waits until it is healthy; another one waits for nothing"
    )
    func inPlace() {
        let restart = world(was: ["size": 1], wanted: ["size": 2], count: 2).plan()
        #expect(order(restart) == [#"update Hut/hut-0 ["hut-0"] 0"#, #"update Hut/hut-1 ["hut-1"] 0"#])
        #expect(restart.steps[1].waitsFor == [restart.steps[0].id])
        let harmless = world(was: ["note": "a"], wanted: ["note": "b"], count: 2).plan()
        #expect(harmless.steps.allSatisfy { $0.checkpoint == nil && $0.waitsFor.isEmpty })
        let unasked = world(nil, was: ["size": 1], wanted: ["size": 2], count: 2).plan()
        #expect(unasked.steps.allSatisfy { $0.checkpoint == nil && $0.waitsFor.isEmpty })
        let hasty = world(
            Rollout(series: "Hut/hut", waitsUntilHealthy: false), was: ["size": 1], wanted: ["size": 2], count: 2
        ).plan()
        #expect(hasty.steps.allSatisfy { $0.checkpoint == nil } && hasty.steps[1].waitsFor == [hasty.steps[0].id])
    }

    @Test("what an earlier run began comes first, and the others wait for it")
    func resumed() {
        var world = world(was: ["size": 1], wanted: ["size": 2], count: 3)
        world.records[2].condition = .updating
        let plan = world.plan()
        #expect(plan.steps.first?.address == at("Hut/hut-2"))
        #expect(plan.steps[1].waitsFor == [plan.steps[0].id])
    }

    @Test(
        "what a run that died has replaced goes when its users have turned from it, not when the rollout has ended",
        arguments: [true, false])
    func leftovers(hasTurned: Bool) throws {
        var world = world(count: 3)
        // The first one is there in its new form.
        world.records[0].id = "n-0"
        world.records[0].applied = ["model": "b"]
        world.objects[0] = LiveObject(kind: "Hut", id: "n-0", attributes: ["model": "b"])
        world.have("Hut/hut-0~h-0", "h-0", ["model": "a"]) { $0.condition = .deleting }
        if hasTurned { world.objects[3].attributes["huts"] = ["n-0", "h-1", "h-2"] }
        let plan = world.plan()
        let deletion = try #require(plan.steps.first { $0.address == at("Hut/hut-0~h-0") })
        #expect(deletion.reason.text == "an earlier run ended before it was deleted")
        let turns = plan.steps.filter { $0.address == at("Village/v") }
        guard !hasTurned else {
            #expect(deletion.waitsFor.isEmpty && turns.map(\.part) == [1, 0])
            return
        }
        #expect(deletion.waitsFor == [Step.ID(at("Village/v"), part: 1)])
        #expect(turns.map(\.part) == [1, 2, 0])
        #expect(turns[0].waitsFor.isEmpty && turns[0].reason == .rollsOut([at("Hut/hut-0")]))
        #expect(
            turns.map { $0.changes[0].after } == [
                ["n-0", "h-1", "h-2"], .list(["n-0", ref("Hut/hut-1"), "h-2"]),
                .list(["n-0", ref("Hut/hut-1"), ref("Hut/hut-2")]),
            ])
    }

    @Test("other changes of an object that turns in parts are made by the last part alone")
    func otherChanges() {
        var world = world(count: 2)
        world.records[2].applied["note"] = "a"
        world.objects[2].attributes["note"] = "a"
        world.desired[2].attributes["note"] = "b"
        let village = world.plan().steps.filter { $0.address == at("Village/v") }
        #expect(village.map { $0.changes.map(\.path.field) } == [["huts"], ["huts", "note"]])
        #expect(village.map { $0.desired?.attributes["note"] } == ["a", "b"])
    }

    @Test("who refers to some of a series turns to those alone, and changes a list by the part that is about it")
    func someOfThem() {
        var world = world(count: 4)
        // The village has the second and the third; another one has the last.
        world.desired[4].attributes["huts"] = .list([ref("Hut/hut-1"), ref("Hut/hut-2")])
        world.records[4].dependencies = [at("Hut/hut-1"), at("Hut/hut-2")]
        world.records[4].applied["huts"] = ["h-1", "h-2"]
        world.objects[4].attributes["huts"] = ["h-1", "h-2"]
        world.have("Village/w", "v-2", ["huts": ["h-3"]], on: ["Hut/hut-3"])
        world.want("Village/w", ["huts": .list([ref("Hut/hut-3")])])
        let plan = world.plan()
        #expect(
            order(plan).filter { $0.contains("Village") } == [
                #"update Village/v (part 1) ["hut-1"] 0"#, #"update Village/v ["hut-2"] 0"#,
                #"update Village/w ["hut-3"] 0"#,
            ])
        let villages = plan.steps.filter { $0.address.kind == "Village" }
        #expect(villages.map(\.calls) == [["setHuts"], ["setHuts"], ["setHuts"]])
        #expect(villages[0].desired?.attributes["huts"] == .list([ref("Hut/hut-1"), "h-2"]))
        // Of the first nobody has to turn: it is healthy by itself before its old form goes.
        #expect(plan.steps.first { $0.id == Step.ID(at("Hut/hut-0")) }?.checkpoint?.healthy == [at("Hut/hut-0")])
    }

    @Test("who refers to two series turns to one after the other, and no old object goes before")
    func twoSeries() throws {
        var world = world(count: 2)
        for index in 0..<2 {
            world.have("Hut/inn-\(index)", "i-\(index)", ["model": "a"])
            world.want("Hut/inn-\(index)", ["model": "b"]) { $0.rollout = Rollout(series: "Hut/inn") }
        }
        let names = ["Hut/hut-0", "Hut/hut-1", "Hut/inn-0", "Hut/inn-1"]
        world.records[2].dependencies = names.map(at)
        world.records[2].applied["huts"] = ["h-0", "h-1", "i-0", "i-1"]
        world.objects[2].attributes["huts"] = ["h-0", "h-1", "i-0", "i-1"]
        world.desired[2].attributes["huts"] = .list(names.map { ref($0) })
        let plan = world.plan()
        #expect(plan.refusals.isEmpty && Set(plan.steps.map(\.id)).count == plan.steps.count)
        let turns = plan.steps.filter { $0.address == at("Village/v") }
        #expect(turns.map(\.part) == [1, 2, 3, 0])
        #expect(
            turns.map { $0.changes[0].after } == [
                .list([ref("Hut/hut-0"), "h-1", "i-0", "i-1"]),
                .list([ref("Hut/hut-0"), ref("Hut/hut-1"), "i-0", "i-1"]),
                .list([ref("Hut/hut-0"), ref("Hut/hut-1"), ref("Hut/inn-0"), "i-1"]),
                .list(names.map { ref($0) }),
            ])
        for (name, turn) in zip(names, turns) {
            let deletion = plan.steps.first { $0.id == Step.ID(at(name), isDeletionOfReplaced: true) }
            #expect(deletion?.waitsFor.contains(turn.id) == true, "\(name)")
        }
    }

    @Test("who drops one of a series turns to the others, and what it drops goes when it is dropped")
    func dropped() {
        var world = world(count: 3)
        world.desired[3].attributes["huts"] = .list([ref("Hut/hut-1"), ref("Hut/hut-2")])
        let plan = world.plan()
        #expect(plan.refusals.isEmpty)
        #expect(
            order(plan).filter { $0.contains("Village") } == [
                "update Village/v (part 1)", #"update Village/v (part 2) ["hut-1"] 0"#,
                #"update Village/v ["hut-2"] 0"#,
            ])
        let deletion = plan.steps.first { $0.id == Step.ID(at("Hut/hut-0"), isDeletionOfReplaced: true) }
        #expect(deletion?.waitsFor.contains(Step.ID(at("Village/v"), part: 1)) == true)
    }

    @Test("two that refer to different objects of a batch wait for the health of their own")
    func healthOfOwn() {
        var world = world(Rollout(series: "Hut/hut", maxUnavailable: .count(2)), count: 2)
        world.desired[2].attributes["huts"] = .list([ref("Hut/hut-0")])
        world.records[2].applied["huts"] = ["h-0"]
        world.objects[2].attributes["huts"] = ["h-0"]
        world.have("Village/w", "v-2", ["huts": ["h-1"]], on: ["Hut/hut-1"])
        world.want("Village/w", ["huts": .list([ref("Hut/hut-1")])])
        let villages = world.plan().steps.filter { $0.address.kind == "Village" }
        #expect(villages.map { $0.checkpoint?.healthy } == [[at("Hut/hut-0")], [at("Hut/hut-1")]])
    }

    @Test("a series that cannot be done one after the other is refused, and nothing of it begun")
    func circle() {
        var world = world(count: 2)
        // The old hut 1 goes before the old hut 0, which it stands beside, but hut 0 comes first.
        world.desired[0].rollout?.maxUnavailable = .count(1)
        for index in [0, 1] {
            world.desired[index].attributes["spot"] = .string("s\(index)")
            world.records[index].applied["spot"] = .string("s\(index)")
            world.objects[index].attributes["spot"] = .string("s\(index)")
        }
        world.desired[1].attributes["beside"] = ref("Hut/hut-0")
        world.records[1].applied["beside"] = "h-0"
        world.objects[1].attributes["beside"] = "h-0"
        world.records[1].dependencies = [at("Hut/hut-0")]
        let plan = world.plan()
        let refused = plan.steps.filter(\.isRefused).map(\.address)
        #expect(refused.contains(at("Hut/hut-0")) && refused.contains(at("Hut/hut-1")))
        #expect(plan.steps.allSatisfy { !$0.destroys })
    }
}
