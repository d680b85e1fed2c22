import Foundation
import OrderedJSON
import Rehearsal
import Testing

/// Source: api/linkage.md §4, §6.
@Suite("keys of the linkage API") struct LinkageScenarios {
    private static let secrets = "  secrets: {id: {env: LINKAGE_ID}, secret: {env: LINKAGE_SECRET}}"

    private static func manifest(_ services: String, _ more: String = "") -> String {
        """
        apiVersion: ncloud/v1
        kind: LinkageCredential
        metadata: {name: shop}
        spec:
          clientId: ${secret.id}
          clientSecret: ${secret.secret}
          services: [\(services)]
          \(more)
        """
    }

    private static func keys(_ application: (id: String, secret: String)) -> [String: String] {
        ["LINKAGE_ID": application.id, "LINKAGE_SECRET": application.secret]
    }

    @Test("a key that works is checked with one call to each service, and nothing is made of it")
    func good() async throws {
        try await RehearsalStage.with { stage in
            try stage.project(Self.secrets)
            try stage.manifest(Self.manifest("maps, papago, csr, voice, captcha, searchTrend"))
            let application = try await stage.cloud.application(["name": "shop"])
            let environment = Self.keys(application)
            try await stage.cloud.resetCalls()
            let plan = try await stage.nacre("plan", environment: environment)
            #expect(plan.status == 0 && !plan.all.contains("warning"), "\(plan)")
            let calls = try await stage.cloud.calls().filter {
                $0.key.contains("/") && !$0.key.contains("caller-identity")
            }
            #expect(
                calls == [
                    "GET /map-static/v2/lastversion": 1, "POST /nmt/v1/translation": 1, "POST /recog/v1/stt": 1,
                    "POST /tts-premium/v1/tts": 1, "GET /captcha/v1/nkey": 1, "POST /datalab/v1/search": 1,
                ])
            let apply = try await stage.start(["apply", "--auto-approve"], environment: environment).result()
            #expect(apply.status == 0, "\(apply)")
            #expect(try await stage.nacre("state", "list", environment: environment).out.contains("shop") == false)
            let drift = try await stage.nacre("drift", environment: environment)
            #expect(drift.status == 0 && drift.out.contains("6 external checks checked"), "\(drift)")
            let doctor = try await stage.nacre("doctor", environment: environment)
            #expect(doctor.status == 0 && doctor.out.contains("LinkageCredential/shop: papago: works"), "\(doctor)")
            let destroy = try await stage.start(["destroy", "--auto-approve"], environment: environment).result()
            #expect(destroy.status == 0, "\(destroy)")
            #expect(try await stage.cloud.names("linkageApplication", "applicationName").contains("shop"))
        }
    }

    @Test("each failed check is named with its place and what to do: a warning of plan, a difference of drift")
    func failed() async throws {
        try await RehearsalStage.with { stage in
            try stage.project(Self.secrets)
            try stage.manifest(Self.manifest("maps, papago, csr"))
            let application = try await stage.cloud.application([
                "name": "shop", "generation": "old", "services": ["maps", "csr"], "limits": ["csr": ["daily": 0]],
            ])
            let environment = Self.keys(application)
            let plan = try await stage.nacre("plan", environment: environment)
            #expect(plan.status == 0, "\(plan)")
            for words in [
                "LinkageCredential/shop: maps: the application was registered for the old host",
                "set hostGeneration: old", "manifests/main.yaml:7:",
                "LinkageCredential/shop: csr: CLOVA Speech Recognition (CSR) is not selected in the application, or its "
                    + "daily or monthly limit is used up",
                "LinkageCredential/shop: papago: Papago Translation is not selected in the application, or its",
            ] {
                #expect(plan.out.flat.contains(words), "\(words)\n\(plan)")
            }
            let drift = try await stage.nacre("drift", "--output", "json", environment: environment)
            #expect(drift.status == 2, "\(drift)")
            let finding = try JSON(parsing: drift.out)["findings"]?[0]
            #expect(finding?["drift"] == "check-failed")
            #expect(
                finding?["checks"]?.elements.map { $0["verdict"]?.text } == [
                    "host-moved", "not-selected-or-quota", "not-selected-or-quota",
                ])
            let text = try await stage.nacre("drift", environment: environment)
            #expect(text.status == 2 && text.out.contains("3 of 3 external checks failed"), "\(text)")
            #expect(!text.out.contains("nacre apply"), "\(text)")
            let doctor = try await stage.nacre("doctor", environment: environment)
            #expect(doctor.status == 1 && doctor.out.contains("PROBLEM  LinkageCredential/shop: maps"), "\(doctor)")

            try stage.manifest(Self.manifest("maps", "hostGeneration: old"))
            #expect(try await stage.nacre("drift", environment: environment).status == 0)
        }
    }

    @Test("a wrong secret is told, once for each service, and shown nowhere")
    func wrongKey() async throws {
        try await RehearsalStage.with { stage in
            try stage.project(Self.secrets)
            try stage.manifest(Self.manifest("maps, csr"))
            let application = try await stage.cloud.application(["name": "shop"])
            let environment = Self.keys((application.id, "WRONGSECRET0123456789"))
            var said = ""
            for arguments in [
                ["plan", "--verbose", "--verbose"], ["plan", "--output", "json"], ["drift"], ["doctor"], ["graph"],
                ["drift", "--output", "json"], ["apply", "--auto-approve"],
            ] {
                let environment = environment.merging(["NACRE_LOG": "trace"]) { _, new in new }
                let result = try await stage.start(arguments, environment: environment).result()
                if arguments[0] == "plan" {
                    #expect(result.all.contains("no application with this client id"), "\(result)")
                }
                said += result.all
            }
            #expect(!said.contains("WRONGSECRET0123456789") && !said.contains(application.id))
            for file in stage.scratch.files() {
                #expect(try stage.scratch.bytes(file).range(of: Data("WRONGSECRET0123456789".utf8)) == nil, "\(file)")
            }
        }
    }

    @Test("a service that does not answer is told apart from a bad key")
    func unreachable() async throws {
        try await RehearsalStage.with { stage in
            try stage.project(Self.secrets)
            try stage.manifest(Self.manifest("maps"))
            let environment = Self.keys(try await stage.cloud.application(["name": "shop"]))
            for (fault, words) in [
                (["status": 503], "no response from the service"),
                (["drop": "beforeCommit"], "no response from the service"),
                (["status": 429, "code": "420"], "the key is good, but more calls were made"),
                (["nonsense": "page"], "could not be checked"),
            ] as [(JSON, String)] {
                let rule: JSON = ["match": "GET /map-*"]
                try await stage.cloud.faults([.object(rule.members.merging(fault.members) { $1 })])
                let drift = try await stage.nacre("drift", environment: environment)
                #expect(drift.status == 2 && drift.out.flat.contains(words), "\(drift)")
            }
        }
    }

    @Test("an application of NAVER API HUB is checked at the HUB")
    func hub() async throws {
        try await RehearsalStage.with { stage in
            try stage.project(Self.secrets)
            try stage.manifest(Self.manifest("apiHub"))
            let hub = try await stage.cloud.application(["name": "search", "generation": "hub"])
            #expect(try await stage.nacre("drift", environment: Self.keys(hub)).status == 0)
            let other = try await stage.cloud.application(["name": "shop"])
            let drift = try await stage.nacre("drift", environment: Self.keys(other))
            #expect(drift.status == 2 && drift.out.flat.contains("no access to NAVER API HUB"), "\(drift)")
        }
    }

    @Test("what only objects of the account can have is refused, and nothing can refer to a key")
    func misuse() async throws {
        try await RehearsalStage.with { stage in
            try stage.project(Self.secrets)
            for command in [["discover", "--kind", "LinkageCredential"], ["export", "LinkageCredential/shop"]] {
                let refused = try await stage.start(command).result()
                #expect(refused.status == 1 && refused.err.contains("not an object of the account"), "\(refused)")
            }
            let document = Self.manifest("maps").replacing(
                "spec:", with: "lifecycle: {protect: true}\nimport: {id: x}\nspec:")
            let vpc = """
                ---
                apiVersion: ncloud/v1
                kind: Vpc
                metadata: {name: main}
                dependsOn: [LinkageCredential/shop]
                spec: {cidr: 10.0.0.0/16}
                """
            try stage.manifest(document + "\n" + vpc)
            let result = try await stage.nacre("validate", environment: Self.keys(("a", "b")))
            #expect(result.status == 1)
            for words in [
                "a LinkageCredential cannot have 'lifecycle'", "a LinkageCredential cannot have 'import'",
                "LinkageCredential/shop is not an object of the account: nothing can refer to it",
            ] {
                #expect(result.all.contains(words), "\(words)\n\(result)")
            }
        }
    }
}

extension String {
    /// Without the breaks of lines that are filled to a width.
    fileprivate var flat: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
