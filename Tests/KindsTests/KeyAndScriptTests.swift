import Kinds
import Model
import NcloudClient
import OrderedJSON
import Testing

@Suite("login keys and init scripts") struct KeyAndScriptTests {
    @Test("without a public key the cloud makes a pair, and the private half is handed on")
    func created() async throws {
        let session = FakeSession(answers: ["createLoginKey": ["keyName": "ops", "privateKey": "PEM"]])
        try await operations("LoginKey").create(wanted("LoginKey", "ops", ["name": "ops"]), through: session)
        #expect(session.events == [.create("createLoginKey"), .wait("ready")])
        #expect(session.creation?.id == "ops")
        #expect(session.creation?.secrets == ["privateKey": "PEM"])
    }

    @Test("a public key is imported")
    func imported() async throws {
        let session = FakeSession(answers: ["importLoginKey": ["loginKeyList": [["keyName": "ops"]]]])
        try await operations("LoginKey").create(
            wanted("LoginKey", "ops", ["name": "ops", "publicKey": "ssh-rsa AAAA me\n"]), through: session)
        #expect(session.requests[0].fields == ["keyName": "ops", "publicKey": "ssh-rsa AAAA me"])
        #expect(session.creation?.secrets.isEmpty == true)
    }

    @Test("a public key is not compared, shown or not: its spelling is the cloud's")
    func hiddenKey() async throws {
        let session = FakeSession(answers: [
            "getLoginKeyList": ["loginKeyList": [["keyName": "a"], ["keyName": "b", "publicKey": "ssh-rsa B\n"]]]
        ])
        let keys = try await operations("LoginKey").list(ReadScope(), from: session)
        #expect(keys.map { $0.attributes["publicKey"] } == [nil, nil])
    }

    @Test("keys are deleted by name")
    func deletedKey() async throws {
        let session = FakeSession()
        try await operations("LoginKey").delete(
            LiveObject(kind: "LoginKey", id: "ops", attributes: [:]), through: session)
        #expect(session.requests[0].fields == ["keyNameList.1": "ops"])
    }

    @Test("a script is for Linux unless said otherwise")
    func script() async throws {
        let session = FakeSession(answers: ["createInitScript": ["initScriptList": [["initScriptNo": "3"]]]])
        try await operations("InitScript").create(
            wanted("InitScript", "setup", ["name": "setup", "content": "#!/bin/sh\n"]), through: session)
        #expect(
            session.requests[0].fields == [
                "initScriptContent": "#!/bin/sh\n", "osTypeCode": "LNX", "initScriptName": "setup",
            ])
        #expect(session.creation?.id == "3")
    }
}
