import Kinds
import Model
import Planning
import StateStore
import Testing

@testable import Execution

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("one object, one creation") struct ClaimTests {
    private let first = vpc("first")
    private let second = vpc("second")

    private func marker(_ range: String = "10.0.0.0/16") -> Marker {
        Marker(
            Driver.vpc.kind, DesiredObject(first, ["name": "shop", "cidr": .string(range)]), tag: "", siblings: [])
    }

    private func object(_ id: String, _ range: String = "10.0.0.0/16") -> LiveObject {
        LiveObject(kind: "Vpc", id: id, attributes: ["name": "shop", "cidr": .string(range)])
    }

    private func registry(_ rows: [RecordedResource] = []) -> Registry {
        let recorded = Recorded(rows)
        let known = KnownValues(
            Desired(project: Project(name: "shop")), recorded: recorded, live: LiveSnapshot(),
            catalog: DriverCatalog.ncloud.kinds)
        return Registry(known, recorded: recorded, drivers: .ncloud)
    }

    // MARK: In a running session

    @Test("what another create may still turn out to have made is not taken before that one is answered")
    func contested() async {
        let registry = registry()
        await registry.begins(first, marker())
        await registry.begins(second, marker())
        await registry.isSought(second)
        let claim = await registry.claim(among: [object("1")], for: second, marker(), policy: .fail)
        guard case .contested = claim else { return #expect(Bool(false), "\(claim)") }
        await registry.note(first, id: "1")
        let later = await registry.claim(among: [object("1")], for: second, marker(), policy: .fail)
        guard case .none = later else { return #expect(Bool(false), "\(later)") }
    }

    @Test("one object and two lost creates of the same marker: nobody takes it", arguments: [1, 2])
    func bothLost(count: Int) async {
        let registry = registry()
        let list = (1...count).map { object("\($0)") }
        for address in [first, second] {
            await registry.begins(address, marker())
            await registry.isSought(address)
        }
        for address in [first, second] {
            let claim = await registry.claim(among: list, for: address, marker(), policy: .fail)
            guard case .ambiguous(let found) = claim else { return #expect(Bool(false), "\(claim)") }
            #expect(found.count == count)
        }
    }

    @Test("an object is granted once, also when the policy is to choose")
    func once() async {
        let registry = registry()
        for address in [first, second] {
            await registry.begins(address, marker())
            await registry.isSought(address)
        }
        let list = [object("1")]
        let one = await registry.claim(among: list, for: first, marker(), policy: .adopt)
        guard case .granted(let taken) = one else { return #expect(Bool(false), "\(one)") }
        #expect(taken.id == "1")
        let other = await registry.claim(among: list, for: second, marker(), policy: .adopt)
        guard case .none = other else { return #expect(Bool(false), "\(other)") }
    }

    @Test("two creates of one name are told apart by what no call changes")
    func fixedFields() async {
        let registry = registry()
        let (small, large) = (marker("10.0.0.0/24"), marker("10.0.0.0/16"))
        await registry.begins(first, small)
        await registry.begins(second, large)
        await registry.isSought(second)
        let list = [object("1", "10.0.0.0/24"), object("2", "10.0.0.0/16")]
        let claim = await registry.claim(among: list, for: second, large, policy: .fail)
        guard case .granted(let taken) = claim else { return #expect(Bool(false), "\(claim)") }
        #expect(taken.id == "2")
    }

    @Test("what no call changes goes into the intent and comes out of it; what is not shown contradicts nothing")
    func marking() {
        let kind = Driver.vpc.kind
        let read = Marker(marker().attributes)
        #expect(read == marker())
        #expect(read.matches(object("1"), kind) && !read.matches(object("1", "10.9.0.0/16"), kind))
        #expect(read.matches(LiveObject(kind: "Vpc", id: "1", attributes: ["name": "shop"]), kind))
    }

    // MARK: In the run after

    private func findings(
        _ intents: [Intent], _ list: [LiveObject], rows: [RecordedResource] = [], policy: AmbiguityPolicy = .fail,
        imports: [Address: String] = [:], age: Double = 60
    ) -> [Recovery.Finding.Verdict] {
        var live = LiveSnapshot()
        for kind in Set(list.map(\.kind)) { live.observe(kind, list.filter { $0.kind == kind }) }
        return Recovery(
            live: live, recorded: Recorded(rows), catalog: DriverCatalog.ncloud.kinds, policy: policy, imports: imports,
            settle: 10
        ) { _ in age }.findings(for: intents).map(\.verdict)
    }

    private func intent(
        _ address: Address, _ marker: Marker, call: String = "vpc/createVpc", state: IntentState = .open
    ) -> Intent {
        Intent(
            id: address.name, runID: "r", address: address, call: call, purpose: .create,
            marker: marker.attributes, openedAt: Date(timeIntervalSince1970: 0), state: state)
    }

    @Test("of two dead creates of the same marker neither gets the one object: it is asked")
    func deadCreates() {
        let found = findings([intent(first, marker()), intent(second, marker())], [object("1")])
        #expect(found == [.ambiguous([object("1")]), .ambiguous([object("1")])])
    }

    @Test("each of two dead creates gets the object that agrees with it in what no call changes")
    func agreeing() {
        let intents = [intent(first, marker("10.0.0.0/24")), intent(second, marker())]
        let list = [object("1"), object("2", "10.0.0.0/24")]
        #expect(findings(intents, list) == [.found(id: "2"), .found(id: "1")])
        #expect(findings([intents[0]], [object("1")]) == [.settled], "another range is another object")
    }

    @Test("an import answers for one, and what is left is the other's")
    func imported() {
        let intents = [intent(first, marker()), intent(second, marker())]
        let found = findings(intents, [object("1"), object("2")], imports: [first: "2"])
        #expect(found == [.overruled, .found(id: "1")])
        #expect(findings(intents, [object("1")], imports: [first: "1"]) == [.overruled, .settled])
    }

    @Test("told to choose, it gives each an object of its own")
    func sharedOut() {
        let intents = [intent(first, marker()), intent(second, marker())]
        #expect(findings(intents, [object("1")], policy: .adopt) == [.found(id: "1"), .settled])
        #expect(
            findings(intents, [object("1"), object("2")], policy: .adopt) == [.found(id: "2"), .found(id: "1")])
    }

    @Test("an id that was answered twice, or that another row has, is asked")
    func answeredTwice() {
        let answered = [first, second].map { intent($0, marker(), state: .answered(id: "1")) }
        #expect(findings(answered, [object("1")]) == [.ambiguous([object("1")]), .ambiguous([object("1")])])
        let row = RecordedResource(second, id: "1")
        #expect(findings([answered[0]], [object("1")], rows: [row]) == [.ambiguous([object("1")])])
    }

    @Test("a key whose secret is lost is deleted only when nobody else can have made it")
    func strangersKey() {
        let address = Address(kind: "LoginKey", name: "ops")
        let lost = intent(
            address, Marker(["name": "ops"]), call: "vserver/createLoginKey")
        func key(_ created: String?) -> LiveObject {
            LiveObject(kind: "LoginKey", id: "ops", attributes: ["name": "ops"], created: created)
        }
        let day = 86_400.0
        #expect(findings([lost], [key(nil)], age: 60) == [.foundWithoutSecret(id: "ops")])
        #expect(findings([lost], [key("1970-01-01T09:00:20+0900")], age: day) == [.foundWithoutSecret(id: "ops")])
        for created in [nil, "1970-01-01T15:00:00+0900"] {
            #expect(findings([lost], [key(created)], age: day) == [.ambiguous([key(created)])])
        }
    }

    @Test(
        "a key that only its sub account tells from others is deleted if it was created during the call, else it is asked"
    )
    func keyOfAccount() {
        let lost = intent(
            Address(kind: "AccessKey", name: "deployer"), Marker(["subAccount": "u1"]),
            call: "POST /api/v2/sub-accounts/{…}/access-keys")
        func key(_ created: String?) -> LiveObject {
            LiveObject(kind: "AccessKey", id: "u1/K", attributes: ["subAccount": "u1"], created: created)
        }
        let during = key("1970-01-01T00:00:20.500Z")
        for age in [60, 86_400.0] {
            #expect(findings([lost], [during], age: age) == [.foundWithoutSecret(id: "u1/K")])
        }
        // Within 15 minutes of the call, and not of the call.
        for created in ["1969-12-31T23:50:00Z", "1970-01-01T00:10:00Z"] {
            #expect(findings([lost], [key(created)], age: 700) == [.ambiguous([key(created)])])
        }
        #expect(findings([lost], [key(nil)], age: 60) == [.foundWithoutSecret(id: "u1/K")])
        #expect(findings([lost], [key(nil)], age: 300) == [.ambiguous([key(nil)])])
    }
}
