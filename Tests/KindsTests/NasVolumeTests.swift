import Model
import NcloudClient
import OrderedJSON
import Synchronization
import Testing

@testable import Kinds

@Suite("NAS volumes, call by call") struct NasVolumeTests {
    private struct OneAnswer: APICaller {
        let volume: JSON

        func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
            ["nasVolumeInstanceList": [volume], "totalRows": 1, "nasVolumeAccessControlRuleList": []]
        }
    }

    private static func read(_ more: JSON) async throws -> Attributes {
        let volume: JSON = ["nasVolumeInstanceNo": "7", "volumeSize": .integer(400 << 30)]
        let caller = OneAnswer(volume: .object(volume.members.merging(more.members) { $1 }))
        return try #require(
            try await operations("NasVolume").list(ReadScope(everything: true), from: caller).first?.attributes)
    }

    @Test(
        "the name is read without what the service puts in front",
        arguments: [
            ("n1234567_uploads", "uploads"), ("uploads", "uploads"), ("n_uploads", "n_uploads"),
            ("nightly_1", "nightly_1"), ("n12_a_b", "a_b"),
        ])
    func name(full: String, own: String) async throws {
        let volume = try await Self.read(["volumeName": .string(full)])
        #expect(volume["name"]?.text == own && volume["fullName"]?.text == full)
    }

    @Test("the size is the whole volume in GB, with what snapshots may take")
    func size() async throws {
        #expect(try await Self.read([:])["size"] == 400)
        let volume = try await Self.read([
            "volumeTotalSize": .integer(500 << 30), "snapshotVolumeConfigurationRatio": .number(20),
            "snapshotVolumeConfigDayOfWeekType": ["code": "SUN", "codeName": "sunday"],
            "snapshotVolumeConfigTime": "3",
        ])
        #expect(volume["size"] == 500 && volume["snapshots"] == ["percent": 20, "day": "SUN", "hour": 3])
        #expect(try await Self.read(["snapshotVolumeConfigurationRatio": .number(0)])["snapshots"] == .null)
    }

    /// Refuses to tell of the access to a volume, with the code for parameters that are not valid.
    private final class Refusing: APICaller {
        private let lists: Mutex<[JSON]>

        /// - Parameter lists: what each list says, the last one again and again.
        init(_ lists: [JSON]) { self.lists = Mutex(lists) }

        func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
            guard request.path == "getNasVolumeInstanceList" else {
                throw APIFailure(
                    endpoint: request.endpoint, envelope: .service, code: "1100000", classification: .refused)
            }
            return lists.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? .null }
        }
    }

    @Test("a volume that goes between the list and the question about it is gone; one that stays is an error")
    func goneBetween() async throws {
        let there: JSON = ["nasVolumeInstanceList": [["nasVolumeInstanceNo": "7"]], "totalRows": 1]
        let gone: JSON = ["nasVolumeInstanceList": [], "totalRows": 0]
        let operations = operations("NasVolume")
        let scope = ReadScope(everything: true)
        #expect(try await operations.list(scope, from: Refusing([there, gone])).isEmpty)
        await #expect(throws: APIFailure.self) { try await operations.list(scope, from: Refusing([there])) }
    }

    private static func change(_ live: Attributes, _ wanted: Attributes) async throws -> [APIRequest] {
        let session = FakeSession()
        let volume = LiveObject(kind: "NasVolume", id: "7", attributes: live, status: "CREAT")
        try await operations("NasVolume").update(
            volume, to: KindsTests.wanted("NasVolume", "uploads", live.merging(wanted) { $1 }), through: session)
        return session.requests
    }

    @Test("access is replaced as a whole, and what nobody is to have is taken from each")
    func access() async throws {
        let live: Attributes = ["access": [["server": "11", "writeAccess": true]]]
        let replaced = try await Self.change(
            live, ["access": [["server": "11", "writeAccess": false], ["server": "12", "writeAccess": true]]])
        #expect(replaced.map(\.path) == ["setNasVolumeAccessControl"])
        #expect(
            replaced[0].fields == [
                "nasVolumeInstanceNo": "7", "accessControlRuleList.1.serverInstanceNo": "11",
                "accessControlRuleList.1.writeAccess": "false", "accessControlRuleList.2.serverInstanceNo": "12",
                "accessControlRuleList.2.writeAccess": "true",
            ])
        let cleared = try await Self.change(live, ["access": []])
        #expect(cleared.map(\.path) == ["removeNasVolumeAccessControl"])
        #expect(cleared[0].fields == ["nasVolumeInstanceNo": "7", "serverInstanceNoList.1": "11"])
    }

    @Test("a right that no response shows is not made up, and not sent with the other rules")
    func unknownRight() async throws {
        let session = FakeSession(answers: [
            "getNasVolumeInstanceList": ["nasVolumeInstanceList": [["nasVolumeInstanceNo": "7"]], "totalRows": 1],
            "getNasVolumeAccessControlRuleList": ["nasVolumeAccessControlRuleList": [["serverInstanceNo": "11"]]],
        ])
        let volume = try #require(
            try await operations("NasVolume").list(ReadScope(everything: true), from: session).first)
        let live: Attributes = ["access": volume.attributes["access"] ?? .null]
        #expect(live == ["access": [["server": "11"]]])
        await #expect(throws: StepFailure.self) {
            try await Self.change(live, ["access": [["server": "11"], ["server": "12", "writeAccess": true]]])
        }
        let said = try await Self.change(
            live, ["access": [["server": "11", "writeAccess": true], ["server": "12", "writeAccess": true]]])
        #expect(said.map(\.path) == ["setNasVolumeAccessControl"])
    }

    @Test("a response without the list of rules is not one without rules")
    func noRules() async throws {
        let session = FakeSession(answers: [
            "getNasVolumeInstanceList": ["nasVolumeInstanceList": [["nasVolumeInstanceNo": "7"]], "totalRows": 1]
        ])
        let failure = await #expect(throws: APIFailure.self) {
            try await operations("NasVolume").list(ReadScope(everything: true), from: session)
        }
        #expect(failure?.envelope == .unreadable)
    }

    @Test("regular snapshots end with a share of 0")
    func snapshots() async throws {
        let live: Attributes = ["snapshots": ["percent": 20, "hour": 3]]
        let call = try #require(try await Self.change(live, ["snapshots": .null]).first)
        #expect(call.path == "changeNasVolumeSnapshotConfiguration")
        #expect(call.fields == ["nasVolumeInstanceNo": "7", "snapshotVolumeConfigurationRatio": "0"])
    }

    @Test("the first CIFS volume of an account brings the user of all")
    func firstCifs() throws {
        let kind = try #require(DriverCatalog.ncloud.kinds["NasVolume"])
        func told(_ own: Attributes, besides other: (id: String?, protocol: Value)? = nil, isRead: Bool = true)
            -> [String]
        {
            problems(own, besides: other, isRead: isRead).map(\.message)
        }
        func problems(_ own: Attributes, besides other: (id: String?, protocol: Value)?, isRead: Bool)
            -> [Preflight.Problem]
        {
            let address = Address(kind: "NasVolume", name: "files")
            let others = other.map {
                [Preflight.Scene.Neighbour(address: nil, id: $0.id, attributes: ["protocol": $0.protocol])]
            }
            let scene = Preflight.Scene(["NasVolume": others ?? []], readKinds: isRead ? ["NasVolume"] : [])
            let subject = Preflight.Subject(address, own, changed: Set(own.keys), isNew: true)
            return kind.checks.preflight.filter { $0.fields == ["cifsUser", "protocol"] }
                .flatMap { $0.problems(subject, scene) }
        }
        #expect(problems(["protocol": "CIFS"], besides: nil, isRead: true).map(\.severity) == [.warning])
        let words = "the account has no CIFS volume yet: its first one needs cifsUser and cifsPassword"
        #expect(told(["protocol": "CIFS"]) == [words])
        #expect(told(["protocol": "CIFS"], besides: (nil, "CIFS")) == [words], "the other one may come later")
        #expect(told(["protocol": "CIFS"], besides: ("7", "NFS")) == [words])
        #expect(told(["protocol": "CIFS"], besides: ("7", "CIFS")) == [] && told(["protocol": "NFS"]) == [])
        #expect(told(["protocol": "CIFS", "cifsUser": "shopuser"]) == [])
        #expect(told(["protocol": "CIFS"], isRead: false) == [])
    }

    @Test("a CIFS volume needs no user of its own after one that it depends on and that sets both")
    func dependentCifs() throws {
        let kind = try #require(DriverCatalog.ncloud.kinds["NasVolume"])
        let (address, first) = (Address(kind: "NasVolume", name: "files"), Address(kind: "NasVolume", name: "first"))
        func problems(_ given: Attributes, dependencies: [Address]) -> Int {
            let fields: Attributes = ["protocol": "CIFS"]
            let other = Preflight.Scene.Neighbour(
                address: first, id: nil, attributes: fields.merging(given) { $1 })
            let subject = Preflight.Subject(
                address, fields, changed: ["protocol"], isNew: true, dependencies: dependencies)
            let scene = Preflight.Scene(["NasVolume": [other]], readKinds: ["NasVolume"])
            return kind.checks.preflight.filter { $0.fields == ["cifsUser", "protocol"] }
                .flatMap { $0.problems(subject, scene) }.count
        }
        let both: Attributes = ["cifsUser": "shopuser", "cifsPassword": .secret(Secret("Abcdef1!"))]
        #expect(problems(both, dependencies: [first]) == 0)
        #expect(problems(both, dependencies: []) == 1)
        #expect(problems(["cifsUser": "shopuser"], dependencies: [first]) == 1)
    }

    @Test("the password of CIFS is sent and never logged")
    func password() async throws {
        let session = FakeSession(answers: [
            "createNasVolumeInstance": ["nasVolumeInstanceList": [["nasVolumeInstanceNo": "7"]]]
        ])
        let fields: Attributes = [
            "name": "files", "size": 500, "protocol": "CIFS", "cifsUser": "shopuser",
            "cifsPassword": .secret(Secret("Abcdef1!")),
        ]
        try await operations("NasVolume").create(wanted("NasVolume", "files", fields), through: session)
        let call = try #require(session.requests("createNasVolumeInstance").first)
        #expect(call.fields["cifsUserPassword"] == "Abcdef1!" && call.sensitive == ["cifsUserPassword"])
    }

    @Test("a protected volume that is deleted loses its protection first")
    func protection() async throws {
        let session = FakeSession()
        let volume = LiveObject(
            kind: "NasVolume", id: "7", attributes: ["returnProtection": true], status: "CREAT")
        try await operations("NasVolume").delete(volume, through: session)
        #expect(
            session.events == [
                .change("setNasVolumeReturnProtection"), .wait("protection lifted"),
                .delete("deleteNasVolumeInstances"),
                .wait("gone"),
            ])
    }
}
