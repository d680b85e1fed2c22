import Model
import OrderedJSON
import Reporting
import Testing

@Suite("diagnostics, resources, kinds and graphs")
struct ReferenceReportTests {
    @Test("a diagnostic shows its line with a caret beneath the right column, wide characters counted")
    func diagnostics() throws {
        let all = [
            Diagnostic(
                code: "unknown-field", "Server/web-0 has no field 'serverSpeck'",
                at: SourceSpan(file: "manifests/web.yaml", line: 12, column: 9, length: 11),
                line: "  서버 {  serverSpeck: ci2-g3}", notes: ["fields: name, serverSpec"],
                help: "did you mean 'serverSpec'?"),
            Diagnostic(.warning, code: "no-place", "nothing to point at"),
        ]
        try expectSnapshot(DiagnosticReport.text(all), "diagnostics.txt")
        try expectSnapshot(DiagnosticReport.json(all).serialized(.pretty), "diagnostics.json")
        #expect(DiagnosticReport.text([]).isEmpty)
    }

    static let resource = RecordedResource(
        Examples.address("Server/web-0"), id: "12", condition: .updating,
        applied: ["name": "web-0", "size": 10, "password": .secret(Secret(fingerprint: Examples.secretPrint))],
        lastSeen: ["privateIp": "10.0.0.6"], protect: true, onRemove: .retain,
        dependencies: [Examples.address("Subnet/app")], adopted: true)

    @Test("a resource shows how far it came and what differs in the cloud")
    func resources() throws {
        let live = LiveObject(
            kind: "Server", id: "12", attributes: ["name": "web-0", "size": 20, "zone": "KR-1"], status: "RUN",
            created: "2026-01-02T03:04:05+0900")
        let list = [Self.resource, RecordedResource(Examples.address("Server/web-10"), condition: .creating)]
        let parts = [
            ResourceReport.list(list), ResourceReport.one(Self.resource, live: .found(live)),
            ResourceReport.json(list).serialized(.pretty),
            ResourceReport.json(Self.resource, live: .found(live)).serialized(.pretty),
        ]
        let text = parts.joined(separator: "\n\n")
        try expectSnapshot(text, "resources.txt")
        #expect(!text.contains(Examples.secretPrint))
    }

    @Test("an operation that a step follows is shown until the step ends well")
    func operation() {
        var resource = Self.resource
        resource.memory[RecordedResource.operation] = "/domains/7/records/operations/a"
        #expect(ResourceReport.one(resource).contains("/domains/7/records/operations/a"))
        let shown = ResourceReport.json(resource)["resource"]?["operation"]
        #expect(shown == "/domains/7/records/operations/a")
        #expect(ResourceReport.json(Self.resource)["resource"]?["operation"] == nil)
    }

    @Test("what is only recorded of an object that is gone is not shown as live")
    func gone() throws {
        let text = ResourceReport.one(Self.resource, live: .gone)
        #expect(text.contains("deleted outside nacre") && text.contains("last seen in the cloud, not live"))
        #expect(!text.contains("live values"))
        let json = ResourceReport.json(Self.resource, live: .gone)
        #expect(json["exists"]?.bool == false && json["live"] == nil)
        #expect(ResourceReport.json(Self.resource, live: .unknown)["exists"] == nil)
    }

    static let kind = Kind(
        "Group", service: "VPC", summary: "A group of rules.",
        fields: [
            Field("name", .string, .optionalFromName, change: .replace, constraints: [.resourceName], "Its name."),
            Field("vpc", .reference("Vpc"), .required, change: .replace, "Its VPC."),
            Field("size", .integer, change: .inPlace(.stopStart, calls: ["resize"]), initial: 10, "Its size."),
            Field(
                "rules",
                .keyed(
                    [
                        Field("protocol", .enumeration(["TCP", "UDP"]), .required, "What it lets through."),
                        Field("port", .formatted(.portRange), "Port or range."),
                    ], by: ["protocol", "port"]), change: .inPlace(.none, calls: ["addRule", "removeRule"]),
                "The rules."),
            Field("zone", .string, change: .refused("move it in the console"), "Zone code."),
            .computed("status", .string, "Status code."),
        ],
        identity: Kind.Identity(id: "groupNo", marker: ["name", "vpc"]),
        reading: Kind.Reading(["getGroupList"], perObject: ["getRuleList"]),
        place: Kind.Place(serializedOn: ["vpc"]),
        life: Kind.Life(
            creation: Kind.Procedure(["createGroup"], seconds: 90, timeout: 600),
            deletion: Kind.Procedure(
                [], seconds: 0, timeout: 0, ability: .refused(reason: "no call for it", advice: "use the console"))),
        example: "apiVersion: ncloud/v1\nkind: Group\nmetadata: {name: web}\nspec:\n  vpc: shop")

    @Test("a kind is explained whole, a field by its path")
    func explain() throws {
        let parts = [
            KindReport.list([Self.kind]), try KindReport.explain(Self.kind),
            try KindReport.explain(Self.kind, field: "rules"), try KindReport.explain(Self.kind, field: "rules.port"),
        ]
        try expectSnapshot(parts.joined(separator: "\n\n"), "kinds.txt")
        try expectSnapshot(KindReport.markdown([Self.kind]), "kinds.md")
    }

    @Test(
        "a table of fields shows what is taken for one that is omitted, inside others too, and the bounds of a number")
    func defaults() throws {
        let level = Field("level", .enumeration(["INFO", "WARNING"]), .optional, initial: "WARNING", "Level.")
        let minutes = Field(
            "minutes", .integer, .optional, initial: 1, constraints: [.range(1...1440)], "How long it must hold.")
        let told = Field("ttl", .integer, .optional, initial: 300, "Seconds (default: 300).")
        let profile = Field("profile", .reference("EdgeProfile"), .required, "Its profile.")
        let plan = Field("plan", .reference("UsagePlan"), .required, "Its plan.")
        let kind = Kind(
            "Template", service: "Test", summary: "",
            fields: [Field("metrics", .keyed([level, minutes, told, profile, plan], by: ["level"]), "Metrics.")],
            identity: Kind.Identity(id: "no"),
            life: Kind.Life(
                creation: Kind.Procedure(["make"], seconds: 1, timeout: 1),
                deletion: Kind.Procedure(["drop"], seconds: 1, timeout: 1)), example: "")
        let text = try KindReport.explain(kind, field: "metrics")
        #expect(text.contains("INFO | WARNING; default WARNING. Level."), "\(text)")
        #expect(text.contains("integer, 1 to 1440; default 1. How long"), "\(text)")
        #expect(text.contains("integer. Seconds (default: 300)."), "\(text)")
        #expect(text.contains("reference to an EdgeProfile.") && text.contains("reference to a UsagePlan."), "\(text)")
    }

    @Test("an unknown field names the nearest one", arguments: [("szie", "size"), ("rules.xyzzy", nil), ("", nil)])
    func unknownField(path: String, nearest: String?) {
        let error = #expect(throws: Diagnostic.self) { try KindReport.explain(Self.kind, field: path) }
        #expect(error?.help == nearest.map { "did you mean '\($0)'?" })
        #expect(error?.code == "unknown-field")
    }

    @Test("graphs name every object once and quote what would end a label")
    func graphs() {
        let nodes: [GraphReport.Node] = [
            (Address(kind: "Server", name: "b\"]"), [Examples.address("Vpc/a"), Examples.address("Vpc/a")])
        ]
        let dot = """
            digraph nacre {
              rankdir=LR;
              node [shape=box];
              "Server/b\\"]";
              "Vpc/a";
              "Server/b\\"]" -> "Vpc/a";
            }
            """
        #expect(GraphReport.dot(nodes) == dot)
        #expect(
            GraphReport.mermaid(nodes)
                == "graph LR\n  n0[\"Server/b#quot;]\"]\n  n1[\"Vpc/a\"]\n  n0 --> n1")
    }

    @Test("a plan's graph draws a replacement as one object")
    func planGraph() {
        let nodes = GraphReport.nodes(of: Plan(project: "shop", steps: Examples.replacement))
        #expect(nodes.map(\.address) == [Examples.address("Subnet/app")])
        #expect(nodes.first?.needs == [Examples.address("Vpc/shop")])
    }
}
