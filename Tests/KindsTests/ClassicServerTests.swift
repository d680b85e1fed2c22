import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Source: api/classic-and-others.md §1; the pages compute-server-getserverinstancelist, …-getzonelist and
/// common-apidatatype-serverinstance.
@Suite("classic servers, call by call") struct ClassicServerTests {
    private static let wire: JSON = [
        "serverInstanceNo": "937507", "serverName": "bong-svr", "serverDescription": "", "cpuCount": 2,
        "memorySize": 4_294_967_296, "baseBlockStorageSize": 53_687_091_200,
        "platformType": ["code": "LNX64", "codeName": "Linux 64 Bit"], "loginKeyName": "ops", "publicIp": "",
        "privateIp": "10.41.0.56", "serverImageName": "centos-6.6-64",
        "serverInstanceStatus": ["code": "RUN", "codeName": "Server run state"],
        "serverInstanceOperation": ["code": "NULL", "codeName": "Server NULL OP"],
        "createDate": "2017-05-18T11:20:29+0900", "serverImageProductCode": "SPSW0LINUX000044",
        "serverProductCode": "SPSVRSTAND000004", "isProtectServerTermination": true,
        "portForwardingPublicIp": "192.0.2.11", "portForwardingExternalPort": 2222, "portForwardingInternalPort": 22,
        "zone": ["zoneNo": "3", "zoneName": "KR-2", "zoneCode": "KR-2"],
        "region": ["regionNo": "1", "regionCode": "KR"], "baseBlockStroageDiskDetailType": ["code": "HDD"],
        "accessControlGroupList": [
            ["accessControlGroupConfigurationNo": "1038", "accessControlGroupName": "ncloud-default-acg"]
        ],
    ]
    private static let disk: JSON = [
        "blockStorageInstanceNo": "1089090", "serverInstanceNo": "937507", "blockStorageType": ["code": "SVRBS"],
        "blockStorageName": "data", "blockStorageSize": 10_737_418_240, "deviceName": "/dev/xvdb",
        "diskDetailType": ["code": "SSD"],
    ]
    private static let zones: JSON = [
        "zoneList": [["zoneNo": "3", "regionNo": "1"], ["zoneNo": "2", "regionNo": "1"]]
    ]

    private static func live(_ status: String = "RUN", _ attributes: Attributes = [:]) -> LiveObject {
        LiveObject(
            kind: "ClassicServer", id: "937507",
            attributes: (["zoneNumber": "3", "regionNumber": "1"] as Attributes).merging(attributes) { $1 },
            status: status)
    }

    @Test("each zone is listed by its number, and a server that every zone lists is one")
    func list() async throws {
        let session = FakeSession(answers: [
            "getZoneList": Self.zones, "getServerInstanceList": ["serverInstanceList": [Self.wire], "totalRows": 1],
            "getBlockStorageInstanceList": ["blockStorageInstanceList": [Self.disk], "totalRows": 1],
        ])
        let servers = try await operations("ClassicServer").list(ReadScope(everything: true), from: session)
        #expect(Set(session.requests("getServerInstanceList").map { $0["zoneNo"] }) == ["2", "3"])
        #expect(session.requests.allSatisfy { $0.service == .server })
        let server = try #require(servers.first)
        #expect(servers.count == 1 && server.id == "937507" && server.status == "RUN")
        let expected: Attributes = [
            "name": "bong-svr", "power": "on", "protectTermination": true, "serverProduct": "SPSVRSTAND000004",
            "image": "centos-6.6-64", "memoryGiB": 4, "rootDiskSize": 50, "rootDiskType": "HDD", "zone": "KR-2",
            "region": "KR", "regionNumber": "1", "portForwarding": "192.0.2.11:2222 to 22",
            "accessControlGroups": ["ncloud-default-acg"], "accessControlGroupNumbers": ["1038"],
            "hasAdditionalDisks": true,
            "additionalDisks": [
                ["number": "1089090", "name": "data", "size": 10, "type": "SSD", "device": "/dev/xvdb"]
            ],
        ]
        for (field, value) in expected { #expect(server.attributes[field] == value, "\(field)") }
        #expect(server.attributes["publicIp"] == .null)
    }

    @Test("without zones the service's own default is listed, and statuses are read without disks")
    func fallback() async throws {
        let session = FakeSession(answers: [
            "getServerInstanceList": ["serverInstanceList": [], "totalRows": 0], "getZoneList": ["zoneList": []],
        ])
        var scope = ReadScope(ids: ["937507"])
        scope.statusOnly = true
        #expect(try await operations("ClassicServer").list(scope, from: session).isEmpty)
        #expect(session.requests("getServerInstanceList").map { $0["zoneNo"] } == [nil])
        #expect(session.requests("getBlockStorageInstanceList").isEmpty)
    }

    @Test("one server is asked for in its zone; without a zone only the list tells")
    func detail() async throws {
        let session = FakeSession(answers: [
            "getServerInstanceList": ["serverInstanceList": [Self.wire]],
            "getBlockStorageInstanceList": ["blockStorageInstanceList": [], "totalRows": 0],
        ])
        let known: Attributes = ["zoneNumber": "3", "regionNumber": "1"]
        let operations = operations("ClassicServer")
        guard case .shown(let server) = try await operations.detail(of: "937507", knownAs: known, from: session) else {
            return #expect(Bool(false), "not shown")
        }
        let asked = try #require(session.requests("getServerInstanceList").first)
        #expect(asked["serverInstanceNoList.1"] == "937507" && asked["zoneNo"] == "3" && server.name == "bong-svr")
        guard case .missing = try await operations.detail(of: "4711", knownAs: known, from: session) else {
            return #expect(Bool(false), "not missing")
        }
        guard case .notOffered = try await operations.detail(of: "4711", knownAs: [:], from: session) else {
            return #expect(Bool(false), "asked for in no zone")
        }
    }

    @Test("a running server is stopped for another spec and started again; the protection goes first")
    func update() async throws {
        let session = FakeSession()
        try await operations("ClassicServer").update(
            Self.live("RUN", ["protectTermination": false, "serverProduct": "SPSVRSTAND000004", "power": "on"]),
            to: wanted(
                "ClassicServer", "web", ["protectTermination": true, "serverProduct": "SPSVRSTAND000005"]),
            through: session)
        #expect(
            session.requests.map(\.path) == [
                "setProtectServerTermination", "stopServerInstances", "changeServerInstanceSpec",
                "startServerInstances",
            ])
        let spec = try #require(session.requests("changeServerInstanceSpec").first)
        #expect(spec["serverProductCode"] == "SPSVRSTAND000005" && spec["serverInstanceNo"] == "937507")
        #expect(session.requests("stopServerInstances").first?["serverInstanceNoList.1"] == "937507")
    }

    @Test("a deletion lifts the protection, stops the server and terminates it; one that goes already is waited for")
    func deletion() async throws {
        let session = FakeSession()
        try await operations("ClassicServer").delete(
            ManagedObject(deleting: Self.live("RUN", ["protectTermination": true]), through: session))
        #expect(
            session.requests.map(\.path) == [
                "setProtectServerTermination", "stopServerInstances", "terminateServerInstances",
            ])
        #expect(session.events.last == .wait("gone"))
        let later = FakeSession()
        try await operations("ClassicServer").delete(
            ManagedObject(deleting: Self.live("NSTOP/TERMT"), through: later))
        #expect(later.requests.isEmpty && later.events == [.wait("gone")])
    }

    @Test("none is created, and the calendar has the day and the reason")
    func creation() async throws {
        let kind = Driver.classicServer.kind
        guard case .refused(let reason, let advice) = kind.life.creation.ability else {
            return #expect(Bool(false), "it can be created")
        }
        let entry = try #require(CapabilityCalendar([kind]).entries.first)
        #expect(entry.ending.operation == .create && reason.contains(entry.ending.day))
        #expect(advice.contains("--for-vpc") && kind.allowances.isEmpty)
        await #expect(throws: StepFailure.self) {
            try await operations("ClassicServer").create(wanted("ClassicServer", "web", [:]), through: FakeSession())
        }
    }
}
