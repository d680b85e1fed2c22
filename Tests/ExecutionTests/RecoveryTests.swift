import Kinds
import Model
import StateStore
import Testing

@testable import Execution

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("Recovery")
struct RecoveryTests {
    private func intent(
        _ purpose: Intent.Purpose = .create, marker: Attributes = ["name": "shop"], state: IntentState = .open
    ) -> Intent {
        Intent(
            id: "i", runID: "r", address: vpc("shop"), call: "createVpc", purpose: purpose, marker: marker,
            openedAt: Date(timeIntervalSince1970: 0), state: state)
    }

    private func finding(
        _ intent: Intent, objects: [String: String] = [:], rows: [RecordedResource] = [], age: Double = 60,
        policy: AmbiguityPolicy = .fail
    ) -> Recovery.Finding {
        var live = LiveSnapshot()
        live.observe(
            "Vpc",
            objects.sorted { $0.key < $1.key }
                .map { LiveObject(kind: "Vpc", id: $0.key, attributes: ["name": .string($0.value)]) })
        let recovery = Recovery(
            live: live, recorded: Recorded(rows), catalog: DriverCatalog.ncloud.kinds, policy: policy, settle: 10
        ) { _ in age }
        return recovery.findings(for: [intent])[0]
    }

    private let creating = RecordedResource(vpc("shop"), condition: .creating)

    @Test("a create that was answered has its object, listed or not")
    func answered() {
        let found = finding(intent(state: .answered(id: "vpc-1")), rows: [creating], age: 0)
        #expect(found.verdict == .exists(id: "vpc-1"))
        var row = creating
        row.id = "vpc-1"
        #expect(found.changes(to: Recorded([creating])) == [.saveResource(row), .closeIntent("i", .found)])
    }

    @Test("one object that bears the mark is the one")
    func one() {
        let found = finding(intent(), objects: ["vpc-1": "shop", "vpc-2": "other"], rows: [creating])
        #expect(found.verdict == .found(id: "vpc-1"))
    }

    @Test("none, soon after: too early to tell; later: it was not made, and its row goes")
    func none() {
        #expect(finding(intent(), rows: [creating], age: 5).verdict == .tooEarly)
        #expect(finding(intent(), rows: [creating], age: 5).changes(to: Recorded([creating])) == [])
        let unread = Recovery(
            live: LiveSnapshot(), recorded: Recorded([creating]), catalog: DriverCatalog.ncloud.kinds, settle: 10,
            age: { _ in 11 }, looks: { _ in 2 })
        #expect(unread.findings(for: [intent()])[0].verdict == .tooEarly, "two slow reads prove nothing")
        let late = finding(intent(), rows: [creating], age: 11)
        #expect(late.verdict == .settled)
        #expect(
            late.changes(to: Recorded([creating])) == [.removeResource(vpc("shop")), .closeIntent("i", .absent)])
    }

    @Test("what the cloud said yes to is given longer to show")
    func accepted() {
        #expect(finding(intent(state: .answered(id: nil)), rows: [creating], age: 30).verdict == .tooEarly)
        #expect(finding(intent(state: .answered(id: nil)), rows: [creating], age: 61).verdict == .settled)
    }

    @Test("several are for a person to choose from")
    func several() throws {
        let found = finding(intent(), objects: ["vpc-1": "shop", "vpc-2": "shop"], rows: [creating])
        guard case .ambiguous(let objects) = found.verdict else { return #expect(Bool(false)) }
        #expect(objects.map(\.id) == ["vpc-1", "vpc-2"])
        #expect(found.changes(to: Recorded([creating])) == [])
    }

    @Test("or for the policy, where nobody can be asked")
    func policies() {
        let objects = ["vpc-1": "shop", "vpc-2": "shop"]
        #expect(finding(intent(), objects: objects, policy: .adopt).verdict == .found(id: "vpc-2"))
        #expect(finding(intent(), objects: objects, policy: .retry).verdict == .settled)
    }

    @Test("an object whose secret was lost with the answer is one to be deleted")
    func secretLost() throws {
        let key = Address(kind: "LoginKey", name: "ops")
        var live = LiveSnapshot()
        live.observe("LoginKey", [LiveObject(kind: "LoginKey", id: "k-1", attributes: ["name": "ops"])])
        var lost = intent(marker: ["name": "ops"])
        lost.address = key
        lost.call = "vserver/createLoginKey"
        let recovery = Recovery(live: live, recorded: Recorded(), catalog: DriverCatalog.ncloud.kinds, settle: 10) {
            _ in 60
        }
        let found = recovery.findings(for: [lost])[0]
        let row = RecordedResource(key, id: "k-1", condition: .deleting)
        #expect(found.changes(to: Recorded()) == [.saveResource(row), .closeIntent("i", .found)])
    }

    @Test("what another resource has, or what was there before, is not the lost one")
    func others() {
        let owner = RecordedResource(vpc("other"), id: "vpc-1")
        #expect(finding(intent(), objects: ["vpc-1": "shop"], rows: [creating, owner]).verdict == .settled)
        let marker: Attributes = ["name": "shop", "$before": ["vpc-1"]]
        #expect(finding(intent(marker: marker), objects: ["vpc-1": "shop"], rows: [creating]).verdict == .settled)
        #expect(
            finding(intent(marker: marker), objects: ["vpc-1": "shop", "vpc-2": "shop"], rows: [creating]).verdict
                == .found(id: "vpc-2"))
        #expect(finding(intent(marker: [:]), objects: ["vpc-1": "shop"], rows: [creating]).verdict == .settled)
    }

    @Test(
        "changes and deletions show in the next comparison; their rows stay",
        arguments: [
            Intent.Purpose.update, .delete,
        ])
    func changes(purpose: Intent.Purpose) {
        let row = RecordedResource(vpc("shop"), id: "vpc-1", condition: .updating)
        let found = finding(intent(purpose), objects: ["vpc-1": "shop"], rows: [row], age: 0)
        #expect(found.verdict == .settled)
        #expect(found.changes(to: Recorded([row])) == [.closeIntent("i", .absent)])
    }
}
