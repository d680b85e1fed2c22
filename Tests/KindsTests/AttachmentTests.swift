import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Disks, interfaces and addresses on their way from server to server.
@Suite("attachments") struct AttachmentTests {
    private static func disk(_ status: String, on server: String?, _ more: Attributes = [:]) -> LiveObject {
        LiveObject(
            kind: "BlockStorage", id: "70",
            attributes: more.merging(["server": Value(server), "size": 100, "returnProtection": false]) { mine, _ in
                mine
            }, status: status)
    }

    private static func address(_ status: String, on server: String?) -> LiveObject {
        LiveObject(kind: "PublicIp", id: "80", attributes: ["server": Value(server)], status: status)
    }

    private static func update(
        _ live: LiveObject, to attributes: Attributes, looks: [LiveObject] = [], failures: [String: APIFailure] = [:],
        answers: [String: JSON] = [:]
    ) async throws -> FakeSession {
        let session = FakeSession(answers: answers, failures: failures, looks: looks)
        try await operations(live.kind).update(
            live, to: wanted(live.kind, "x", attributes), through: session)
        return session
    }

    @Test("one step moves a disk: it leaves its server, waits for that server to come to rest, and joins the other")
    func moveDisk() async throws {
        let session = try await Self.update(Self.disk("ATTAC", on: "1"), to: ["server": "2"])
        #expect(
            session.events == [
                .wait("at rest"), .change("detachBlockStorageInstances"), .wait("detached"),
                .wait("Server 1: no running operation"), .change("attachBlockStorageInstance"), .wait("attached"),
            ])
        #expect(session.requests[0].fields == ["blockStorageInstanceNoList.1": "70"])
        #expect(session.requests[1].fields == ["serverInstanceNo": "2", "blockStorageInstanceNo": "70"])
    }

    @Test("one step moves an address from server to server")
    func moveAddress() async throws {
        let session = try await Self.update(Self.address("RUN", on: "1"), to: ["server": "2"])
        #expect(
            session.events == [
                .wait("at rest"), .change("disassociatePublicIpFromServerInstance"), .wait("disassociated"),
                .change("associatePublicIpWithServerInstance"), .wait("associated"),
            ])
    }

    @Test("what has left its server since the plan was made is only attached")
    func leftMeanwhile() async throws {
        let session = try await Self.update(
            Self.disk("ATTAC", on: "1"), to: ["server": "2"],
            looks: [Self.disk("ATTAC/DETAC", on: "1"), Self.disk("CREAT", on: nil), Self.disk("ATTAC", on: "2")])
        #expect(session.events.compactMap(\.call) == ["attachBlockStorageInstance"])
    }

    @Test("detaching from a server that was terminated waits for the lists to follow")
    func terminated() async throws {
        let refused = APIFailure(endpoint: "test", envelope: .service, classification: .refused)
        let session = try await Self.update(
            Self.address("RUN", on: "1"), to: ["server": "2"],
            failures: ["disassociatePublicIpFromServerInstance": refused],
            answers: ["getServerInstanceDetail": ["serverInstanceList": [], "totalRows": 0]])
        #expect(session.events.suffix(3).map(\.call) == [nil, "associatePublicIpWithServerInstance", nil])
        await #expect(throws: StepFailure.self) {
            _ = try await Self.update(
                Self.address("RUN", on: "1"), to: ["server": "2"],
                failures: ["disassociatePublicIpFromServerInstance": refused],
                answers: ["getServerInstanceDetail": ["serverInstanceList": [["serverInstanceNo": "1"]]]])
        }
    }

    @Test("a field taken out of the manifest detaches; one never written leaves things as they are")
    func leaving() async throws {
        let out = try await Self.update(Self.address("RUN", on: "1"), to: ["server": .null])
        #expect(out.events.compactMap(\.call) == ["disassociatePublicIpFromServerInstance"])
        let unsaid = try await Self.update(Self.address("RUN", on: "1"), to: [:])
        #expect(unsaid.requests.isEmpty)
    }

    @Test("a disk in use is taken off to grow, and put back")
    func grow() async throws {
        let session = try await Self.update(Self.disk("ATTAC", on: "1"), to: ["size": 200, "server": "1"])
        #expect(
            session.events.compactMap(\.call) == [
                "detachBlockStorageInstances", "changeBlockStorageInstance", "attachBlockStorageInstance",
            ])
        #expect(
            session.requests("changeBlockStorageInstance")[0].fields == [
                "blockStorageInstanceNo": "70", "blockStorageSize": "200",
            ])
        let free = try await Self.update(Self.disk("CREAT", on: nil), to: ["size": 200])
        #expect(free.events.compactMap(\.call) == ["changeBlockStorageInstance"])
    }

    @Test("a disk whose server no manifest names goes back to it, even when the run that took it off died")
    func growElsewhere() async throws {
        let session = try await Self.update(Self.disk("ATTAC", on: "1"), to: ["size": 200])
        #expect(session.memory == ["server": "1"])
        #expect(session.requests("attachBlockStorageInstance")[0]["serverInstanceNo"] == "1")
        let later = FakeSession(memory: session.memory)
        try await operations("BlockStorage").update(
            Self.disk("CREAT", on: nil), to: wanted("BlockStorage", "x", ["size": 100]), through: later)
        #expect(later.events.compactMap(\.call) == ["attachBlockStorageInstance"])
    }

    @Test("a protected disk is deleted after its protection is lifted and it has left its server")
    func deleteDisk() async throws {
        let session = FakeSession()
        try await operations("BlockStorage").delete(
            Self.disk("ATTAC", on: "1", ["returnProtection": true]), through: session)
        #expect(
            session.events == [
                .wait("at rest"), .change("setBlockStorageReturnProtection"), .wait("protection lifted"),
                .change("detachBlockStorageInstances"), .wait("detached"), .wait("Server 1: no running operation"),
                .delete("deleteBlockStorageInstances"), .wait("gone"),
            ])
    }

    @Test("a deletion asked for by an earlier run is only waited for")
    func deleteAgain() async throws {
        let disk = FakeSession()
        try await operations("BlockStorage").delete(Self.disk("CREAT/TERMT", on: nil), through: disk)
        let address = FakeSession()
        try await operations("PublicIp").delete(Self.address("TERMTING", on: nil), through: address)
        #expect(disk.events == [.wait("gone")] && address.events == [.wait("gone")])
    }
}

extension FakeSession.Event {
    /// The changing call, nil for reads and waits.
    fileprivate var call: String? {
        switch self {
        case .create(let call), .change(let call), .delete(let call): call
        case .read, .wait: nil
        }
    }
}
