import Model
import Testing

@testable import Planning

@Suite("What the account may not see") struct HiddenTests {
    private let why = Hidden(call: "net/getNetwork", reason: "net/getNetwork: access denied for this key (HTTP 403)")

    private func shop() -> World {
        var world = World()
        world.have("Network/a", "net-1", ["range": "10.0.0.0/16"])
        world.have("Machine/m", "m-1", ["network": "net-1"], on: ["Network/a"])
        return world
    }

    /// The same, with the network gone from the lists and hidden.
    private func plan(
        _ world: World, wanting: Bool, hidingKind: Bool, destroy: Bool = false
    ) -> [(step: Step, advice: String)] {
        var world = world
        if wanting {
            world.want("Network/a", ["range": "10.0.0.0/16"])
            world.want("Machine/m", ["network": ref("Network/a")])
        }
        world.objects.removeAll { $0.kind == "Network" }
        world.hidden = [("Network", hidingKind ? nil : "net-1", why)]
        return world.plan(destroy: destroy).steps.map { step in
            if case .refuse(let advice) = step.action { return (step, advice) }
            return (step, "")
        }
    }

    @Test("wanted, it is refused and names the permission; what refers to it stays as it is", arguments: [true, false])
    func wanted(hidingKind: Bool) {
        let steps = plan(shop(), wanting: true, hidingKind: hidingKind)
        #expect(steps.map(\.step.address.description) == ["Network/a"])
        #expect(steps.first?.step.reason.text.contains("access denied for this key") == true)
        #expect(steps.first?.advice.contains("net/getNetwork") == true)
    }

    @Test(
        "no longer wanted, it is neither deleted nor forgotten",
        arguments: [(true, true), (true, false), (false, true)])
    func removed(hidingKind: Bool, destroy: Bool) {
        let steps = plan(shop(), wanting: false, hidingKind: hidingKind, destroy: destroy)
        #expect(steps.first { $0.step.address.kind == "Network" }?.advice.contains("permission") == true)
    }

    @Test("of a kind that may not be read nothing new is made")
    func new() {
        var world = World()
        world.want("Network/a", ["range": "10.0.0.0/16"])
        world.hidden = [("Network", nil, why)]
        let steps = world.plan().steps
        #expect(steps.allSatisfy { if case .refuse = $0.action { true } else { false } } && steps.count == 1)
    }

    @Test("drift says that it is unknown, not that it is gone")
    func drift() {
        let world = shop()
        var live = LiveSnapshot()
        live.observe("Machine", [])
        live.hide("Network", because: why)
        let found = DriftDetector.detect(
            recorded: Recorded(world.records), live: live, catalog: TestCatalog.kinds, desired: nil,
            today: "2027-01-01", now: 0)
        #expect(found.first { $0.address.kind == "Network" }?.drift == .unknown(why.reason))
        #expect(found.first { $0.address.kind == "Machine" }?.drift == .missing)
    }

    @Test("what a lookup found and its list lacks is not given up for another choice")
    func lostChoice() {
        var world = World()
        world.see("Network", "n-2", ["name": "net"])
        world.have("Machine/m", "m-1", ["network": "n-1"]) {
            $0.declared = ["network": lookup("Network", ["name": "net"])]
        }
        world.want("Machine/m", ["network": lookup("Network", ["name": "net"])])
        #expect(
            world.plan().outline
                == "error Machine/m [network resolved to Network n-1 before, which the cloud no longer lists]")
    }
}
