import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Source: edge-getcertificatelist, edge-getcertificate.
@Suite("certificates of edges, call by call") struct EdgeCertificateTests {
    private static let path = "/certificate/provisioning"

    private static func page(_ ids: [Int64], of total: Int64? = nil) -> JSON {
        let content = JSON.array(ids.map { id -> JSON in ["slotId": .integer(id), "provisionStatus": "RUNNING"] })
        guard let total else { return ["code": "0000", "result": content] }
        return ["code": "0000", "result": ["content": content, "pageable": ["totalCount": .integer(total)]]]
    }

    private static func ids(_ session: FakeSession) async throws -> [String] {
        var scope = ReadScope()
        scope.statusOnly = true
        return try await operations("EdgeCertificate").list(scope, from: session).map(\.id)
    }

    @Test("without their number, certificates are read until a page is smaller than usual or brings nothing new")
    func smallPages() async throws {
        let first = Array(Int64(1)...15)
        let session = FakeSession(turns: [Self.path: [Self.page(first), Self.page([16, 17])]])
        #expect(try await Self.ids(session) == (1...17).map { "\($0)" })
        #expect(session.requests(Self.path).compactMap { $0["pageNo"] } == ["1", "2"])
        // One that ignores the number of the page.
        let same = FakeSession(answers: [Self.path: Self.page(first)])
        #expect(try await Self.ids(same).count == 15 && same.requests.count == 2)
        let few = FakeSession(answers: [Self.path: Self.page([1, 2])])
        #expect(try await Self.ids(few).count == 2 && few.requests.count == 1)
    }

    @Test("the number of all certificates ends the reading, and a list that never comes to it is not believed")
    func total() async throws {
        let whole = FakeSession(answers: [Self.path: Self.page([1, 2], of: 2)])
        #expect(try await Self.ids(whole) == ["1", "2"] && whole.requests.count == 1)
        let none = FakeSession(answers: [Self.path: Self.page([], of: 0)])
        #expect(try await Self.ids(none).isEmpty && none.requests.count == 1)
        let half = FakeSession(answers: [Self.path: Self.page([1, 2], of: 3)])
        await #expect(throws: APIFailure.self) { _ = try await Self.ids(half) }
    }

    @Test("an answer without a list is no empty list", arguments: [.null, [:], ["result": ["status": "ok"]]] as [JSON])
    func noList(_ answer: JSON) async throws {
        let session = FakeSession(answers: [Self.path: answer])
        await #expect(throws: APIFailure.self) { _ = try await Self.ids(session) }
    }

    @Test(
        "a certificate is not read without those that are in it",
        arguments: [.null, [:], ["result": ["slotId": 68]]] as [JSON])
    func withoutContents(_ answer: JSON) async throws {
        let session = FakeSession(answers: [
            Self.path: Self.page([68], of: 1), "\(Self.path)/68": answer, "/certificates": ["sslCertificateList": []],
        ])
        await #expect(throws: APIFailure.self) {
            _ = try await operations("EdgeCertificate").list(ReadScope(ids: ["68"]), from: session)
        }
    }

    private static func deletion(_ linked: JSON) -> FakeSession {
        FakeSession(answers: ["\(path)/68": ["code": "0000", "result": ["slotId": 68, "linkedEdges": linked]]])
    }

    private static let slot = LiveObject(kind: "EdgeCertificate", id: "68", attributes: [:], status: "RUNNING")

    @Test("a certificate that edges use is not deleted, and the edges are named at once")
    func used() async throws {
        let session = Self.deletion(["content": [["edgeName": "web", "statusType": "RUNNING"], ["edgeName": "api"]]])
        let failure = await #expect(throws: StepFailure.self) {
            try await operations("EdgeCertificate").delete(Self.slot, through: session)
        }
        #expect(failure.map { "\($0)" }?.contains("api, web") == true)
        #expect(session.events == [.read("\(Self.path)/68")])
    }

    @Test(
        "one that no edge uses, or one that is going, is deleted",
        arguments: [["content": []], [:], ["content": [["edgeName": "web", "statusType": "DELETING"]]]] as [JSON])
    func unused(_ linked: JSON) async throws {
        let session = Self.deletion(linked)
        try await operations("EdgeCertificate").delete(Self.slot, through: session)
        #expect(session.events == [.read("\(Self.path)/68"), .delete("\(Self.path)/68"), .wait("gone")])
    }
}
