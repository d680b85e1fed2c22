import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Source: api/other-services.md §3; pub-iam-v2-….
@Suite("users and their rights, call by call") struct SubAccountTests {
    @Test("without a password one is made up, handed over once, and what cannot be sent at creation follows")
    func creation() async throws {
        let session = AccountSamples.session(["/sub-accounts": ["subAccountId": "u1", "password": "Sk7!made"]])
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
        let session = AccountSamples.session(["/sub-accounts": ["subAccountId": "u1", "password": "odd"]])
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
        let session = AccountSamples.session()
        try await AccountSamples.update(
            session, AccountSamples.account(),
            to: ["name": "Ann", "email": .null, "memo": "on leave", "consoleAccess": false])
        #expect(session.events == [.change("/sub-accounts/u1")])
        #expect(
            session.requests("/sub-accounts/u1")[0].body == [
                "consoleAccessible": false, "email": .null, "memo": "on leave",
            ])
    }

    @Test("policies are attached before others are detached, ten a call; order makes no difference")
    func attachments() async throws {
        let session = AccountSamples.session()
        let many = (0..<11).map { "q\($0)" }
        try await AccountSamples.update(
            session, AccountSamples.account(), to: ["policies": Value(texts: many + ["p2"]), "groups": ["g2"]])
        let sent = session.requests("/sub-accounts/u1/attach-policies").map { $0.body?["policyIds"]?.elements.count }
        #expect(sent == [10, 1])
        #expect(
            session.events.suffix(5) == [
                .change("/sub-accounts/u1/attach-policies"), .change("/sub-accounts/u1/attach-policies"),
                .change("/sub-accounts/u1/detach-policies"), .change("/groups/g2/attach-sub-accounts"),
                .change("/groups/g1/detach-sub-accounts"),
            ])
        let same = AccountSamples.session()
        try await AccountSamples.update(same, AccountSamples.account(), to: ["policies": ["p2", "p1"]])
        #expect(same.events == [.read("/caller-identity")])
    }

    @Test("a group that went away took the membership along")
    func vanishedGroup() async throws {
        let session = AccountSamples.session(failures: ["/groups/g1/detach-sub-accounts": .gone])
        try await AccountSamples.update(session, AccountSamples.account(), to: ["groups": []])
        #expect(session.events.last == .change("/groups/g1/detach-sub-accounts"))
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

    @Test("an empty set of resources grants nothing: it is refused, and never becomes all of them")
    func emptyResources() throws {
        let target: Value = ["product": "Server", "actions": ["a"], "resources": []]
        let sent = AccessPermission.write([["targets": [target]]])
        #expect(sent[0].1[0]?["targets"]?[0]?["resourceNrns"] == [])
        let targets = try #require(AccessPermission.fields.first { $0.name == "targets" })
        guard case .list(.object(let members)) = targets.type,
            let resources = members.first(where: { $0.name == "resources" })
        else { return #expect(Bool(false), "\(targets.type)") }
        #expect(resources.constraints.contains { $0.violation(of: []) != nil })
        #expect(resources.constraints.allSatisfy { $0.violation(of: ["*"]) == nil })
    }

    @Test("the permissions of a policy are asked for; without them, nothing is said of them")
    func askedPermissions() async throws {
        let shown: JSON = ["policyId": "p1", "policyName": "viewer", "description": "sees"]
        func read(_ policy: JSON) async throws -> (attributes: Attributes, asked: String?) {
            let session = AccountSamples.session(["/policies": ["policies": [shown]], "/policies/p1": policy])
            let found = try await operations("AccessPolicy").list(ReadScope(ids: ["p1"]), from: session)
            let asked = session.requests("/policies/p1").first?["withPermissions"]
            return (try #require(found.first).attributes, asked)
        }
        let target: JSON = ["product": "Server", "actions": ["a"], "resourceNrns": ["*"]]
        let whole = JSON.object(
            shown.members.merging(["permissions": [["effect": "Allow", "targets": [target]]]]) { $1 })
        let policy = try await read(whole)
        #expect(policy.asked == "true")
        #expect(policy.attributes["permissions"]?.elements.count == 1)
        #expect(try await read(shown).attributes["permissions"] == nil)
    }

    @Test("an object that the service denies is gone only when the list lacks it too")
    func denied() async throws {
        let denial = APIFailure(
            endpoint: "test", status: 403, envelope: .gateway, code: "Forbidden", classification: .refused)
        let gone = AccountSamples.session(["/groups": ["groups": []]], failures: ["/groups/g1": denial])
        let detail = try await operations("SubAccountGroup").detail(of: "g1", knownAs: [:], from: gone)
        guard case .missing = detail else { return #expect(Bool(false), "\(detail)") }
        let there = AccountSamples.session(
            ["/groups": ["groups": [["groupId": "g1"]]]], failures: ["/groups/g1": denial])
        await #expect(throws: APIFailure.self) {
            _ = try await operations("SubAccountGroup").detail(of: "g1", knownAs: [:], from: there)
        }
        let odd = AccountSamples.session(["/groups/g1": [:]])
        await #expect(throws: APIFailure.self) {
            _ = try await operations("SubAccountGroup").detail(of: "g1", knownAs: [:], from: odd)
        }
    }

    @Test("the secret of a key is handed over once, and a stopped key is stopped after it was made")
    func key() async throws {
        let path = "/sub-accounts/u1/access-keys"
        let session = AccountSamples.session([path: ["accessKey": "K1", "keySecret": "made"]])
        let desired = wanted("AccessKey", "ann", ["subAccount": "u1", "active": false])
        try await operations("AccessKey").create(desired, through: session)
        #expect(session.creation?.id == "u1/K1" && session.creation?.secrets == ["secretKey": "made"])
        #expect(session.events == [.create(path), .change("\(path)/K1/change-status")])
        #expect(session.requests("\(path)/K1/change-status")[0].body == ["active": false])
    }

    @Test("members that this workspace does not know leave a group before it is deleted")
    func groupDeletion() async throws {
        let group: JSON = ["groupId": "g1", "subAccounts": [["subAccountId": "u7"]]]
        let session = AccountSamples.session(["/groups/g1": group])
        let live = LiveObject(kind: "SubAccountGroup", id: "g1", attributes: [:])
        try await operations("SubAccountGroup").delete(live, through: session)
        #expect(session.requests("/groups/g1/detach-sub-accounts").map(\.body) == [["subAccountIds": ["u7"]]])
        #expect(session.events.last == .delete("/groups/g1"))
    }

    @Test("a member that left meanwhile keeps none of the others in a group that is deleted")
    func memberGone() async throws {
        func group(_ members: [String]) -> JSON {
            ["groupId": "g1", "subAccounts": .array(members.map { ["subAccountId": .string($0)] })]
        }
        let (all, path) = ((100...200).map { "u\($0)" }, "/groups/g1/detach-sub-accounts")
        let session = FakeSession(
            answers: ["/caller-identity": AccountSamples.main],
            turns: ["/groups/g1": [group(all), group(all.filter { $0 != "u107" })]], firstFailures: [path: [.gone]])
        let live = LiveObject(kind: "SubAccountGroup", id: "g1", attributes: [:])
        try await operations("SubAccountGroup").delete(live, through: session)
        let named = session.requests(path).map { Set(($0.body?["subAccountIds"]?.elements ?? []).compactMap(\.text)) }
        #expect(named.count == 2 && named.last == Set(all).subtracting(["u107"]))
        #expect(session.events.last == .delete("/groups/g1"))
    }

    @Test("a group whose members the response does not list is not deleted; null lists none, of members and of rights")
    func unlistedMembers() async throws {
        let live = LiveObject(kind: "SubAccountGroup", id: "g1", attributes: [:])
        let unread = AccountSamples.session(["/groups/g1": ["groupId": "g1", "policies": []]])
        await #expect(throws: StepFailure.self) {
            try await operations("SubAccountGroup").delete(live, through: unread)
        }
        #expect(unread.events.allSatisfy { if case .read = $0 { true } else { false } })
        let none = AccountSamples.session(["/groups/g1": ["groupId": "g1", "policies": nil, "subAccounts": nil]])
        let found = try await operations("SubAccountGroup").detail(of: "g1", knownAs: [:], from: none)
        guard case .shown(let group) = found else {
            Issue.record("\(found)")
            return
        }
        #expect(group.attributes["policies"] == [] && group.attributes["subAccounts"] == [])
        try await operations("SubAccountGroup").delete(live, through: none)
        #expect(none.events.last == .delete("/groups/g1"))
    }

    @Test("members that do not leave a group keep it from being deleted, and a group that is gone has none")
    func membersStay() async throws {
        let group: JSON = ["groupId": "g1", "subAccounts": [["subAccountId": "u7"]]]
        let path = "/groups/g1/detach-sub-accounts"
        let live = LiveObject(kind: "SubAccountGroup", id: "g1", attributes: [:])
        let stays = AccountSamples.session(["/groups/g1": group], failures: [path: .gone])
        await #expect(throws: StepFailure.self) {
            try await operations("SubAccountGroup").delete(live, through: stays)
        }
        #expect(stays.requests(path).count == 1)
        let gone = FakeSession(
            answers: ["/caller-identity": AccountSamples.main], firstFailures: ["/groups/g1": [.gone]])
        try await operations("SubAccountGroup").delete(live, through: gone)
        #expect(gone.requests(path).isEmpty)
    }
}
