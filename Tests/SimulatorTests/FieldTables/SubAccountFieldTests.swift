import OrderedJSON
import Testing

@testable import Simulator

@Suite("fields of the Sub Account answers") struct SubAccountFieldTests {
    private static let account: JSON = [
        "loginId": "ann", "name": "Ann", "apiGatewayAccessible": true, "consoleAccessible": false,
        "passwordGenerationRequired": true,
    ]

    private static let policy: JSON = [
        "policyName": "viewer", "description": "sees servers",
        "permissions": [
            [
                "effect": "Allow", "targets": [["product": "Server", "actions": ["View/*"], "resourceNrns": ["*"]]],
                "condition": ["StringEquals": ["ncp:resourceTag/team": ["shop"]]],
            ]
        ],
    ]

    private static let role: JSON = [
        "roleName": "watchers", "roleType": "Account", "sessionExpirationSeconds": 600, "description": "on call",
    ]

    @Test("the simulator has every call of the table, and no other")
    func calls() {
        #expect(SubAccountFieldTables.answers.count == 31)
        #expect(RESTService.subAccount.calls == Set(SubAccountFieldTables.answers.keys))
    }

    @Test("every call answers exactly the fields of the pages, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "/api/v2", SubAccountFieldTables.answers)
            func make(_ path: String, _ body: JSON, _ id: String) -> String {
                "\(path)/\(book.call("POST", path, body)[id]?.text ?? "")"
            }
            let account = make("/sub-accounts", Self.account, "subAccountId")
            let group = make("/groups", ["groupName": "ops"], "groupId")
            let role = make("/roles", Self.role, "roleId")
            let policy = make("/policies", Self.policy, "policyId")
            let held: JSON = ["policyIds": [.string(String(policy.dropFirst("/policies/".count)))]]
            let members: JSON = ["subAccountIds": [.string(String(account.dropFirst("/sub-accounts/".count)))]]
            for holder in [account, group, role] { book.call("POST", holder + "/attach-policies", held) }
            book.call("POST", group + "/attach-sub-accounts", members)
            for path in ["/sub-accounts", "/groups", "/roles", "/policies", group, role, account] {
                book.call("GET", path)
            }
            keepPolicy(book, policy)
            keepKeys(book, account + "/access-keys")
            book.call("PATCH", account, ["name": "Ann B", "email": "ann@example.com"])
            book.call("PATCH", role, ["description": "nights"])
            book.call("POST", group + "/detach-sub-accounts", members)
            for holder in [account, group, role] { book.call("POST", holder + "/detach-policies", held) }
            for path in [policy, account, group, role] { book.call("DELETE", path) }
            #expect(book.problems == [])
            #expect(book.unseen == [])
        }
    }

    private func keepPolicy(_ book: RESTAnswerBook, _ path: String) {
        #expect(book.call("GET", path)["permissions"] == nil, "they come on request")
        let whole = book.call("GET", path + "?withPermissions=true")
        #expect(whole["permissions"] == Self.policy["permissions"])
        book.call("PUT", path, ["permissions": Self.policy["permissions"] ?? []])
        #expect(book.call("GET", path)["description"] == nil, "what is left out goes")
    }

    private func keepKeys(_ book: RESTAnswerBook, _ path: String) {
        let key = "\(path)/\(book.call("POST", path)["accessKey"]?.text ?? "")"
        book.call("POST", key + "/change-status", ["active": false])
        #expect(book.call("GET", path)["accessKeys"]?[0]?["active"] == false)
        book.call("DELETE", key)
    }

    @Test("what is required is refused when it is missing, and the rest is not")
    func required() async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "/api/v2", SubAccountFieldTables.answers)
            let login = "loginId name apiGatewayAccessible consoleAccessible passwordGenerationRequired"
            #expect(
                book.accepted(without: login, "POST", "/sub-accounts", Self.account) == [],
                "without a password of its own, one has to be asked for")
            let (permission, target) = ("permissions.0.", "permissions.0.targets.0.")
            let members = """
                policyName permissions \(permission)effect \(permission)targets \(target)product \(target)actions
                """
            #expect(book.accepted(without: members, "POST", "/policies", Self.policy) == [])
            let parts = "\(permission)condition"
            #expect(book.accepted(without: parts, "POST", "/policies", Self.policy) == [parts])
            #expect(
                book.accepted(
                    without: "roleName roleType sessionExpirationSeconds description", "POST", "/roles", Self.role)
                    == ["description"])
            #expect(book.accepted(without: "groupName", "POST", "/groups", ["groupName": "ops"]) == [])
            book.call("POST", "/sub-accounts", Self.account)
            book.call("POST", "/groups", ["groupName": "ops"])
            #expect(book.problems == [], "whole, each of them is accepted")
        }
    }
}
