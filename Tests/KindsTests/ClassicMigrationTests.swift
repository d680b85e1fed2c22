import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("classic servers as manifests for a VPC") struct ClassicMigrationTests {
    private static func server(_ name: String, _ attributes: Attributes = [:]) -> LiveObject {
        let usual: Attributes = [
            "name": .string(name), "zone": "KR-1", "image": "centos-7.8-64", "imageProduct": "SPSW0LINUX000046",
            "platform": "LNX64", "serverProduct": "SPSVRSTAND000004", "cpuCount": 2, "memoryGiB": 4, "loginKey": "ops",
            "accessControlGroupNumbers": ["1"], "privateIp": "10.41.0.5",
        ]
        return LiveObject(
            kind: "ClassicServer", id: "937507", attributes: usual.merging(attributes) { $1 }, status: "RUN")
    }

    private static func group(_ number: String, _ name: String, _ rules: JSON...) -> ClassicGroup {
        ClassicGroup(number: number, name: name, rules: rules.compactMap(ClassicGroup.Rule.init))
    }

    private static func rule(_ source: JSON, ports: String = "22", _ networkProtocol: String = "TCP") -> JSON {
        let own: JSON = ["protocolType": ["code": .string(networkProtocol)], "destinationPort": .string(ports)]
        return .object(own.members.merging(source.members) { $1 })
    }

    private func drafts(_ made: MigrationDraft, _ kind: String) -> [ManifestDraft] {
        made.drafts.filter { $0.address.kind == kind }
    }

    @Test("a server has everything it needs, and its image and spec are looked up")
    func server() throws {
        let made = ClassicMigration.draft(
            of: [
                Self.server(
                    "web",
                    [
                        "publicIp": "203.0.113.7", "protectTermination": true, "description": "the shop",
                        "additionalDisks": [["number": "1", "name": "data", "size": 25, "type": "SSD"]],
                    ])
            ], groups: [Self.group("1", "web", Self.rule(["sourceIp": "0.0.0.0/0"]))])
        #expect(
            made.drafts.map(\.address.description) == [
                "Vpc/classic", "Subnet/classic-kr-1", "AccessControlGroup/web", "LoginKey/ops", "Server/web",
                "BlockStorage/data", "PublicIp/web",
            ])
        let server = try #require(drafts(made, "Server").first)
        #expect(server.dependencies.map(\.kind) == ["AccessControlGroup", "LoginKey", "Subnet"])
        #expect(
            server.resource.attributes["image"]
                == .reference(
                    Reference(
                        lookup: "ServerImage", criteria: ["osType": "ROCKY", "hypervisor": "KVM", "pick": "newest"])))
        #expect(
            server.resource.attributes["serverSpec"]
                == .reference(
                    Reference(
                        lookup: "ServerSpec",
                        criteria: ["cpuCount": 2, "memoryGiB": 4, "hypervisor": "KVM", "pick": "smallest"])))
        #expect(server.remarks["image"] == "was centos-7.8-64 (SPSW0LINUX000046)")
        #expect(server.resource.attributes["protectTermination"] == true)
        #expect(drafts(made, "Subnet").first?.resource.attributes["type"] == "PUBLIC")
        #expect(drafts(made, "BlockStorage").first?.resource.attributes["size"] == 30, "in steps of 10, never less")
        #expect(drafts(made, "PublicIp").first?.remarks["server"] == "another address than 203.0.113.7")
    }

    @Test("servers share network, keys and groups, and each zone has a subnet")
    func shared() {
        let made = ClassicMigration.draft(
            of: [Self.server("a-1"), Self.server("b-1", ["zone": "KR-2", "publicIp": "203.0.113.7"])],
            groups: [Self.group("1", "web")])
        #expect(drafts(made, "Vpc").count == 1 && drafts(made, "LoginKey").count == 1)
        let subnets = drafts(made, "Subnet").map(\.resource.attributes)
        #expect(subnets.map { $0["zone"] } == ["KR-1", "KR-2"] && subnets.map { $0["type"] } == ["PRIVATE", "PUBLIC"])
        #expect(Set(subnets.map { $0["cidr"] }).count == 2)
    }

    @Test("rules keep protocol, peers, ports and notes; single addresses become ranges, repeated rules are one")
    func rules() throws {
        let made = ClassicMigration.draft(
            of: [Self.server("web")],
            groups: [
                Self.group(
                    "1", "web", Self.rule(["sourceIp": "10.1.2.3", "accessControlRuleDescription": "office"]),
                    Self.rule(["sourceIp": "10.1.2.3"]),
                    Self.rule(["sourceIp": "10.1.2.3/16"], ports: "1-65535", "UDP"),
                    Self.rule(["sourceIp": "0.0.0.0/0"], ports: "", "ICMP"),
                    Self.rule(["sourceAccessControlRuleConfigurationNo": "2", "sourceIp": ""]),
                    Self.rule(["sourceAccessControlRuleConfigurationNo": "9"])),
                Self.group("2", "Jump_Host"),
            ])
        let groups = drafts(made, "AccessControlGroup")
        #expect(groups.map(\.address.name) == ["web", "jump-host"])
        #expect(
            groups.first?.resource.attributes["inbound"] == [
                ["protocol": "TCP", "cidr": "10.1.2.3/32", "ports": "22", "description": "office"],
                ["protocol": "UDP", "cidr": "10.1.0.0/16", "ports": "1-65535"],
                ["protocol": "ICMP", "cidr": "0.0.0.0/0"],
                [
                    "protocol": "TCP", "ports": "22",
                    "group": .reference(Reference(Address(kind: "AccessControlGroup", name: "jump-host"))),
                ],
            ])
        #expect(made.remarks.contains("web: a rule for an unknown group is missing."))
        #expect(groups.last?.remarks["vpc"] == "classic group Jump_Host")
    }

    @Test("what a VPC takes fewer of is cut, and said")
    func limits() {
        let many = (0..<60).map { Self.rule(["sourceIp": .string("10.0.0.\($0)")]) }
        let groups = (1...5).map { number in
            ClassicGroup(
                number: "\(number)", name: "group-\(number)",
                rules: number == 1 ? many.compactMap(ClassicGroup.Rule.init) : [])
        }
        let numbers = Value.list(groups.map { .string($0.number) })
        let made = ClassicMigration.draft(
            of: [Self.server("web", ["accessControlGroupNumbers": numbers])], groups: groups)
        #expect(drafts(made, "AccessControlGroup").first?.resource.attributes["inbound"]?.elements.count == 50)
        #expect(drafts(made, "Server").first?.resource.attributes["accessControlGroups"]?.elements.count == 3)
        #expect(made.remarks.contains("group-1: 10 rules are missing: a group has 50 at most."))
        #expect(made.remarks.contains { $0.contains("group-4, group-5 missing") })
    }

    @Test(
        "systems are recognized by the names of images, others by their platform",
        arguments: [
            ("ubuntu-18.04-64-server", "LNX64", "osType", "UBUNTU"), ("win-2016-64-en", "WND64", "osType", "WINDOWS"),
            ("mine", "WND64", "osCategory", "WINDOWS"), ("mine", "LNX64", "osCategory", "LINUX"),
        ])
    func systems(_ image: String, _ platform: String, _ field: String, _ value: String) {
        let found = ClassicImage(["image": .string(image), "platform": .string(platform)])
        #expect(found.criteria[field] == .string(value))
    }

    @Test("names are those that VPC takes, each once")
    func names() {
        var names = SuccessorNames(filler: "classic")
        func name(_ text: String) -> String { names.address("Server", text).name }
        #expect(name("WEB_01") == "web-01" && name("web-01") == "web-01-2" && name("web.01") == "web-01-3")
        #expect(name("1st") == "classic-1st" && name("한글") == "classic" && name("a") == "a-classic")
        let long = name(String(repeating: "long-", count: 10))
        #expect(long.count <= 30 && long.last != "-")
        #expect(name(String(repeating: "long-", count: 11)).hasSuffix("-2"))
    }

    @Test("the groups of the servers are read with those that their rules let in, each once")
    func reading() async throws {
        let session = FakeSession(answers: [
            "getAccessControlGroupList": [
                "accessControlGroupList": [
                    ["accessControlGroupConfigurationNo": "1", "accessControlGroupName": "web"],
                    ["accessControlGroupConfigurationNo": "2", "accessControlGroupName": "jump"],
                    ["accessControlGroupConfigurationNo": "3", "accessControlGroupName": "other"],
                ], "totalRows": 3,
            ],
            "getAccessControlRuleList": [
                "accessControlRuleList": [Self.rule(["sourceAccessControlRuleConfigurationNo": "2"])]
            ],
        ])
        let groups = try await ClassicGroup.read(["1"], from: session)
        #expect(groups.map(\.name) == ["web", "jump"])
        #expect(session.requests("getAccessControlRuleList").count == 2)
    }
}
