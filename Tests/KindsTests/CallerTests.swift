import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Source: api/identity.md §1.
@Suite("what nacre never does to its own rights") struct CallerTests {
    private static let sub: JSON = ["id": "u1", "userType": "Sub"]
    private static let user: JSON = [
        "subAccountId": "u1", "loginId": "ann", "groups": [["groupId": "g1"]], "policies": [["policyId": "p1"]],
    ]
    private static let group: JSON = ["groupId": "g1", "policies": [["policyId": "p9"]], "subAccounts": []]
    private static let rights: [String: JSON] = ["/sub-accounts/u1": user, "/groups/g1": group]

    @Test(
        "the rights of a caller are its own and those of its groups; a role has its own, the main account none to lose")
    func callers() async throws {
        let sub = try await Caller.read(from: AccountSamples.session(Self.rights, as: Self.sub))
        #expect(sub == Caller(id: "u1", groups: ["g1"], policies: ["p1", "p9"]))
        let role = try await Caller.read(
            from: AccountSamples.session(
                ["/roles/r1": ["roleId": "r1", "policies": [["policyId": "p3"]]]], as: ["id": "r1", "userType": "Role"]
            ))
        #expect(role == Caller(id: "r1", policies: ["p3"]))
        let main = AccountSamples.session()
        #expect(try await Caller.read(from: main) == Caller(id: "owner"))
        #expect(main.events == [.read("/caller-identity")])
        // A group that was deleted meanwhile gives no rights.
        let left = AccountSamples.session(Self.rights, failures: ["/groups/g1": .gone], as: Self.sub)
        #expect(try await Caller.read(from: left) == Caller(id: "u1", groups: ["g1"], policies: ["p1"]))
    }

    @Test(
        "rights that the cloud does not show are not known, and what they may come from is neither changed nor deleted",
        arguments: [
            ("/sub-accounts/u1", [:]), ("/sub-accounts/u1", ["subAccountId": "u2", "groups": [], "policies": []]),
            ("/sub-accounts/u1", ["subAccountId": "u1", "policies": []]),
            ("/sub-accounts/u1", ["subAccountId": "u1", "groups": []]), ("/groups/g1", [:]),
            ("/groups/g1", ["groupId": "g1"]),
        ] as [(String, JSON)])
    func unknownRights(_ path: String, _ answer: JSON) async throws {
        let session = AccountSamples.session(Self.rights.merging([path: answer]) { $1 }, as: Self.sub)
        await #expect(throws: APIFailure.self) { try await Caller.read(from: session) }
        let policy = LiveObject(kind: "AccessPolicy", id: "p2", attributes: [:])
        await #expect(throws: StepFailure.self) {
            try await operations("AccessPolicy").delete(policy, through: session)
        }
        #expect(session.events.allSatisfy { if case .read = $0 { true } else { false } })
    }

    @Test("a caller that its own service does not know has rights that nobody knows")
    func unlisted() async throws {
        let session = AccountSamples.session(failures: ["/sub-accounts/u1": .gone], as: Self.sub)
        await #expect(throws: APIFailure.self) { try await Caller.read(from: session) }
        let role = AccountSamples.session(["/roles/r1": ["roleId": "r1"]], as: ["id": "r1", "userType": "Role"])
        await #expect(throws: APIFailure.self) { try await Caller.read(from: role) }
    }

    @Test("where it is not known whose the key is, nothing is read, changed or deleted")
    func unknownCaller() async throws {
        await #expect(throws: APIFailure.self) { try await Caller.read(from: AccountSamples.session(as: [:])) }
        let session = AccountSamples.session(as: [:])
        await #expect(throws: StepFailure.self) {
            try await operations("SubAccount").delete(AccountSamples.account(), through: session)
        }
        #expect(session.events == [.read("/caller-identity")])
        let list = AccountSamples.session(["/policies": ["policies": []]], as: [:])
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
        let session = AccountSamples.session(Self.rights, as: Self.sub)
        let own = LiveObject(kind: kind, id: id, attributes: [:])
        await #expect(throws: StepFailure.self) { try await operations(kind).delete(own, through: session) }
        #expect(session.events.allSatisfy { if case .read = $0 { true } else { false } })
        // Of the main account, the same goes.
        let free = AccountSamples.session(["/groups/g1": Self.group])
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
        let session = AccountSamples.session(Self.rights, as: Self.sub)
        let live = LiveObject(
            kind: kind, id: id, attributes: AccountSamples.account().attributes.merging(["permissions": []]) { $1 })
        await #expect(throws: StepFailure.self) { try await AccountSamples.update(session, live, to: desired) }
        #expect(session.events.allSatisfy { if case .read = $0 { true } else { false } })
    }

    @Test("the memo of the caller itself changes without a look at its rights")
    func ownMemo() async throws {
        let session = AccountSamples.session(Self.rights, as: Self.sub)
        try await AccountSamples.update(session, AccountSamples.account(), to: ["memo": "mine"])
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
            let session = AccountSamples.session(lists.merging(Self.rights) { $1 }, as: Self.sub)
            let found = try await operations(kind).list(ReadScope(fields: []), from: session)
            #expect(found.map { $0.attributes["isOwn"] } == [true, false], "\(kind)")
        }
        let keys = AccountSamples.session(
            Self.rights.merging(["/sub-accounts/u1/access-keys": ["accessKeys": [["accessKey": "K"]]]]) { $1 },
            as: Self.sub)
        let scope = ReadScope(parents: ["SubAccount": ["u1"]])
        let key = try await operations("AccessKey").list(scope, from: keys)
        #expect(key.map(\.id) == ["u1/K"] && key[0].attributes["isOwn"] == true)
    }
}
