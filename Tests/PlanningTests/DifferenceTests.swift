import Model
import Testing

@Suite("Differences")
struct DifferenceTests {
    /// The plan of one machine, its text.
    private func plan(
        applied: Attributes, live: Attributes, wanted: Attributes, ignore: [Ignore] = [], today: String = "2027-01-15"
    ) -> String {
        var world = World()
        world.have("Machine/m", "m-1", applied, live: live)
        world.want("Machine/m", wanted) { $0.lifecycle.ignore = ignore }
        return world.plan(today: today).text
    }

    @Test("an object that is as wanted needs nothing")
    func nothing() {
        var world = World()
        world.have("Machine/m", "m-1", ["size": 2])
        world.want("Machine/m", ["size": 2])
        let plan = world.plan()
        #expect(plan.isEmpty)
        #expect(plan.unchanged == [at("Machine/m")])
    }

    @Test("a JSON text of the cloud's is the map in the manifest, with references that are JSON's own in it")
    func json() {
        let config: Value = ["items": ["$ref": "#/definitions/Pet"], "size": 1]
        var world = World()
        world.have(
            "Machine/m", "m-1", ["config": config],
            live: ["config": ##"{"size": 1, "items": {"$ref": "#/definitions/Pet"}}"##])
        world.want("Machine/m", ["config": config])
        #expect(world.plan().isEmpty)
    }

    @Test("the last line break of a text, and the case of a code, make no difference")
    func insignificantParts() {
        #expect(plan(applied: ["owner": "m\n"], live: ["owner": "m"], wanted: ["owner": "m\n"]) == "")
        #expect(plan(applied: ["owner": "m"], live: ["owner": "m"], wanted: ["owner": "m\n"]) == "")
    }

    @Test("of a field that was never applied, the manifest makes the difference")
    func newField() {
        #expect(
            plan(applied: ["name": "m"], live: ["size": 3], wanted: ["size": 2])
                == "update Machine/m [fields differ]\n  size: 3 → 2 (manifest, stop/start)")
    }

    @Test(
        "of three known values two tell who made the difference",
        arguments: [
            (1, 1, 2, "1 → 2 (manifest, stop/start)"), (2, 1, 2, "1 → 2 (drift, stop/start)"),
            (1, 3, 2, "3 → 2 (both, stop/start)"), (3, 3, 2, "3 → 2 (manifest, stop/start)"),
        ])
    func origins(applied: Int64, live: Int64, wanted: Int64, expected: String) {
        #expect(
            plan(
                applied: ["size": .integer(applied)], live: ["size": .integer(live)], wanted: ["size": .integer(wanted)]
            )
                == "update Machine/m [fields differ]\n  size: \(expected)")
    }

    @Test("fields that nobody asked for are the cloud's business")
    func owned() {
        #expect(
            plan(applied: ["size": 2], live: ["size": 2, "owner": "cloud", "address": "1.2.3.4"], wanted: ["size": 2])
                == "")
        #expect(
            plan(applied: ["size": 2], live: ["size": 2, "address": "9"], wanted: ["size": 2, "address": "1"]) == "")
    }

    @Test("a field taken out of the manifest goes back to what the cloud starts with, where that is known")
    func removed() {
        #expect(
            plan(applied: ["note": "x", "owner": "me"], live: ["note": "x", "owner": "me"], wanted: [:]) == """
                update Machine/m [fields differ]
                  note: "x" → "none" (manifest)
                """)
        #expect(plan(applied: ["note": "x"], live: ["note": "none"], wanted: [:]) == "")
        #expect(plan(applied: [:], live: ["note": "somebody's"], wanted: [:]) == "")
    }

    @Test("what cannot be read is compared with what was applied")
    func unreadable() {
        let one = Value.secret(Secret(fingerprint: "1"))
        let two = Value.secret(Secret("two").sealed { _ in "2" })
        #expect(plan(applied: ["password": one], live: [:], wanted: ["password": one]) == "")
        #expect(
            plan(applied: ["password": one], live: [:], wanted: ["password": two]) == """
                update Machine/m [fields differ]
                  password: (secret) → (secret) (manifest)
                """)
        #expect(plan(applied: [:], live: [:], wanted: ["password": one]) == "")
    }

    @Test("what counts only at birth is never compared")
    func createOnly() {
        #expect(plan(applied: ["script": "a"], live: ["script": "b"], wanted: ["script": "c"]) == "")
    }

    struct Pair: Sendable {
        let live: Attributes
        let wanted: Attributes
        init(_ live: Attributes, _ wanted: Attributes) {
            self.live = live
            self.wanted = wanted
        }
    }

    @Test(
        "what means the same to the cloud is no difference",
        arguments: [
            Pair(["tags": ["b", "a"]], ["tags": ["a", "b", "a"]]), Pair(["tags": []], ["tags": .null]),
            Pair(["owner": ""], ["owner": .null]), Pair(["size": "2"], ["size": 2]),
            Pair(["weight": .number(2)], ["weight": 2]),
            Pair(["weight": 2], ["weight": .number(2.0)]), Pair(["motd": "hi"], ["motd": "hi\n"]),
            Pair(["config": #"{"b": 1, "a": [true]}"#], ["config": ["a": [true], "b": 1]]),
            Pair(["config": #"{"a":1,"b":2}"#], ["config": #"{ "b": 2, "a": 1 }"#]),
            Pair(["config": ["a": ["y": 1, "x": 2]]], ["config": ["a": ["x": 2, "y": 1]]]),
        ])
    func same(pair: Pair) {
        #expect(plan(applied: pair.wanted, live: pair.live, wanted: pair.wanted) == "")
    }

    @Test(
        "what does not mean the same is one",
        arguments: [
            Pair(["tags": ["a"]], ["tags": ["a", "b"]]), Pair(["tags": ["a", "b"]], ["tags": ["b"]]),
            Pair(["disks": [1, 2]], ["disks": [2, 1]]), Pair(["disks": [1]], ["disks": [1, 1]]),
            Pair(["config": ["a": [1, 2]]], ["config": ["a": [2, 1]]]), Pair(["config": "{"], ["config": "}"]),
            Pair(["owner": "a"], ["owner": ""]), Pair(["weight": .number(2.5)], ["weight": 2]),
            Pair(["size": .integer(.max)], ["size": .integer(.max - 1)]),
            Pair(["motd": "a\nb"], ["motd": "a b"]), Pair(["owner": "true"], ["owner": "True"]),
        ])
    func different(pair: Pair) {
        #expect(plan(applied: pair.wanted, live: pair.live, wanted: pair.wanted).hasPrefix("update Machine/m"))
    }

    @Test("rules are told apart by their keys, and each change names its rule")
    func keyed() {
        var world = World()
        let before: Value = [
            ["protocol": "TCP", "port": "22", "note": "ssh"], ["protocol": "TCP", "port": "80", "note": ""],
            ["protocol": "UDP", "port": "53", "note": ""],
        ]
        world.have("Firewall/f", "f-1", ["rules": before])
        world.want("Firewall/f", ["rules": [["port": "443"], ["port": "80"], ["port": "22", "note": "shell"]]])
        #expect(
            world.plan().text == """
                update Firewall/f [fields differ]
                  rules[TCP 22]: {protocol: "TCP", port: "22", note: "ssh"} → {port: "22", note: "shell"} (manifest)
                  rules[TCP 443]: - → {port: "443"} (manifest)
                  rules[UDP 53]: {protocol: "UDP", port: "53", note: ""} → - (manifest)
                """)
    }

    @Test("the same rules in another order, with defaults left out, are no difference")
    func keyedSame() {
        var world = World()
        world.have(
            "Firewall/f", "f-1", ["rules": [["port": "22"], ["port": "80"]]],
            live: ["rules": [["protocol": "TCP", "port": "80", "note": ""], ["protocol": "TCP", "port": "22"]]])
        world.want("Firewall/f", ["rules": [["port": "22"], ["port": "80"]]])
        #expect(world.plan().isEmpty)
    }

    @Test("an ignored field is left alone until its day is over")
    func ignoring() {
        let rule = Ignore(path: "owner", reason: "ops", until: "2027-01-31")
        func plan(_ today: String) -> String {
            self.plan(
                applied: ["owner": "a"], live: ["owner": "b"], wanted: ["owner": "a"], ignore: [rule], today: today)
        }
        #expect(plan("2027-01-31") == "")
        #expect(plan("2027-02-01") == "update Machine/m [fields differ]\n  owner: \"b\" → \"a\" (drift, restart)")
    }

    @Test("one rule of many can be ignored")
    func ignoringElement() {
        var world = World()
        world.have("Firewall/f", "f-1", ["rules": [["port": "22"]]], live: ["rules": [["port": "22"], ["port": "80"]]])
        world.want("Firewall/f", ["rules": [["port": "22"]]]) {
            $0.lifecycle.ignore = [Ignore(path: FieldPath("rules").appending(element: "TCP 80"))]
        }
        #expect(world.plan().isEmpty)
    }

    @Test("a field that nothing changes is refused, whatever else differs")
    func refused() {
        var world = World()
        world.have("Machine/m", "m-1", ["zone": "1", "size": 1])
        world.want("Machine/m", ["zone": "2", "size": 2])
        let plan = world.plan()
        #expect(plan.outline == "error Machine/m [zone cannot be changed]")
        #expect(plan.steps.first?.action == .refuse(advice: "make another one"))
    }

    @Test("an update hurts as much as its worst change, and makes each call once")
    func cost() throws {
        var world = World()
        world.have("Machine/m", "m-1", ["size": 1, "owner": "a", "note": "x"])
        world.want("Machine/m", ["size": 2, "owner": "b", "note": "y"])
        let step = try #require(world.plan().steps.first)
        #expect(step.disruption == .stopStart)
        #expect(step.calls == ["setNote", "setOwner", "stop", "resize", "start"])
    }

    @Test("when what a reference comes to has moved, its user follows, though its manifest is the same")
    func movedReference() {
        var world = World()
        world.have("Network/a", "net-1", ["range": "10.0.0.0/16", "note": "old"])
        world.want("Network/a", ["range": "10.0.0.0/16", "note": "new"])
        world.want("Machine/m", ["owner": ref("Network/a", "note"), "backup": ref("Network/a")])
        world.want("Machine/n", ["backup": lookup("Network", ["name": "b"])])
        world.see("Network", "net-2", ["name": "b"])
        let digests = Dictionary(uniqueKeysWithValues: world.desired.map { ($0.address, $0.digest) })
        for (name, attributes): (String, Attributes) in [
            ("m", ["owner": "old", "backup": "net-0"]), ("n", ["backup": "net-1"]),
        ] {
            world.have("Machine/\(name)", name, attributes, on: ["Network/a"]) { record in
                record.desiredDigest = digests[record.address]
                record.liveDigest = LiveObject(kind: "Machine", id: name, attributes: attributes).digest
            }
        }
        #expect(
            world.plan().text == """
                update Machine/n [fields differ]
                  backup: "net-1" → "net-2" (manifest)
                update Network/a [fields differ]
                  note: "old" → "new" (manifest)
                update Machine/m [fields differ] after Network/a
                  backup: "net-0" → "net-1" (manifest)
                  owner: "old" → "new" (manifest, restart)
                """)
    }
}
