import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// What holds for the columns of every kind, and for what a kind takes over from its operations.
@Suite("columns") struct ColumnTests {
    private static let drivers = DriverCatalog.ncloud.kinds.kinds.filter { !$0.isExternal }.compactMap {
        DriverCatalog.ncloud[$0.name]
    }

    private static func columns(of operations: any Operations) -> [Column] {
        switch operations {
        case let form as ActionOperations: form.columns
        case let form as RESTOperations: form.columns + form.detailed
        case let adapted as any AdaptedOperations: columns(of: adapted.form)
        default: []
        }
    }

    @Test("columns are of fields that their kind has, each once", arguments: drivers.map(\.kind.name))
    func fields(_ kind: String) throws {
        let driver = try #require(DriverCatalog.ncloud[kind])
        let columns = Self.columns(of: driver.operations).map(\.field)
        #expect(Set(columns).count == columns.count)
        #expect(columns.filter { driver.kind.field($0) == nil } == [])
    }

    @Test(
        "fields that change in place name calls, and so do making, deleting and reading",
        arguments: drivers.map(\.kind.name))
    func calls(_ name: String) throws {
        let kind = try #require(DriverCatalog.ncloud[name]).kind
        // A kubeconfig is fetched, which changes nothing in the cloud.
        let silent = kind.fields.filter { $0.change.hasNoCalls && $0.name != "kubeconfigFile" }
        #expect(silent.map(\.name) == [])
        #expect(kind.life.creation.calls.isEmpty != kind.life.creation.ability.isPossible)
        #expect(kind.life.deletion.calls.isEmpty != kind.life.deletion.ability.isPossible)
        #expect(kind.reading != Kind.Reading())
    }

    @Test("a kind keeps the calls that it names itself, and takes the others over")
    func naming() {
        let names = CallNames(
            list: "getKiteList", under: nil, parts: nil, create: "createKite", delete: "deleteKites",
            deletesByList: true, changes: [(["note"], ["setKiteNote"]), (["color"], ["paintKite"])],
            setLater: ["color"])
        let kind = Kind(
            "Kite", service: "Air", summary: "",
            fields: [
                Field("note", .string, change: .inPlace(.none), ""),
                Field("color", .string, change: .inPlace(.none, calls: ["dyeKite"]), ""),
            ],
            identity: Kind.Identity(id: "kiteNo"),
            life: Kind.Life(
                creation: Kind.Procedure(seconds: 1, timeout: 2),
                deletion: Kind.Procedure(["burnKite"], seconds: 1, timeout: 2)),
            example: ""
        ).naming(names)
        #expect(kind.reading.once == ["getKiteList"])
        #expect(kind.life.creation.calls(for: [:]) == ["createKite"])
        #expect(kind.life.creation.calls(for: ["color": "red"]) == ["createKite", "paintKite"])
        #expect(kind.life.deletion.calls == ["burnKite"] && kind.life.deletion.isByList)
        #expect(kind.field("note")?.change == .inPlace(.none, calls: ["setKiteNote"]))
        #expect(kind.field("color")?.change == .inPlace(.none, calls: ["dyeKite"]))
    }

    @Test("what an answer lacks is left out where the column says so, and empty elsewhere")
    func shown() {
        let columns: [Column] = [
            .text("plain", "a"), .text("shown", "b").whenShown, .optionalText("optional", "c"), .limit("limit", "d"),
            .gigabytes("size", "e"),
        ]
        #expect(columns.attributes([:]) == ["plain": .null, "limit": .null, "size": .null])
        let wire: JSON = ["a": "1", "b": "", "c": "", "d": 0, "e": 10_737_418_240]
        #expect(columns.attributes(wire) == ["plain": "1", "optional": "", "limit": .null, "size": 10])
    }

    @Test("a code may have a word of ours; one that has none stays")
    func words() {
        let column = Column.code("type", "gatewayType", words: ["PBLIP": "PUBLIC"])
        #expect(column.read(["gatewayType": ["code": "PBLIP"]]) == "PUBLIC")
        #expect(column.read(["gatewayType": ["code": "OTHER"]]) == "OTHER")
    }

    @Test("a dot in a name leads into an object, going in and coming out")
    func paths() {
        let body = JSON.body([("name", "x"), ("config.region", "KR"), ("config.depth.max", 3)])
        #expect(body == ["name": "x", "config": ["region": "KR", "depth": ["max": 3]]])
        #expect(body.at("config.depth.max")?.integer == 3)
        #expect(body.at("config.none") == nil)
    }
}

extension Field.Change {
    fileprivate var hasNoCalls: Bool {
        if case .inPlace(_, let calls) = self { calls.isEmpty } else { false }
    }
}
