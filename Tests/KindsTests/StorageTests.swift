import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("disks, snapshots, interfaces and addresses") struct StorageTests {
    private static func create(
        _ kind: String, _ attributes: Attributes, answers: [String: JSON] = [:], objects: [LiveObject] = []
    ) async throws -> FakeSession {
        let session = FakeSession(answers: answers, objects: objects)
        try await operations(kind).create(wanted(kind, "x", attributes), through: session)
        return session
    }

    @Test("a KVM disk is made in the zone of its server without naming it, and attached afterwards")
    func createKVM() async throws {
        let session = try await Self.create(
            "BlockStorage",
            [
                "name": "data", "size": 100, "volumeType": "CB1", "server": "1", "snapshot": "9",
                "returnProtection": true,
            ],
            answers: ["createBlockStorageInstance": ["blockStorageInstanceList": [["blockStorageInstanceNo": "70"]]]],
            objects: [LiveObject(kind: "Server", id: "1", attributes: ["zone": "KR-2"])])
        #expect(
            session.requests("createBlockStorageInstance")[0].fields == [
                "blockStorageSize": "100", "blockStorageName": "data", "blockStorageVolumeTypeCode": "CB1",
                "zoneCode": "KR-2", "blockStorageSnapshotInstanceNo": "9", "isReturnProtection": "true",
            ])
        #expect(
            session.events.suffix(3) == [.wait("ready"), .change("attachBlockStorageInstance"), .wait("attached")])
    }

    @Test("a XEN disk is made on its server")
    func createXEN() async throws {
        let session = try await Self.create(
            "BlockStorage", ["name": "data", "size": 55, "diskType": "HDD", "server": "1"],
            answers: ["createBlockStorageInstance": ["blockStorageInstanceList": [["blockStorageInstanceNo": "70"]]]])
        #expect(session.events == [.create("createBlockStorageInstance"), .wait("attached")])
        #expect(
            session.requests[0].fields == [
                "blockStorageSize": "55", "blockStorageName": "data", "blockStorageDiskDetailTypeCode": "HDD",
                "serverInstanceNo": "1",
            ])
    }

    @Test(
        "sizes that a disk cannot have are refused before any call",
        arguments: [["size": 105, "volumeType": "CB1", "zone": "KR-1"], ["size": 2010, "server": "1"]] as [Attributes])
    func sizes(_ attributes: Attributes) async throws {
        let session = FakeSession()
        await #expect(throws: StepFailure.self) {
            try await operations("BlockStorage").create(
                wanted("BlockStorage", "x", attributes), through: session)
        }
        #expect(session.requests.isEmpty)
    }

    @Test("an interface in a private subnet is made on its server, one in a public subnet attached afterwards")
    func createInterface() async throws {
        func made(_ type: String) async throws -> FakeSession {
            try await Self.create(
                "NetworkInterface", ["name": "back", "subnet": "2", "server": "1", "accessControlGroups": ["5"]],
                answers: ["createNetworkInterface": ["networkInterfaceList": [["networkInterfaceNo": "55"]]]],
                objects: [LiveObject(kind: "Subnet", id: "2", attributes: ["vpc": "3", "type": .string(type)])])
        }
        let inner = try await made("PRIVATE")
        #expect(inner.requests("createNetworkInterface")[0]["serverInstanceNo"] == "1")
        #expect(inner.requests("createNetworkInterface")[0]["vpcNo"] == "3")
        #expect(inner.requests("attachNetworkInterface").isEmpty)
        let outer = try await made("PUBLIC")
        #expect(outer.requests("createNetworkInterface")[0]["serverInstanceNo"] == nil)
        #expect(
            outer.requests("attachNetworkInterface")[0].fields == [
                "serverInstanceNo": "1", "networkInterfaceNo": "55", "subnetNo": "2",
            ])
    }

    @Test("secondary addresses go before others come, and a count picks or drops as many as it takes")
    func addresses() {
        let live = LiveObject(
            kind: "NetworkInterface", id: "55",
            attributes: ["secondaryIps": ["10.0.1.7", "10.0.1.8"], "secondaryIpCount": 2])
        func steps(_ attributes: Attributes) -> [AddressExchange] {
            AddressExchange.steps(from: live, to: wanted("NetworkInterface", "x", attributes))
        }
        #expect(steps([:]) == [])
        #expect(steps(["secondaryIps": ["10.0.1.8", "10.0.1.7"]]) == [])
        #expect(steps(["secondaryIps": ["10.0.1.8", "10.0.1.9"]]) == [.unassign(["10.0.1.7"]), .assign(["10.0.1.9"])])
        #expect(steps(["secondaryIps": .null]) == [.unassign(["10.0.1.7", "10.0.1.8"])])
        #expect(steps(["secondaryIpCount": 5]) == [.assignAny(3, total: 5)])
        #expect(steps(["secondaryIpCount": 1]) == [.unassign(["10.0.1.8"])])
        #expect(steps(["secondaryIpCount": 2]) == [])
    }

    @Test("an address keeps nacre's tag behind its description, and is read without it")
    func tag() async throws {
        let session = try await Self.create(
            "PublicIp", ["description": "front", "server": "1"],
            answers: ["createPublicIpInstance": ["publicIpInstanceList": [["publicIpInstanceNo": "80"]]]])
        let text = try #require(session.requests[0]["publicIpDescription"])
        #expect(text == "front [nacre:\(session.tag)]")
        let cloud = FakeSession(answers: [
            "getPublicIpInstanceList": [
                "totalRows": 1,
                "publicIpInstanceList": [
                    [
                        "publicIpInstanceNo": "80", "publicIpDescription": .string(text),
                        "publicIpInstanceStatus": ["code": "RUN"], "publicIpInstanceOperation": ["code": "NULL"],
                    ]
                ],
            ]
        ])
        let live = try #require(try await operations("PublicIp").list(ReadScope(), from: cloud).first)
        #expect(live.attributes["description"] == "front" && live.attributes["tag"] == .string(session.tag))
        #expect(live.status == "RUN")
    }

    @Test("a disk is read in GB, told by the type of its hypervisor, and root disks are left to their servers")
    func readDisks() async throws {
        func disk(_ id: String, _ type: String, _ hypervisor: String) -> JSON {
            [
                "blockStorageInstanceNo": .string(id), "blockStorageType": ["code": .string(type)],
                "blockStorageSize": 107_374_182_400, "hypervisorType": ["code": .string(hypervisor)],
                "blockStorageVolumeType": ["code": "SSD"], "blockStorageDiskDetailType": ["code": "SSD"],
                "blockStorageInstanceStatus": ["code": "CREAT"], "blockStorageInstanceOperation": ["code": "ATTAC"],
            ]
        }
        let session = FakeSession(answers: [
            "getBlockStorageInstanceList": [
                "blockStorageInstanceList": [
                    disk("70", "BASIC", "KVM"), disk("71", "SVRBS", "XEN"), disk("72", "SVRBS", "KVM"),
                ], "totalRows": 3,
            ]
        ])
        let disks = try await operations("BlockStorage").list(ReadScope(), from: session)
        #expect(disks.map(\.id) == ["71", "72"])
        #expect(disks[0].attributes["diskType"] == "SSD" && disks[0].attributes["volumeType"] == .null)
        #expect(disks[1].attributes["diskType"] == .null && disks[1].attributes["volumeType"] == "SSD")
        #expect(disks[0].attributes["size"] == 100)
        #expect(disks[0].status == "CREAT/ATTAC")
        #expect(Driver.blockStorage.kind.phase(of: disks[0].status) == .pending)
        #expect(disks[0].attributes["description"] == nil, "what the answer does not carry is not known to be empty")
    }
}
