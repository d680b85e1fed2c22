import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("own images") struct ImageTests {
    @Test("an image is made of a server, or of snapshots when it names none")
    func sources() async throws {
        let made: JSON = ["serverImageList": [["serverImageNo": "9"]]]
        let session = FakeSession(answers: ["createServerImage": made, "createServerImageFromSnapshot": made])
        try await operations("ServerImage").create(
            wanted(
                "ServerImage", "golden",
                ["name": "golden", "server": "100", "disks": [["order": 1, "leaveOut": true]]]), through: session)
        #expect(
            session.requests[0].fields == [
                "serverInstanceNo": "100", "serverImageName": "golden", "blockStorageList.1.order": "1",
                "blockStorageList.1.noBlockStorage": "true",
            ])
        try await operations("ServerImage").create(
            wanted("ServerImage", "golden", ["name": "golden", "disks": [["order": 0, "snapshot": "7"]]]),
            through: session)
        #expect(
            session.requests[1].fields == [
                "serverImageName": "golden", "blockStorageList.1.order": "0",
                "blockStorageList.1.snapshotInstanceNo": "7",
            ])
        #expect(session.events.last == .wait("ready"))
    }

    @Test("sharing begins and ends by the difference alone", arguments: ["ServerImage", "MemberServerImage"])
    func sharing(_ kind: String) async throws {
        let live = LiveObject(kind: kind, id: "9", attributes: ["sharedWith": ["a@x.com", "b@x.com"]])
        let session = FakeSession()
        try await operations(kind).update(
            live, to: wanted(kind, "golden", ["sharedWith": ["b@x.com", "c@x.com"]]), through: session)
        let word = kind.hasPrefix("Member") ? "MemberServerImage" : "ServerImage"
        #expect(
            session.events == [
                .change("add\(word)SharingPermission"), .change("remove\(word)SharingPermission"),
                .wait("shared as desired"),
            ])
        #expect(session.requests[0]["targetLoginIdList.1"] == "c@x.com")
        #expect(session.requests[1]["targetLoginIdList.1"] == "a@x.com")

        let none = FakeSession()
        try await operations(kind).update(live, to: wanted(kind, "golden", ["sharedWith": []]), through: none)
        #expect(none.events.first == .change("remove\(word)SharingPermission"))
        let left = FakeSession()
        try await operations(kind).update(live, to: wanted(kind, "golden", [:]), through: left)
        #expect(left.events.isEmpty)
    }

    @Test("an image that is worked on is not ready, one on its way out is leaving")
    func statuses() throws {
        let table = try #require(DriverCatalog.ncloud.kinds["ServerImage"]?.status)
        #expect(table.phase(of: "INIT/CREAT") == .pending && table.phase(of: "CREAT") == .ready)
        #expect(table.phase(of: "CREAT/TERMT") == .pending && table.isLeaving("CREAT/TERMT"))
        #expect(table.phase(of: "CREAT/WHAT") == .unknown)
    }
}
