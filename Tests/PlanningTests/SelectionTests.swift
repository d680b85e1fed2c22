import Model
import Testing

@testable import Planning

@Suite("Targets and exclusions")
struct SelectionTests {
    /// Two towers: network, machine upon it, firewall beside it.
    private func towers() -> World {
        var world = World()
        for name in ["a", "b"] {
            world.want("Network/\(name)", ["range": "10.0.0.0/16"])
            world.want("Machine/\(name)-1", ["network": ref("Network/\(name)")]) { $0.labels = ["tier": "web"] }
            world.want("Firewall/\(name)", ["network": ref("Network/\(name)")])
        }
        return world
    }

    private func built() -> World {
        var world = towers().applying(towers().plan())
        world.desired = []
        return world
    }

    @Test(
        "a target brings along what it needs, and nothing else",
        arguments: [
            ("Machine/a-1", ["create Network/a", "create Machine/a-1"]),
            ("Machine/b-*", ["create Network/b", "create Machine/b-1"]),
            ("Network", ["create Network/a", "create Network/b"]),
            ("Network/a", ["create Network/a"]),
            ("tier=web", ["create Network/a", "create Machine/a-1", "create Network/b", "create Machine/b-1"]),
        ])
    func targets(selector: String, expected: [String]) {
        #expect(towers().plan(targets: [selector]).actions == expected)
    }

    @Test("a deletion brings along the deletion of what rests on it")
    func deletions() {
        #expect(
            built().plan(targets: ["Network/a"], destroy: true).actions
                == ["delete Firewall/a", "delete Machine/a-1", "delete Network/a"])
        #expect(built().plan(targets: ["Machine/a-1"]).actions == ["delete Machine/a-1"])
    }

    @Test("a replaced target brings along what its new form needs")
    func replacements() {
        var world = World()
        world.have("Machine/m", "m-1", ["name": "old"])
        world.want("Machine/m", ["name": "new", "network": ref("Network/a")])
        world.want("Network/a", ["range": "10.0.0.0/16"])
        #expect(
            Set(world.plan(targets: ["Machine/m"]).actions)
                == ["delete old Machine/m (old)", "create Network/a", "replace Machine/m"])
    }

    @Test("a selector that means nothing to do says so")
    func nothing() {
        let plan = towers().plan(targets: ["Server/x"])
        #expect(plan.isEmpty)
        #expect(plan.warnings.map(\.code) == ["empty-target"])
    }

    @Test("an exclusion takes along what needs it, and names that")
    func exclusions() {
        let plan = towers().plan(excludes: ["Network/a"])
        #expect(plan.actions == ["create Network/b", "create Firewall/b", "create Machine/b-1"])
        #expect(
            plan.warnings.map(\.message) == [
                "also excluded, because they depend on excluded objects: Firewall/a, Machine/a-1"
            ])
        #expect(towers().plan(excludes: ["Firewall"]).warnings.isEmpty)
    }

    @Test("an excluded deletion keeps what lies beneath it, but does not keep it from being changed")
    func excludedDeletions() {
        #expect(
            built().plan(excludes: ["Machine/a-1"]).actions
                == ["delete Firewall/a", "delete Firewall/b", "delete Machine/b-1", "delete Network/b"])
        var world = built()
        world.want("Network/a", ["range": "10.0.0.0/16", "note": "new"])
        #expect(
            world.plan(targets: ["Network/a", "Machine/a-1"], excludes: ["Machine/a-1"]).actions
                == ["update Network/a"])
    }

    @Test("nothing is taken from under an excluded object, be it made anew or removed, and whoever put it there")
    func excludedUsers() {
        var world = World()
        world.have("Network/a", "net-1", ["range": "10.0.0.0/16"])
        world.have("Machine/m", "m-1", ["host": "net-1"], on: ["Network/a"])
        world.want("Network/a", ["range": "10.1.0.0/16"])
        world.want("Machine/m", ["host": ref("Network/a")])
        let plan = world.plan(excludes: ["Machine/m"])
        #expect(plan.isEmpty)
        #expect(
            plan.warnings.map(\.message) == ["also excluded, because they depend on excluded objects: Network/a"])
        #expect(
            Set(world.plan(targets: ["Network/a"]).actions)
                == ["delete old Network/a (old)", "replace Network/a", "update Machine/m"])

        // Nobody's manifest says where it is, but the cloud does.
        world.records[1] = RecordedResource(at("Machine/m"), id: "m-1")
        world.desired = []
        world.want("Machine/m", [:])
        #expect(world.plan().actions == ["delete Network/a"])
        #expect(
            world.plan().warnings.map(\.message) == [
                "Machine/m is attached to Network/a and will be detached when that is deleted"
            ])
        #expect(world.plan(excludes: ["Machine/m"]).isEmpty)
    }

    @Test("a protected object that is excluded still holds what it rests on, and what would go for that")
    func excludedRefusal() {
        var world = World()
        world.have("Network/a", "net-1", ["range": "10.0.0.0/16"])
        for name in ["m", "n"] {
            world.have("Machine/\(name)", name, ["network": "net-1"], on: ["Network/a"]) { $0.protect = name == "m" }
            world.want("Machine/\(name)", ["network": ref("Network/a")]) { $0.lifecycle.protect = name == "m" }
        }
        world.want("Network/a", ["range": "10.1.0.0/16"])
        #expect(world.plan(excludes: ["Machine/m"]).isEmpty)
    }

    @Test("nothing is built upon an object whose adoption is left out")
    func excludedAdoption() {
        var world = World()
        world.see("Network", "net-1", ["name": "a", "range": "10.0.0.0/16"])
        world.want("Network/a", ["range": "10.0.0.0/16"]) { $0.adoption = .name("a") }
        world.want("Machine/m", ["network": ref("Network/a")])
        #expect(world.plan(excludes: ["Network/a"]).isEmpty)
    }

    @Test("targets and exclusions together: the exclusion wins")
    func both() {
        #expect(
            towers().plan(targets: ["Machine"], excludes: ["Network/b"]).actions
                == ["create Network/a", "create Machine/a-1"])
    }

    @Test(
        "a star stands for any run of characters, in the name only",
        arguments: [
            ("Machine/*", true), ("Machine/web-*", true), ("Machine/*-0", true), ("Machine/w*b-*0", true),
            ("Machine/web-0*", true), ("Machine/web", false), ("Machine/web-?", false), ("Mach*/web-0", false),
            ("Network/*", false), ("Machine", true), ("machine", false), ("tier=web", true), ("tier=", false),
            ("tier=*", false), ("", false),
        ])
    func globs(selector: String, matches: Bool) {
        #expect(Selection.matches([selector], at("Machine/web-0"), labels: ["tier": "web"]) == matches)
    }
}
