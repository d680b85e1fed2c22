import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// What a proxy or an odd service answers with success must not make objects look gone.
@Suite("lists that are not read in pages") struct AnsweredListTests {
    /// Answers every call alike.
    private struct Always: APICaller {
        let answer: JSON

        func call(_ request: APIRequest) async throws(APIFailure) -> JSON { answer }
    }

    private static let foreign: [JSON] = [
        [:], nil, ["status": "ok"], ["code": "0000", "result": nil], ["code": "0000", "result": "text"], "text",
    ]

    @Test(
        "a response without the list that was asked for is an error, and no account without objects",
        arguments: [
            ("EdgeProfile", [:]), ("Edge", ["EdgeProfile": ["1599"]]), ("Certificate", [:]),
            ("AccessKey", ["SubAccount": ["u1"]]), ("MailTemplate", [:]), ("MailTemplateCategory", [:]),
            ("MailRecipientGroup", [:]), ("KubernetesCluster", [:]), ("NodePool", [:]),
            ("Resource", ["Api": ["p/a"]]), ("Method", ["Resource": ["p/a/r"]]), ("GatewayResponse", ["Api": ["p/a"]]),
            ("Vpc", [:]), ("Zone", [:]), ("PlacementGroup", [:]), ("Listener", ["LoadBalancer": ["1"]]),
            ("ScalingPolicy", ["AutoScalingGroup": ["1"]]), ("ClassicServer", [:]),
        ] as [(String, [String: Set<String>])])
    func foreignAnswers(kind: String, parents: [String: Set<String>]) async throws {
        var scope = ReadScope(parents: parents)
        // The list alone: nobody is asked whose the key is.
        scope.statusOnly = true
        for answer in Self.foreign {
            let failure = await #expect(throws: APIFailure.self, "\(kind) \(answer)") {
                try await operations(kind).list(scope, from: Always(answer: answer))
            }
            #expect(failure?.envelope == .unreadable && failure?.classification == .ambiguous, "\(kind) \(answer)")
        }
    }

    @Test("a list is read where it is named, or is the answer itself where it may be")
    func places() async throws {
        let request = APIRequest.rest(.mail, .get, "/list")
        let inside = Always(answer: ["result": ["content": [1, 2]]])
        #expect(try await inside.elements(of: request, under: "result", "result.content") == [1, 2])
        let empty = Always(answer: ["result": []])
        #expect(try await empty.elements(of: request, under: "result").isEmpty)
        let whole = Always(answer: [3])
        #expect(try await whole.elements(of: request, under: "result", orWhole: true) == [3])
        await #expect(throws: APIFailure.self) { try await whole.elements(of: request, under: "result") }
    }

    @Test(
        "an action that found nothing may have no list: it counts none, or has null in its place",
        arguments: [["totalRows": 0], ["totalRows": "0"], ["vpcList": nil], ["vpcList": nil, "totalRows": 0]] as [JSON])
    func noneFound(_ answer: JSON) async throws {
        let request = APIRequest.action(.vpc, "getVpcList")
        #expect(try await Always(answer: answer).elements(of: request, under: "vpcList").isEmpty)
        #expect(try await Always(answer: answer).pages(of: request, list: "vpcList").isEmpty)
        let detail = try await Always(answer: answer).detail(request, of: "1", under: "vpcList") { _ in nil }
        guard case .missing = detail else {
            Issue.record("\(detail)")
            return
        }
        // The documents say so of actions alone.
        await #expect(throws: APIFailure.self) {
            try await Always(answer: answer).elements(of: .rest(.mail, .get, "/list"), under: "vpcList")
        }
    }

    @Test(
        "an action that counts some and shows no list, or shows something else, is an error",
        arguments: [["totalRows": 2], ["totalRows": 2, "vpcList": nil], ["totalRows": 0, "vpcList": "x"], [:]] as [JSON]
    )
    func otherAction(_ answer: JSON) async throws {
        let request = APIRequest.action(.vpc, "getVpcList")
        await #expect(throws: APIFailure.self) {
            try await Always(answer: answer).elements(of: request, under: "vpcList")
        }
    }

    @Test("where the response itself has to be the list, that is what is said")
    func bareList() async throws {
        let failure = await #expect(throws: APIFailure.self) {
            try await Always(answer: [:]).elements(of: .rest(.nks, .get, "/option/version"), orWhole: true)
        }
        #expect(failure?.meaning == "the response is not a list")
    }

    @Test("an account without such objects is known by a list that is empty")
    func empty() async throws {
        let answers: [String: JSON] = [
            "/caller-identity": ["id": "owner", "userType": "Customer"], "/certificates": ["sslCertificateList": []],
            "/profiles": ["result": []], "/profiles/1/cdn-edges": ["result": []],
            "/certificate/provisioning": ["result": []], "/sub-accounts/u1/access-keys": ["accessKeys": []],
            "/address-book": ["groups": []], "/template": ["contents": []],
        ]
        let scope = ReadScope(parents: ["EdgeProfile": ["1"], "SubAccount": ["u1"]])
        for kind in [
            "Certificate", "EdgeProfile", "Edge", "EdgeCertificate", "AccessKey", "MailRecipientGroup", "MailTemplate",
        ] {
            #expect(try await operations(kind).list(scope, from: FakeSession(answers: answers)).isEmpty, "\(kind)")
        }
    }

    @Test("a list of slots comes bare or with its pages beside it, and is one in no other form")
    func slots() async throws {
        var scope = ReadScope()
        scope.statusOnly = true
        let slot: JSON = ["slotId": "s1", "provisionStatus": "COMPLETED"]
        for result in [[slot], ["content": [slot], "totalCount": 1]] as [JSON] {
            let found = try await operations("EdgeCertificate").list(scope, from: Always(answer: ["result": result]))
            #expect(found.map(\.id) == ["s1"])
        }
        for answer in Self.foreign {
            await #expect(throws: APIFailure.self, "\(answer)") {
                try await operations("EdgeCertificate").list(scope, from: Always(answer: answer))
            }
        }
    }

    @Test(
        "what is inside an object is not none because a response lacks it",
        arguments: [
            ("NetworkAcl", "getNetworkAclList", "networkAclList", ["networkAclNo": "9"]),
            (
                "AccessControlGroup", "getAccessControlGroupList", "accessControlGroupList",
                ["accessControlGroupNo": "9"]
            ),
            ("RouteTable", "getRouteTableList", "routeTableList", ["routeTableNo": "9", "vpcNo": "1"]),
            (
                "PostgresqlInstance", "getCloudPostgresqlInstanceList", "cloudPostgresqlInstanceList",
                [
                    "cloudPostgresqlInstanceNo": "9"
                ]
            ),
        ] as [(String, String, String, JSON)])
    func insideOfObjects(kind: String, call: String, list: String, object: JSON) async throws {
        let session = FakeSession(answers: [call: .object([list: [object], "totalRows": 1])])
        let failure = await #expect(throws: APIFailure.self) {
            try await operations(kind).list(ReadScope(everything: true), from: session)
        }
        #expect(failure?.envelope == .unreadable)
    }

    @Test("what the list does not show of a resource is looked for")
    func unlistedMethods() {
        func resource(_ methods: Value?) -> LiveObject {
            var attributes: Attributes = [:]
            attributes["methodNames"] = methods
            return LiveObject(kind: "Resource", id: "p/a/r", attributes: attributes)
        }
        #expect(resource(nil).mayHaveMethods && resource(["GET"]).mayHaveMethods && !resource([]).mayHaveMethods)
    }

    @Test("an object's own call that shows something else leaves no field at its default")
    func ownCall() async throws {
        let row: JSON = ["authorizers": [["authorizerId": "7", "authorizerName": "tokens"]], "total": 1]
        let session = FakeSession(answers: ["/authorizers": row])
        await #expect(throws: APIFailure.self) {
            try await operations("Authorizer").list(ReadScope(everything: true), from: session)
        }
        let gone = FakeSession(answers: ["/authorizers": row], failures: ["/authorizers/7": .gone])
        let found = try await operations("Authorizer").list(ReadScope(everything: true), from: gone)
        #expect(found.map(\.id) == ["7"] && found.first?.attributes["function"] == nil)
    }
}
