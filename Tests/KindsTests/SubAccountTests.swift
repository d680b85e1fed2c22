import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Source: api/other-services.md §3; pub-iam-v2-….
@Suite("users and their rights, call by call") struct SubAccountTests {
    private static let main: JSON = ["id": "owner", "loginAlias": "shop", "userType": "Customer"]

    private static func session(
        _ answers: [String: JSON] = [:], failures: [String: APIFailure] = [:], as caller: JSON = main
    ) -> FakeSession {
        FakeSession(answers: answers.merging(["/caller-identity": caller]) { $1 }, failures: failures)
    }

    private static func account(_ attributes: Attributes = [:]) -> LiveObject {
        LiveObject(
            kind: "SubAccount", id: "u1",
            attributes: [
                "loginId": "ann", "name": "Ann", "email": "ann@example.com", "memo": "", "consoleAccess": true,
                "apiAccess": true, "active": true, "policies": ["p1", "p2"], "groups": ["g1"],
            ].merging(attributes) { $1 })
    }

    private static func update(_ session: FakeSession, _ live: LiveObject, to desired: Attributes) async throws {
        try await operations(live.kind).update(live, to: wanted(live.kind, "ann", desired), through: session)
    }

    @Test("without a password one is made up, handed over once, and what cannot be sent at creation follows")
    func creation() async throws {
        let session = Self.session(["/sub-accounts": ["subAccountId": "u1", "password": "Sk7!made"]])
        try await operations("SubAccount").create(
            wanted(
                "SubAccount", "ann",
                [
                    "loginId": "ann", "name": "Ann", "consoleAccess": false, "apiAccess": true, "active": false,
                    "memo": "", "groups": ["g1", "g2"], "policies": ["p1"],
                ]), through: session)
        #expect(session.creation?.id == "u1" && session.creation?.secrets == ["password": "Sk7!made"])
        #expect(
            session.events == [
                .create("/sub-accounts"), .change("/sub-accounts/u1"), .change("/sub-accounts/u1/attach-policies"),
                .change("/groups/g1/attach-sub-accounts"), .change("/groups/g2/attach-sub-accounts"),
            ])
        let request = session.requests("/sub-accounts")[0]
        #expect(
            request.body == [
                "loginId": "ann", "name": "Ann", "consoleAccessible": false, "apiGatewayAccessible": true,
                "passwordGenerationRequired": true,
            ])
        #expect(request.sensitive == ["password"])
        #expect(session.requests("/sub-accounts/u1")[0].body == ["active": false])
        #expect(session.requests("/groups/g2/attach-sub-accounts")[0].body == ["subAccountIds": ["u1"]])
    }

    @Test("a password that is given is sent, and nothing is handed over")
    func givenPassword() async throws {
        let session = Self.session(["/sub-accounts": ["subAccountId": "u1", "password": "odd"]])
        let desired: Attributes = [
            "loginId": "ann", "name": "Ann", "consoleAccess": true, "apiAccess": false,
            "password": .secret(Secret("Abcdef1!")),
        ]
        try await operations("SubAccount").create(wanted("SubAccount", "ann", desired), through: session)
        #expect(session.creation?.secrets == [:])
        let body = session.requests("/sub-accounts")[0].body
        #expect(body?["password"] == "Abcdef1!" && body?["passwordGenerationRequired"] == false)
    }

    @Test("only what differs is sent, and an address that goes is null")
    func patches() async throws {
        let session = Self.session()
        try await Self.update(
            session, Self.account(), to: ["name": "Ann", "email": .null, "memo": "on leave", "consoleAccess": false])
        #expect(session.events == [.change("/sub-accounts/u1")])
        #expect(
            session.requests("/sub-accounts/u1")[0].body == [
                "email": .null, "memo": "on leave", "consoleAccessible": false,
            ])
    }

    @Test("policies are attached before others are detached, ten a call; order makes no difference")
    func attachments() async throws {
        let session = Self.session()
        let many = (0..<11).map { "q\($0)" }
        try await Self.update(
            session, Self.account(), to: ["policies": Value(texts: many + ["p2"]), "groups": ["g2"]])
        let sent = session.requests("/sub-accounts/u1/attach-policies").map { $0.body?["policyIds"]?.elements.count }
        #expect(sent == [10, 1])
        #expect(
            session.events.suffix(5) == [
                .change("/sub-accounts/u1/attach-policies"), .change("/sub-accounts/u1/attach-policies"),
                .change("/sub-accounts/u1/detach-policies"), .change("/groups/g2/attach-sub-accounts"),
                .change("/groups/g1/detach-sub-accounts"),
            ])
        let same = Self.session()
        try await Self.update(same, Self.account(), to: ["policies": ["p2", "p1"]])
        #expect(same.events == [.read("/caller-identity")])
    }

    @Test("a group that went away took the membership along")
    func vanishedGroup() async throws {
        let session = Self.session(failures: ["/groups/g1/detach-sub-accounts": .gone])
        try await Self.update(session, Self.account(), to: ["groups": []])
        #expect(session.events.last == .change("/groups/g1/detach-sub-accounts"))
    }

    // MARK: The caller

    private static let sub: JSON = ["id": "u1", "userType": "Sub"]
    private static let user: JSON = [
        "subAccountId": "u1", "loginId": "ann", "groups": [["groupId": "g1"]], "policies": [["policyId": "p1"]],
    ]
    private static let group: JSON = ["groupId": "g1", "policies": [["policyId": "p9"]]]
    private static let rights: [String: JSON] = ["/sub-accounts/u1": user, "/groups/g1": group]

    @Test(
        "the rights of a caller are its own and those of its groups; a role has its own, the main account none to lose")
    func callers() async throws {
        let sub = try await Caller.read(from: Self.session(Self.rights, as: Self.sub))
        #expect(sub == Caller(id: "u1", groups: ["g1"], policies: ["p1", "p9"]))
        let role = try await Caller.read(
            from: Self.session(
                ["/roles/r1": ["roleId": "r1", "policies": [["policyId": "p3"]]]], as: ["id": "r1", "userType": "Role"]
            ))
        #expect(role == Caller(id: "r1", policies: ["p3"]))
        let main = Self.session()
        #expect(try await Caller.read(from: main) == Caller(id: "owner"))
        #expect(main.events == [.read("/caller-identity")])
        // One that the service does not list, such as a sub account of another kind, has nothing that could be taken.
        let unlisted = Self.session(failures: ["/sub-accounts/u1": .gone], as: Self.sub)
        #expect(try await Caller.read(from: unlisted) == Caller(id: "u1"))
    }

    @Test("where it is not known whose the key is, nothing is read, changed or deleted")
    func unknownCaller() async throws {
        await #expect(throws: APIFailure.self) { try await Caller.read(from: Self.session(as: [:])) }
        let session = Self.session(as: [:])
        await #expect(throws: StepFailure.self) {
            try await operations("SubAccount").delete(Self.account(), through: session)
        }
        #expect(session.events == [.read("/caller-identity")])
        let list = Self.session(["/policies": ["policies": []]], as: [:])
        await #expect(throws: APIFailure.self) {
            try await operations("AccessPolicy").list(ReadScope(everything: true), from: list)
        }
    }

    @Test(
        "neither the caller nor what its rights come from is deleted, though the plan did not know it",
        arguments: [
            ("SubAccount", "u1"), ("SubAccountGroup", "g1"), ("AccessPolicy", "p9"), ("AccessKey", "u1/K"),
        ])
    func ownDeletion(_ kind: String, _ id: String) async throws {
        let session = Self.session(Self.rights, as: Self.sub)
        let own = LiveObject(kind: kind, id: id, attributes: [:])
        await #expect(throws: StepFailure.self) { try await operations(kind).delete(own, through: session) }
        #expect(session.events.allSatisfy { if case .read = $0 { true } else { false } })
        // Of the main account, the same goes.
        let free = Self.session(["/groups/g1": Self.group])
        try await operations(kind).delete(own, through: free)
        #expect(free.events.contains { if case .delete = $0 { true } else { false } })
    }

    @Test(
        "nor are its rights cut by a change; what gives no rights can change",
        arguments: [
            ("SubAccount", "u1", ["policies": []]), ("SubAccount", "u1", ["groups": []]),
            ("SubAccount", "u1", ["apiAccess": false]), ("SubAccount", "u1", ["active": false]),
            ("SubAccountGroup", "g1", ["policies": []]), ("AccessKey", "u1/K", ["active": false]),
            ("AccessPolicy", "p9", ["permissions": [["targets": []]]]),
        ] as [(String, String, Attributes)])
    func ownChange(_ kind: String, _ id: String, _ desired: Attributes) async throws {
        let session = Self.session(Self.rights, as: Self.sub)
        let live = LiveObject(
            kind: kind, id: id, attributes: Self.account().attributes.merging(["permissions": []]) { $1 })
        await #expect(throws: StepFailure.self) { try await Self.update(session, live, to: desired) }
        #expect(session.events.allSatisfy { if case .read = $0 { true } else { false } })
    }

    @Test("the memo of the caller itself changes without a look at its rights")
    func ownMemo() async throws {
        let session = Self.session(Self.rights, as: Self.sub)
        try await Self.update(session, Self.account(), to: ["memo": "mine"])
        #expect(session.events == [.change("/sub-accounts/u1")])
    }

    @Test("what the caller's rights come from is marked, so that a plan knows it")
    func marks() async throws {
        let lists: [String: JSON] = [
            "/sub-accounts": ["subAccounts": [["subAccountId": "u1"], ["subAccountId": "u2"]]],
            "/groups": ["groups": [["groupId": "g1"], ["groupId": "g2"]]],
            "/policies": ["policies": [["policyId": "p9"], ["policyId": "p2"]]],
        ]
        for kind in ["SubAccount", "SubAccountGroup", "AccessPolicy"] {
            let session = Self.session(lists.merging(Self.rights) { $1 }, as: Self.sub)
            let found = try await operations(kind).list(ReadScope(fields: []), from: session)
            #expect(found.map { $0.attributes["isOwn"] } == [true, false], "\(kind)")
        }
        let keys = Self.session(["/sub-accounts/u1/access-keys": ["accessKeys": [["accessKey": "K"]]]], as: Self.sub)
        let scope = ReadScope(parents: ["SubAccount": ["u1"]])
        let key = try await operations("AccessKey").list(scope, from: keys)
        #expect(key.map(\.id) == ["u1/K"] && key[0].attributes["isOwn"] == true)
    }

    // MARK: Reading

    @Test("a permission is read in any order of its actions, with all resources and Allow where nothing is said")
    func permissions() throws {
        let wire: JSON = [
            "permissions": [
                [
                    "effect": "Deny",
                    "targets": [["product": "Server", "actions": ["b", "a"], "resourceNrns": ["*"]]],
                    "condition": ["StringEquals": ["ncp:resourceTag/team": ["shop", "web"]]],
                ]
            ]
        ]
        let value = try #require(AccessPermission.read(wire))
        let target: Value = ["product": "Server", "actions": ["a", "b"], "resources": ["*"]]
        let condition: Value = ["StringEquals": ["ncp:resourceTag/team": ["shop", "web"]]]
        #expect(value == [["effect": "Deny", "targets": [target], "condition": condition]])
        let written = AccessPermission.write([["targets": [["product": "Server", "actions": ["a"]]]]])
        #expect(
            written.map(\.1) == [
                [["effect": "Allow", "targets": [["product": "Server", "actions": ["a"], "resourceNrns": ["*"]]]]]
            ])
        let text = AccessPermission.write([["targets": [], "condition": "{\"Null\": {\"a\": \"true\"}}"]])
        #expect(text[0].1[0]?["condition"] == ["Null": ["a": "true"]])
    }

    @Test("an object that the service denies is gone only when the list lacks it too")
    func denied() async throws {
        let denial = APIFailure(
            endpoint: "test", status: 403, envelope: .gateway, code: "Forbidden", classification: .refused)
        let gone = Self.session(["/groups": ["groups": []]], failures: ["/groups/g1": denial])
        let detail = try await operations("SubAccountGroup").detail(of: "g1", knownAs: [:], from: gone)
        guard case .missing = detail else { return #expect(Bool(false), "\(detail)") }
        let there = Self.session(["/groups": ["groups": [["groupId": "g1"]]]], failures: ["/groups/g1": denial])
        await #expect(throws: APIFailure.self) {
            _ = try await operations("SubAccountGroup").detail(of: "g1", knownAs: [:], from: there)
        }
        let odd = Self.session(["/groups/g1": [:]])
        await #expect(throws: APIFailure.self) {
            _ = try await operations("SubAccountGroup").detail(of: "g1", knownAs: [:], from: odd)
        }
    }

    @Test("the secret of a key is handed over once, and a stopped key is stopped after it was made")
    func key() async throws {
        let path = "/sub-accounts/u1/access-keys"
        let session = Self.session([path: ["accessKey": "K1", "keySecret": "made"]])
        let desired = wanted("AccessKey", "ann", ["subAccount": "u1", "active": false])
        try await operations("AccessKey").create(desired, through: session)
        #expect(session.creation?.id == "u1/K1" && session.creation?.secrets == ["secretKey": "made"])
        #expect(session.events == [.create(path), .change("\(path)/K1/change-status")])
        #expect(session.requests("\(path)/K1/change-status")[0].body == ["active": false])
    }

    @Test("members that this workspace does not know leave a group before it is deleted")
    func groupDeletion() async throws {
        let group: JSON = ["groupId": "g1", "subAccounts": [["subAccountId": "u7"]]]
        let session = Self.session(["/groups/g1": group])
        let live = LiveObject(kind: "SubAccountGroup", id: "g1", attributes: [:])
        try await operations("SubAccountGroup").delete(live, through: session)
        #expect(session.requests("/groups/g1/detach-sub-accounts").map(\.body) == [["subAccountIds": ["u7"]]])
        #expect(session.events.last == .delete("/groups/g1"))
    }
}
