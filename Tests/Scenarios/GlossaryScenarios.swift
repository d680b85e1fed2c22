import Foundation
import OrderedJSON
import Rehearsal
import Testing

/// Source: api/linkage.md §6.
@Suite("glossaries") struct GlossaryScenarios {
    private static func manifest(_ terms: ClosedRange<Int>, changed: Int = 0, description: String = "names") -> String {
        let lines = terms.map { number in
            let text = number == changed ? "changed" : "term \(number)"
            return "    - {source: ko, target: en, triggerText: 용어\(number), replaceText: \(text)}"
        }
        return """
            apiVersion: ncloud/v1
            kind: PapagoGlossary
            metadata: {name: product-names}
            spec:
              description: \(description)
              terms:
            """ + "\n" + lines.joined(separator: "\n")
    }

    @Test("terms come, change and go 20 in a call, and a translation changes in place")
    func terms() async throws {
        try await RehearsalStage.with { stage in
            func calls() async throws -> [String: Int] {
                let calls = try await stage.cloud.calls().filter {
                    $0.key.hasSuffix("/replacer") && !$0.key.hasPrefix("GET")
                }
                try await stage.cloud.resetCalls()
                return calls
            }
            try stage.project()
            try stage.manifest(Self.manifest(1...45))
            let created = try await stage.apply()
            #expect(created.status == 0, "\(created)")
            #expect(try await calls() == ["POST /glossary/v1/replacer": 3])
            let key = try await stage.cloud.objects("papagoGlossary").first?["id"]

            try stage.manifest(Self.manifest(1...45, changed: 7))
            let plan = try await stage.nacre("plan")
            #expect(plan.out.contains("PATCH /glossary/v1/replacer"), "\(plan)")
            #expect(try await stage.apply().status == 0)
            #expect(try await calls() == ["PATCH /glossary/v1/replacer": 1])

            try stage.manifest(Self.manifest(31...50))
            #expect(try await stage.apply().status == 0)
            #expect(try await calls() == ["DELETE /glossary/v1/replacer": 2, "POST /glossary/v1/replacer": 1])
            #expect(try await stage.cloud.objects("papagoTerm").count == 20)
            #expect(try await stage.cloud.objects("papagoGlossary").first?["id"] == key)
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)

            // A term that another user changes is drift, and is restored.
            let term = try #require(try await stage.cloud.objects("papagoTerm").first?["id"]?.text)
            try await stage.cloud.change("papagoTerm", id: term, ["replaceText": "other"])
            #expect(try await stage.nacre("drift").status == 2)
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.nacre("drift").status == 0)
        }
    }

    @Test("another description recreates a glossary with its terms, since no call changes it")
    func recreated() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.manifest(1...3))
            #expect(try await stage.apply().status == 0)
            let key = try await stage.cloud.objects("papagoGlossary").first?["id"]
            try stage.manifest(Self.manifest(1...3, description: "all names"))
            let applied = try await stage.apply()
            #expect(applied.status == 0, "\(applied)")
            let glossaries = try await stage.cloud.objects("papagoGlossary")
            #expect(glossaries.count == 1 && glossaries[0]["id"] != key)
            #expect(glossaries[0]["description"] == "all names")
            #expect(try await stage.cloud.objects("papagoTerm").count == 3)
            #expect(try await stage.start(["destroy", "--auto-approve"]).result().status == 0)
            #expect(try await stage.cloud.objects("papagoGlossary").isEmpty)
        }
    }

    @Test("terms whose response is lost are not added twice")
    func lost() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.manifest(1...25))
            try await stage.cloud.faults([
                ["match": "POST /glossary/*", "perEndpoint": true, "times": 1, "drop": "afterCommit"]
            ])
            let applied = try await stage.apply()
            #expect(applied.status == 0, "\(applied)")
            #expect(try await stage.cloud.objects("papagoGlossary").count == 1)
            #expect(try await stage.cloud.objects("papagoTerm").count == 25)
        }
    }
}
