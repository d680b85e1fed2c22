import OrderedJSON
import Testing

@testable import Simulator

/// What a kind of an action service gets by saying what it is, tried on one that the cloud does not have.
@Suite("one value per kind") struct ActionKindTests {
    private static let table = TableSchema("lamp", numbers: .network, indexes: ["vpcNo"])

    private static let service = ActionService(
        "/vlamp/v2",
        [
            ActionKind(
                "Lamp", table,
                columns: [
                    .text("lampNo", "lampName", "vpcNo"), .code("lampStatus"), .code("colour", ["RED": "Red"]),
                    .integer("watts"), .flag("isOn"), .text("lampDescription", "createDate"),
                ],
                filters: [.within("lampName"), .exact("vpcNo"), .code("colour")],
                lifeCycle: .network("lampStatus", ready: 3, change: 2, gone: 2),
                actions: [
                    .create([
                        .vpc, .name("lampName", orMadeUp: "lamp"),
                        .code("colour", of: ["RED", "BLUE"], default: "RED"),
                        .integer("watts", in: 1...100), .flag("isOn", default: false), .description("lampDescription"),
                        .unique("lampName", in: table, within: "vpcNo", else: .nameTaken(4711, "lamp")),
                    ]),
                    .delete(when: [
                        Check { _, lamp, _ throws(Failure) in
                            if lamp.flag("isOn") { throw .inUse(4711, "lamp") }
                        }
                    ]),
                    .change("setLampDescription", [.description("lampDescription")]),
                ])
        ])

    /// A world with a VPC, and calls of the invented service.
    private struct Bench {
        var world = World(
            clock: VirtualClock(speed: 1, base: 0, realBase: 0), random: SeededRandom(seed: 1),
            switches: World.Switches())

        init() { VPCs.kind.insert(["vpcNo": "10", "ipv4CidrBlock": "10.0.0.0/16"], &world) }

        mutating func call(_ action: String, _ parameters: String = "") -> JSON {
            let request = Request(
                method: "GET", target: "/vlamp/v2/\(action)?responseFormatType=json&\(parameters)", headers: [:],
                body: [])
            let words = service.words(of: request.segments) ?? []
            let answer = service.answer(Call(request), words, &world)
            return (try? JSON(parsing: answer.body))?.members.values.first ?? .null
        }

        mutating func make(_ parameters: String) -> JSON {
            call("createLamp", "vpcNo=10&watts=40&\(parameters)")["lampList"]?[0] ?? .null
        }
    }

    @Test("its noun names the actions, the number and the list")
    func names() {
        #expect(
            Set(Self.service.actions.keys) == [
                "createLamp", "getLampList", "getLampDetail", "deleteLamp", "setLampDescription",
            ])
        #expect(Self.service.words(of: ["vlamp", "v2", "getLampList"]) == ["getLampList"])
        #expect(Self.service.words(of: ["vlamp", "v1", "getLampList"]) == nil)
    }

    @Test("an object is made of what its inputs take, and goes through its life cycle")
    func life() {
        var bench = Bench()
        let made = bench.make("lampName=hall&colourCode=BLUE")
        #expect(made["lampName"] == "hall" && made["watts"] == 40 && made["isOn"] == false)
        #expect(made["lampStatus"]?["code"] == "INIT" && made["colour"] == ["code": "BLUE", "codeName": "blue"])
        #expect(bench.make("")["lampName"]?.text?.hasPrefix("lamp") == true)
        bench.world.advance(milliseconds: 3000)
        let number = "lampNo=\(made["lampNo"]?.text ?? "")"
        #expect(bench.call("getLampDetail", number)["lampList"]?[0]?["lampStatus"]?["code"] == "RUN")
        #expect(bench.call("getLampList", "colourCode=BLUE")["totalRows"] == 1)
        #expect(bench.call("getLampList", "lampNoList.1=\(made["lampNo"]?.text ?? "")")["totalRows"] == 1)
        let changed = bench.call("setLampDescription", number + "&lampDescription=bright")
        #expect(changed["lampList"]?[0]?["lampDescription"] == "bright")
        #expect(bench.call("deleteLamp", number)["lampList"]?[0]?["lampStatus"]?["code"] == "TERMTING")
        bench.world.advance(milliseconds: 2000)
        #expect(bench.call("getLampList")["totalRows"] == 1)
    }

    @Test("what is missing, wrong, taken or in use is refused with its code")
    func refusals() {
        var bench = Bench()
        func code(_ answer: JSON) -> String? { answer["returnCode"]?.text }
        #expect(code(bench.call("createLamp", "watts=40")) == "900")
        #expect(code(bench.call("createLamp", "vpcNo=11&watts=40")) == "1100000")
        #expect(code(bench.call("createLamp", "vpcNo=10&watts=400")) == "1100000")
        #expect(code(bench.call("createLamp", "vpcNo=10&watts=40&colourCode=PINK")) == "1100000")
        let lit = bench.make("lampName=hall&isOn=true")
        #expect(code(bench.call("createLamp", "vpcNo=10&watts=40&lampName=hall")) == "4711903")
        #expect(code(bench.call("deleteLamp", "lampNo=\(lit["lampNo"]?.text ?? "")")) == "4711900")
        #expect(code(bench.call("getLampDetail")) == "900")
    }

    @Test("no two kinds share a table, and no two of a service an action")
    func distinct() {
        #expect(Set(SimulatorCatalogue.tables).count == SimulatorCatalogue.tables.count)
        for service in [ActionService.vpc, .vserver] {
            let names = service.kinds.compactMap { $0 as? ActionKind }.flatMap(\.actions.keys)
            #expect(Set(names).count == names.count)
        }
    }
}
