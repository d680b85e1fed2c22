import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Source: api/objectstorage.md §3, §11.
@Suite("lifecycle rules of buckets") struct LifecycleRuleTests {
    @Test(
        "a lifecycle rule that nacre cannot write back is no rule of all objects",
        arguments: [
            ["Filter": ["Tag": ["Key": "keep", "Value": "no"]], "Expiration": ["Days": "30"]],
            ["Filter": ["And": ["Prefix": "logs/"]], "Expiration": ["Days": "30"]], ["Expiration": ["Days": "30"]],
            ["Filter": ["Prefix": ""], "Expiration": ["Date": "2030-01-01T00:00:00Z"]],
            ["Filter": ["Prefix": ""], "Expiration": ["Days": "30"], "Transition": ["Days": "5"]],
            ["Filter": ["Prefix": ""], "AbortIncompleteMultipartUpload": ["DaysAfterInitiation": "7"]],
        ] as [JSON])
    func otherRules(part: JSON) {
        let head: JSON = ["ID": "tagged", "Status": "Enabled"]
        let plain: JSON = [
            "ID": "old", "Status": "Enabled", "Filter": ["Prefix": "logs/"], "Expiration": ["Days": "30"],
        ]
        let answer: JSON = ["Rule": [.object(head.members.merging(part.members) { $1 }), plain]]
        #expect(
            LifecycleRule.value(answer) == [["name": "old", "prefix": "logs/", "enabled": true, "expireAfter": 30]])
        #expect(LifecycleRule.hasOthers(answer))
        #expect(!LifecycleRule.hasOthers(["Rule": [plain]]) && !LifecycleRule.hasOthers(nil))
    }

    @Test("lifecycle rules are not replaced while there are some that nacre cannot write back")
    func otherRulesStay() async throws {
        let shown = FakeSession(answers: [
            "/archive": [
                "Rule": [["ID": "t", "Status": "Enabled", "Filter": ["Tag": [:]], "Expiration": ["Days": "1"]]]
            ]
        ])
        guard
            case .shown(let live) = try await operations("Bucket").detail(
                of: "ncloud:archive", knownAs: [:], from: shown)
        else {
            Issue.record("not shown")
            return
        }
        #expect(live.attributes["lifecycle"] == [] && live.attributes["hasOtherRules"] == true)
        let session = FakeSession()
        let rules: Value = [["name": "old", "prefix": "logs/", "expireAfter": 30]]
        await #expect(throws: StepFailure.self) {
            try await operations("Bucket").update(
                live, to: wanted("Bucket", "archive", ["lifecycle": rules]), through: session)
        }
        #expect(session.requests.isEmpty)
        // The plan says it before: what forbids the change is a safeguard.
        let kind = try #require(DriverCatalog.ncloud.kinds["Bucket"])
        #expect(
            kind.life.safeguards.contains {
                $0.act == .change("lifecycle") && live.attributes[$0.field] == $0.value
            })
    }
}
