import OrderedJSON
import Testing

@testable import Simulator

/// Source: the pages of pub-iam-v2 and gov-iam-v2.
@Suite("Sub Account of the simulator") struct SimulatedAccountTests {
    /// Calls of the service.
    private struct IAMClient {
        let client: TestClient

        @discardableResult
        func send(_ method: String, _ path: String, _ body: JSON? = nil) -> TestClient.Reply {
            client.send(method, "/api/v2" + path, body: body?.serialized() ?? "", type: "application/json")
        }

        func account(_ login: String = "ann") -> String {
            send("POST", "/sub-accounts", SimulatedAccountTests.account(login)).json["subAccountId"]?.text ?? ""
        }

        func group(_ name: String = "ops") -> String {
            send("POST", "/groups", ["groupName": .string(name)]).json["groupId"]?.text ?? ""
        }

        func policy(_ name: String = "viewer") -> String {
            let body: JSON = ["policyName": .string(name), "permissions": SimulatedAccountTests.permissions]
            return send("POST", "/policies", body).json["policyId"]?.text ?? ""
        }
    }

    private static let permissions: JSON = [
        ["effect": "Allow", "targets": [["product": "Server", "actions": ["View/*"], "resourceNrns": ["*"]]]]
    ]

    private static func account(_ login: String, _ more: JSON = [:]) -> JSON {
        let own: JSON = [
            "loginId": .string(login), "name": "Ann", "apiGatewayAccessible": true, "consoleAccessible": false,
            "passwordGenerationRequired": true,
        ]
        return .object(own.members.merging(more.members) { $1 })
    }

    private func withIAM(_ body: (IAMClient) throws -> Void) async throws {
        try await withSimulator { try body(IAMClient(client: $0)) }
    }

    @Test("a user is answered in the documented members; a password that was made up is shown once")
    func accounts() async throws {
        try await withIAM { iam in
            let made = iam.send("POST", "/sub-accounts", Self.account("ann"))
            #expect(made.status == 201 && made.json["password"]?.text?.count == 13)
            let id = made.json["subAccountId"]?.text ?? ""
            let shown = iam.send("GET", "/sub-accounts/\(id)").json
            #expect(shown["password"] == nil)
            for member in [
                "subAccountId", "subAccountNo", "loginId", "name", "emailVerified", "passwordResetRequired",
                "apiGatewayAccessible", "consoleAccessible", "active", "nrn", "createdDateTime", "groups", "policies",
            ] { #expect(shown[member] != nil, "\(member)") }
            let list = iam.send("GET", "/sub-accounts").json
            #expect(list["totalElements"] == 1 && list["subAccounts"]?[0]?["policies"] == nil)
            #expect(iam.send("POST", "/sub-accounts", Self.account("ann")).status == 409)

            let patch: JSON = ["name": "Ann B", "email": "ann@example.com", "active": false]
            #expect(iam.send("PATCH", "/sub-accounts/\(id)", patch).json["email"] == "ann@example.com")
            let cleared = iam.send("PATCH", "/sub-accounts/\(id)", ["email": .null])
            #expect(cleared.json["email"] == nil && cleared.json["name"] == "Ann B" && cleared.json["active"] == false)
            #expect(iam.send("DELETE", "/sub-accounts/\(id)").status == 204)
            #expect(iam.send("GET", "/sub-accounts/\(id)").code == "SubAccountNotFound")
        }
    }

    @Test(
        "what is not valid is refused",
        arguments: [
            ["loginId": "ab"], ["name": "A"], ["apiGatewayAccessible": "yes"], ["consoleAccessible": .null],
            ["email": "nobody"], ["passwordGenerationRequired": false],
            ["passwordGenerationRequired": false, "password": "nodigits!"],
        ] as [JSON])
    func invalidAccounts(_ change: JSON) async throws {
        try await withIAM { iam in
            let reply = iam.send("POST", "/sub-accounts", Self.account("ann", change))
            #expect(reply.status == 400 && reply.code == "BadRequest", "\(reply)")
        }
    }

    @Test("policies are attached and detached all or none, and one that is attached is not deleted")
    func policies() async throws {
        try await withIAM { iam in
            let (account, one, other) = (iam.account(), iam.policy(), iam.policy("editor"))
            func call(_ what: String, _ ids: [String]) -> TestClient.Reply {
                let body: JSON = ["policyIds": .array(ids.map(JSON.string))]
                return iam.send("POST", "/sub-accounts/\(account)/\(what)-policies", body)
            }
            #expect(call("attach", [one, "no-such-policy"]).code == "PolicyNotFound")
            #expect(call("attach", [one]).status == 204)
            #expect(call("attach", [other, one]).status == 409)
            #expect(call("attach", (0..<11).map { "p\($0)" }).status == 400)
            let held = iam.send("GET", "/sub-accounts/\(account)").json["policies"]
            #expect(held?.elements.map { $0["policyId"]?.text } == [one])
            #expect(iam.send("DELETE", "/policies/\(one)").code == "CannotDelete")
            #expect(call("detach", [one, other]).status == 404)
            #expect(call("detach", [one]).status == 204)
            #expect(iam.send("DELETE", "/policies/\(one)").status == 204)
        }
    }

    @Test("a policy is replaced as a whole but for its name; managed ones are listed and left")
    func policyChanges() async throws {
        try await withIAM { iam in
            let body: JSON = [
                "policyName": "viewer", "description": "mine", "permissions": Self.permissions,
            ]
            let id = iam.send("POST", "/policies", body).json["policyId"]?.text ?? ""
            let changed = iam.send("PUT", "/policies/\(id)", ["policyName": "other", "permissions": Self.permissions])
            #expect(changed.json["policyName"] == "viewer" && changed.json["description"] == nil)
            let managed = iam.send("GET", "/policies?policyType=SYSTEM_MANAGED").json["policies"]?[0]
            #expect(managed?["policyName"] == "NCP_ADMINISTRATOR")
            let path = "/policies/\(managed?["policyId"]?.text ?? "")"
            #expect(iam.send("DELETE", path).code == "Forbidden")
            #expect(iam.send("PUT", path, ["permissions": Self.permissions]).code == "Forbidden")
            for bad: JSON in [[], [["effect": "Maybe"]], [["effect": "Allow", "targets": []]]] {
                #expect(iam.send("PUT", "/policies/\(id)", ["permissions": bad]).code == "BadRequest")
            }
            #expect(iam.send("POST", "/policies", body).status == 409)
            #expect(
                iam.send("POST", "/policies", ["policyName": "1st", "permissions": Self.permissions]).status == 400)
        }
    }

    @Test("groups have members, which keep them from being deleted; a user is in ten at most")
    func groups() async throws {
        try await withIAM { iam in
            let (account, group) = (iam.account(), iam.group())
            func call(_ what: String, _ group: String) -> TestClient.Reply {
                iam.send("POST", "/groups/\(group)/\(what)-sub-accounts", ["subAccountIds": [.string(account)]])
            }
            #expect(call("attach", group).status == 204 && call("attach", group).status == 409)
            let members = iam.send("GET", "/groups/\(group)").json["subAccounts"]
            #expect(members?[0]?["loginId"] == "ann")
            #expect(iam.send("DELETE", "/groups/\(group)").code == "CannotDelete")
            for number in 2...10 { #expect(call("attach", iam.group("ops-\(number)")).status == 204) }
            #expect(call("attach", iam.group("ops-11")).code == "LimitExceeded")
            #expect(call("detach", group).status == 204 && call("detach", group).status == 404)
            #expect(iam.send("DELETE", "/groups/\(group)").status == 204)
            #expect(iam.send("GET", "/groups/\(group)").code == "GroupNotFound")
        }
    }

    @Test("only roles that accounts switch to have sessions, and a type stays")
    func roles() async throws {
        try await withIAM { iam in
            func make(_ more: JSON) -> TestClient.Reply {
                iam.send(
                    "POST", "/roles", .object(JSON.object(["roleName": "ops"]).members.merging(more.members) { $1 }))
            }
            #expect(make(["roleType": "Account"]).status == 400)
            #expect(make(["roleType": "Server", "sessionExpirationSeconds": 600]).status == 400)
            #expect(make(["roleType": "SSO"]).status == 400)
            let made = make(["roleType": "Account", "sessionExpirationSeconds": 600])
            #expect(made.status == 201)
            let path = "/roles/\(made.json["roleId"]?.text ?? "")"
            let changed = iam.send("PATCH", path, ["roleName": "watchers", "sessionExpirationSeconds": 1800])
            #expect(changed.json["roleName"] == "watchers" && changed.json["sessionExpirationSeconds"] == 1800)
            #expect(iam.send("PATCH", path, ["roleType": "Server"]).status == 400)
            #expect(iam.send("DELETE", path).status == 204 && iam.send("GET", path).code == "RoleNotFound")
        }
    }

    @Test("a key signs as its user while both are active; two are the most, and keys keep their user")
    func keys() async throws {
        try await withIAM { iam in
            let account = iam.account()
            let path = "/sub-accounts/\(account)/access-keys"
            let made = iam.send("POST", path)
            #expect(
                made.status == 201 && Array(made.json.members.keys) == ["accessKey", "createdDateTime", "keySecret"])
            let access = made.json["accessKey"]?.text ?? ""
            var user = iam.client
            (user.accessKey, user.secretKey) = (access, made.json["keySecret"]?.text ?? "")
            let identity = user.send("GET", "/api/v1/caller-identity").json
            #expect(identity["id"]?.text == account && identity["userType"] == "Sub")
            #expect(iam.send("GET", path).json["accessKeys"]?[0]?["keySecret"] == nil)

            func set(_ active: Bool) { iam.send("POST", "\(path)/\(access)/change-status", ["active": .bool(active)]) }
            func status() -> Int { user.send("GET", "/api/v1/caller-identity").status }
            set(false)
            #expect(status() == 401)
            set(true)
            #expect(status() == 200)
            iam.send("PATCH", "/sub-accounts/\(account)", ["apiGatewayAccessible": false])
            #expect(status() == 401)
            iam.send("PATCH", "/sub-accounts/\(account)", ["apiGatewayAccessible": true])

            #expect(iam.send("POST", path).status == 201)
            #expect(iam.send("POST", path).code == "LimitExceeded")
            #expect(iam.send("DELETE", "/sub-accounts/\(account)").code == "CannotDelete")
            #expect(iam.send("DELETE", "\(path)/\(access)").status == 204)
            #expect(status() == 401)
            #expect(iam.send("DELETE", "\(path)/\(access)").code == "AccessKeyNotFound")
            #expect(iam.send("DELETE", "/sub-accounts/\(account)?cascading=true").status == 204)
        }
    }

    @Test("lists come in pages")
    func pages() async throws {
        try await withIAM { iam in
            for number in 0..<5 { _ = iam.account("user-\(number)") }
            let page = iam.send("GET", "/sub-accounts?pageNo=1&pageSize=2").json
            #expect(page["subAccounts"]?.elements.count == 2 && page["totalPages"] == 3)
            #expect(iam.send("GET", "/sub-accounts?pageSize=101").code == "BadRequest")
        }
    }
}
