import Model
import Planning
import Testing

@Suite("Guards and drift")
struct GuardTests {
    private func world() -> World {
        var world = World()
        world.have("Machine/gone", "m-1")
        world.have("Machine/new", "m-2", ["name": "old"])
        world.want("Machine/new", ["name": "new"])
        world.have("Machine/size", "m-3", ["size": 1])
        world.want("Machine/size", ["size": 2])
        world.have("Machine/owner", "m-4", ["owner": "a"], live: ["owner": "b"])
        world.want("Machine/owner", ["owner": "a"])
        world.want("Network/a", ["range": "10.0.0.0/16"])
        return world
    }

    @Test(
        "each class names the objects that fall into it",
        arguments: [
            (Guard.Class.delete, "plan deletes 2 objects (limit set by --fail-on delete): Machine/gone, Machine/new"),
            (.replace, "plan replaces 1 object (limit set by --fail-on replace): Machine/new"),
            (.restart, "plan restarts 2 objects (limit set by --fail-on restart): Machine/owner, Machine/size"),
            (.stopStart, "plan stops and starts 1 object (limit set by --fail-on stop-start): Machine/size"),
            (.create, "plan creates 1 object (limit set by --fail-on create): Network/a"),
            (.update, "plan updates 2 objects (limit set by --fail-on update): Machine/owner, Machine/size"),
            (
                .drift,
                "plan reverts changes made outside nacre to 1 object (limit set by --fail-on drift): Machine/owner"
            ),
        ])
    func classes(limit: Guard.Class, message: String) {
        #expect(Guard(failOn: [limit]).violations(of: world().plan()).map(\.message) == [message])
    }

    @Test("of many objects five are named and the rest is counted; destroy is the former name of delete")
    func many() {
        var world = World()
        for index in 1...8 { world.have("Machine/m\(index)", "m-\(index)") }
        let limit = Guard(failOn: [.delete], mayRemoveMost: true)
        #expect(
            limit.violations(of: world.plan(destroy: true)).map(\.message) == [
                "plan deletes 8 objects (limit set by --fail-on delete): Machine/m1, Machine/m2, Machine/m3, Machine/m4, "
                    + "Machine/m5 and 3 more"
            ])
        #expect(Guard.Class(name: "destroy") == .delete && Guard.Class(name: "delete") == .delete)
    }

    @Test("no limit, no violation; an empty plan breaks none")
    func none() {
        #expect(Guard().violations(of: world().plan()).isEmpty)
        #expect(Guard(failOn: Set(Guard.Class.allCases), maxDestroy: 0).violations(of: World().plan()).isEmpty)
    }

    @Test("data that an object keeps is deleted with a permission only, be the object deleted, replaced or destroyed")
    func dataLoss() {
        var world = World.houses
        world.have("Vault/gone", "v-1", ["size": 1])
        world.have("Vault/larger", "v-2", ["size": 1])
        world.want("Vault/larger", ["size": 2])
        world.have("Vault/noted", "v-3", ["note": "a"])
        world.want("Vault/noted", ["note": "b"])
        world.have("Street/gone", "s-1")
        let plan = world.plan()
        #expect(plan.losingData == [at("Vault/gone"), at("Vault/larger")])
        #expect(
            Guard().violations(of: plan).map(\.message)
                == ["plan deletes data of 2 objects: Vault/gone, Vault/larger"])
        #expect(Guard(mayLoseData: true).violations(of: plan).isEmpty)
        #expect(
            Guard(mayRemoveMost: true).violations(of: world.plan(destroy: true)).map(\.code) == ["guard-data-loss"])
    }

    @Test("a change in place that deletes data needs the permission too, where the object keeps data for others")
    func dataLossInPlace() {
        var world = World.houses
        world.have("Vault/v", "v-1", ["shelves": 3])
        world.want("Vault/v", ["shelves": 2])
        #expect(Guard().violations(of: world.plan()).map(\.code) == ["guard-data-loss"])
        #expect(Guard(mayLoseData: true).violations(of: world.plan()).isEmpty)
    }

    @Test("a secret of which only the fingerprint is known is not sent: the step is refused, and nothing of it begun")
    func unknownSecret() {
        let former = Value.secret(Secret(fingerprint: "old"))
        var world = World()
        world.have("Machine/m", "m-1", ["password": .secret(Secret(fingerprint: "new")), "note": "a"])
        world.want("Machine/m", ["password": former, "note": "a"])
        world.want("Machine/gone", ["password": former])
        world.have("Machine/kept", "m-2", ["password": former, "note": "a"])
        world.want("Machine/kept", ["password": former, "note": "b"])
        world.have("Machine/other", "m-3", ["name": "other", "password": former])
        world.want("Machine/other", ["name": "new", "password": former])
        let plan = world.plan()
        #expect(plan.refusals.map(\.address) == [at("Machine/gone"), at("Machine/m"), at("Machine/other")])
        #expect(plan.refusals.allSatisfy { $0.reason.text.contains("the former value of password") })
        #expect(plan.steps.filter { !$0.isRefused }.map(\.address) == [at("Machine/kept")])
    }

    @Test("the deletion that an earlier run began needs no second permission")
    func begunDeletion() {
        var world = World.houses
        world.have("Vault/gone", "v-1", ["size": 1]) { $0.condition = .deleting }
        #expect(Guard().violations(of: world.plan()).isEmpty)
    }

    @Test("as many deletions and replacements as allowed, and not one more")
    func maxDestroy() {
        let plan = world().plan()
        #expect(Guard(maxDestroy: 2).violations(of: plan).isEmpty)
        #expect(Guard(maxDestroy: 1).violations(of: plan).map(\.code) == ["guard-max-destroy"])
    }

    @Test("a deletion that goes on from an earlier run counts as one")
    func resumedDeletion() {
        var world = World()
        world.have("Machine/m", "m-1") { $0.condition = .deleting }
        let limit = Guard(failOn: [.delete], maxDestroy: 0)
        #expect(limit.violations(of: world.plan()).map(\.code) == ["guard-delete", "guard-max-destroy"])
    }

    @Test("an object that was deleted outside nacre is drift too: recreating it can be forbidden")
    func vanished() {
        var world = World()
        world.remember("Machine/c", "m-3")
        world.want("Machine/c", ["name": "c"])
        let plan = world.plan()
        #expect(plan.steps.map(\.action.word) == ["create"])
        #expect(Guard(failOn: [.drift]).violations(of: plan).map(\.code) == ["guard-drift"])
    }

    // MARK: Drift

    private func drift(_ world: World) -> [DriftFinding] {
        DriftDetector.detect(
            recorded: world.recorded, live: world.live, catalog: TestCatalog.kinds, desired: world.wanted,
            today: "2027-01-15", now: 0)
    }

    @Test("drift is what the cloud holds otherwise than it was left, whatever the manifests want now")
    func drifting() {
        var world = World()
        world.have("Machine/a", "m-1", ["size": 1, "note": "x"], live: ["size": 2, "note": "x", "owner": "cloud"])
        world.have("Machine/b", "m-2", ["size": 1])
        world.want("Machine/b", ["size": 9])
        world.remember("Machine/c", "m-3")
        let findings = drift(world)
        #expect(findings.map(\.address) == [at("Machine/a"), at("Machine/c")])
        guard case .changed(let changes)? = findings.first?.drift else { return #expect(Bool(false)) }
        #expect(changes.map(\.text) == ["  size: 2 → 1 (drift, stop/start)"])
        #expect(findings.last?.drift == .missing)
    }

    @Test("unfinished objects, ignored fields and kinds that were not read have not drifted")
    func notDrifting() {
        var world = World()
        world.have("Machine/a", "m-1", ["size": 1], live: ["size": 2]) { $0.condition = .updating }
        world.have("Machine/b", "m-2", ["size": 1], live: ["size": 2])
        world.want("Machine/b") { $0.lifecycle.ignore = [Ignore(path: "size")] }
        world.remember("Machine/c", nil) { $0.condition = .creating }
        world.remember("Network/n", "net-1")
        world.observed = ["Machine"]
        #expect(drift(world).isEmpty)
    }

    @Test(
        "deleting most of what is managed needs a word, be it a limit or a confirmation",
        arguments: [(3, 0, false), (4, 4, false), (4, 3, true), (5, 4, true)])
    func most(removed: Int, kept: Int, isRefused: Bool) {
        var world = World()
        for number in 0..<removed { world.have("Machine/gone-\(number)", "g-\(number)", ["size": 1]) }
        for number in 0..<kept {
            world.have("Machine/kept-\(number)", "k-\(number)", ["size": 1])
            world.want("Machine/kept-\(number)", ["size": 1])
        }
        let plan = world.plan()
        #expect(Guard().violations(of: plan).map(\.code) == (isRefused ? ["guard-removes-most"] : []))
        #expect(Guard(maxDestroy: removed).violations(of: plan).isEmpty)
        #expect(Guard(mayRemoveMost: true).violations(of: plan).isEmpty)
        #expect(Guard().violations(of: world.plan(destroy: true)).isEmpty)
    }
}
