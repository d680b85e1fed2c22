import Model
import Testing

@testable import Kinds

@Suite("objects whose creation would overwrite what others have") struct UnclaimedTests {
    private static func problems(
        _ theirs: Attributes, owner: Address? = nil, isNew: Bool = true, isResumed: Bool = false
    ) -> [Preflight.Problem] {
        let api = Address(kind: "Api", name: "orders")
        let scene = Preflight.Scene(
            [
                "Api": [.init(address: api, id: "p/1", attributes: ["name": "orders"])],
                "GatewayResponse": [.init(address: owner, id: "p/1/NOT_FOUND", attributes: theirs)],
            ], readKinds: ["GatewayResponse"])
        let subject = Preflight.Subject(
            Address(kind: "GatewayResponse", name: "missing"),
            ["api": .reference(Reference(api)), "type": "NOT_FOUND"], changed: ["api", "type"], isNew: isNew,
            isResumed: isResumed)
        let check = Preflight.unclaimed("GatewayResponse", by: [("api", "Api"), ("type", nil)])
        return check.problems(subject, scene)
    }

    @Test("what the account has already is an error of the plan, with the line that imports it")
    func claimed() {
        let problems = Self.problems(["api": "p/1", "type": "NOT_FOUND"])
        #expect(problems.map(\.message) == ["the account already has such an unmanaged GatewayResponse"])
        #expect(problems.first?.help?.contains("import: {id: \"p/1/NOT_FOUND\"}") == true)
    }

    @Test("another case, that of another API, one of this workspace, and what a run began are none")
    func free() {
        #expect(Self.problems(["api": "p/1", "type": "DENIED"]) == [])
        #expect(Self.problems(["api": "p/2", "type": "NOT_FOUND"]) == [])
        let own = Address(kind: "GatewayResponse", name: "former")
        #expect(Self.problems(["api": "p/1", "type": "NOT_FOUND"], owner: own) == [])
        #expect(Self.problems(["api": "p/1", "type": "NOT_FOUND"], isNew: false) == [])
        #expect(Self.problems(["api": "p/1", "type": "NOT_FOUND"], isResumed: true) == [])
    }

    @Test("gateway responses and subscriptions have the check")
    func kinds() {
        for kind in [Driver.gatewayResponse.kind, Driver.subscription.kind] {
            #expect(!kind.checks.preflight.isEmpty, "\(kind.name)")
        }
    }
}
