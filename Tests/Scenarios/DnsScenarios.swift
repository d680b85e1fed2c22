import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("zones and their records") struct DnsScenarios {
    private static let name = "shop.example.com"
    private static let www = "{host: www, type: A, values: [192.0.2.1, 192.0.2.2]}"
    private static let mail = "{host: \"@\", type: MX, ttl: 3600, values: [10 mail.example.com.]}"

    private static func zone(_ records: String..., more: String = "") -> String {
        Manifests.document(
            "DnsZone", "shop", "name: \(name)", more, "records: [\(records.joined(separator: ", "))]")
    }

    private func expectNothingToDo(_ stage: RehearsalStage) async throws {
        let plan = try await stage.nacre("plan", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan)")
    }

    /// Begins with a zone of two names.
    private func withZone(_ more: String = "", _ body: (RehearsalStage) async throws -> Void) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.zone(Self.www, Self.mail, more: more))
            let made = try await stage.apply()
            #expect(made.status == 0, "\(made)")
            try await body(stage)
        }
    }

    @Test("a zone is made and published, changed by one apply, drifts, is repaired, and goes with its records")
    func wholeLife() async throws {
        try await withZone { stage in
            #expect(
                try await stage.cloud.served(Self.name) == [
                    "@ MX 10 mail.example.com. 3600", "www A 192.0.2.1 300", "www A 192.0.2.2 300",
                ])
            try await expectNothingToDo(stage)
            let shown = try await stage.nacre("show", "DnsZone/shop")
            #expect(shown.out.contains("ns1-1.ns-ncloud.com"), "\(shown)")

            try await stage.cloud.resetCalls()
            try stage.manifest(
                Self.zone(
                    "{host: www, type: A, ttl: 60, values: [192.0.2.1, 192.0.2.3]}",
                    "{host: app, type: CNAME, values: [www.shop.example.com]}", more: "description: the shop"))
            let changed = try await stage.apply()
            #expect(changed.status == 0, "\(changed)")
            #expect(
                try await stage.cloud.served(Self.name) == [
                    "app CNAME www.shop.example.com 300", "www A 192.0.2.1 60", "www A 192.0.2.3 60",
                ])
            let applies = try await stage.cloud.calls().filter { $0.key.hasSuffix("/apply") }
            #expect(applies.values.reduce(0, +) == 1)
            try await expectNothingToDo(stage)

            try await stage.cloud.edit(
                zone: Self.name, adding: ["host": "old", "type": "TXT", "content": "theirs", "ttl": 300], applying: true
            )
            let drift = try await stage.nacre("drift")
            #expect(drift.status == 2 && drift.out.contains("old TXT"), "\(drift)")
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.served(Self.name).count == 3)

            let gone = try await stage.nacre("destroy", "--auto-approve")
            #expect(gone.status == 0, "\(gone)")
            #expect(try await stage.cloud.objects("dnsDomain").isEmpty)
        }
    }

    @Test("what others have changed and not applied is not published, and stays theirs")
    func foreignEdit() async throws {
        try await withZone { stage in
            try await stage.cloud.edit(
                zone: Self.name, adding: ["host": "theirs", "type": "A", "content": "192.0.2.9", "ttl": 300],
                applying: false)
            try await expectNothingToDo(stage)
            try stage.manifest(Self.zone(Self.www))
            try await stage.cloud.resetCalls()
            let refused = try await stage.apply()
            #expect(refused.status != 0, "\(refused)")
            #expect(refused.all.contains("has 1 record that someone else changed and did not apply"), "\(refused)")
            #expect(refused.all.contains("theirs A 192.0.2.9 300"), "\(refused)")
            #expect(try await stage.cloud.changingCallCount() == 0)
            #expect(try await stage.cloud.served(Self.name).count == 3)
            #expect(try await stage.cloud.objects("dnsRecord").contains { $0["host"] == "theirs" })
        }
    }

    @Test("a changed record that someone else did not apply is drift by its own words, and an error of the plan")
    func foreignChange() async throws {
        try await withZone { stage in
            try await stage.cloud.edit(zone: Self.name, "@", "MX", to: "10 evil.example.net")
            let drift = try await stage.nacre("drift")
            #expect(drift.status == 2, "\(drift)")
            #expect(
                drift.out.contains("@ MX 10 evil.example.net 3600: changed but not applied by someone else"), "\(drift)"
            )
            #expect(!drift.out.contains("(none)") && !drift.out.contains("to restore them"), "\(drift)")
            let json = try await stage.nacre("drift", "-o", "json")
            #expect(
                try json.json["findings"]?[0]?["changes"]?[0]?["unapplied"] == ["@ MX 10 evil.example.net 3600"],
                "\(json)")
            let plan = try await stage.nacre("plan")
            #expect(plan.status == 1, "\(plan)")
            #expect(plan.err.contains("has 1 record that someone else changed and did not apply"), "\(plan)")
            #expect(plan.err.contains("manifests/main.yaml:"), "\(plan)")
            // What does not publish the zone goes on.
            try await stage.cloud.resetCalls()
            #expect(try await stage.apply().status != 0)
            #expect(try await stage.cloud.changingCallCount() == 0)
        }
    }

    @Test("a plan names only the calls that are made, and apply makes only these")
    func plannedCalls() async throws {
        try await withZone { stage in
            try stage.manifest(Self.zone(Self.www, Self.mail, "{host: new, type: TXT, values: [hello]}"))
            let plan = try await stage.nacre("plan")
            #expect(plan.out.contains("2 write calls"), "\(plan)")
            try await stage.cloud.resetCalls()
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.cloud.changingCallCount() == 2)
        }
    }

    @Test("validate blames a wrong value at its line, and asks about a host that repeats the zone")
    func validated() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(
                """
                apiVersion: ncloud/v1
                kind: DnsZone
                metadata: {name: shop}
                spec:
                  name: shop.example.com
                  records:
                    - {host: www, type: A, values: [192.0.2.1]}
                    - {host: app, type: A, values: [192.0.2.1, 203.0.113.999]}
                    - {host: blog.shop.example.com, type: A, values: [192.0.2.1]}
                """)
            for command in ["validate", "lint"] {
                let wrong = try await stage.nacre(command)
                #expect(wrong.status == 1, "\(wrong)")
                #expect(
                    wrong.all.contains("app A: \"203.0.113.999\" is not an IPv4 address")
                        && wrong.all.contains("main.yaml:8:48"), "\(wrong)")
                #expect(
                    wrong.all.contains("did you mean host: blog?") && wrong.all.contains("main.yaml:9:14"), "\(wrong)")
            }
        }
    }

    @Test("with partial ownership records of others stay, and a zone that the service rejects is rolled back whole")
    func partial() async throws {
        try await withZone("ownership: partial") { stage in
            try await stage.cloud.edit(
                zone: Self.name, adding: ["host": "app", "type": "CNAME", "content": "a.example.com", "ttl": 300],
                applying: true)
            try await expectNothingToDo(stage)
            let removal = try await stage.nacre("plan", "--destroy")
            #expect(
                removal.all.contains("also deletes 1 element of 'records' that is not from its manifest: app CNAME"),
                "\(removal)")
            try stage.manifest(
                Self.zone("{host: app, type: A, values: [192.0.2.7]}", Self.www, more: "ownership: partial"))
            let rejected = try await stage.apply()
            #expect(rejected.status != 0, "\(rejected)")
            #expect(
                rejected.all.contains("the service rejected the records of \(Self.name)")
                    && rejected.all.contains("A CNAME record of app is not alone."), "\(rejected)")
            // Not even the record that was to go is gone.
            #expect(try await stage.cloud.served(Self.name).count == 4)
            #expect(try await stage.cloud.objects("dnsRecord").allSatisfy { $0["isRemoved"] != true })

            try stage.manifest(Self.zone(Self.www, more: "ownership: partial"))
            let mended = try await stage.apply()
            #expect(mended.status == 0, "\(mended)")
            #expect(
                try await stage.cloud.served(Self.name) == [
                    "app CNAME a.example.com 300", "www A 192.0.2.1 300", "www A 192.0.2.2 300",
                ])
            try await expectNothingToDo(stage)
        }
    }

    @Test("names of services are published, and what DNS does not allow is an error of the plan at its line")
    func wrongRecords() async throws {
        try await withZone { stage in
            try stage.manifest(
                Self.zone(
                    "{host: _dmarc, type: TXT, values: [\"v=DMARC1; p=none\"]}",
                    "{host: _sip._tcp, type: SRV, values: [0 5 5060 sip.example.com]}",
                    "{host: \"@\", type: AAAA, values: [\"2001:DB8:0::1\"]}",
                    "{host: \"@\", type: CAA, values: [0 issue letsencrypt.org]}",
                    "{host: \"@\", type: MX, values: [10 mail.example.com]}"))
            let applied = try await stage.apply()
            #expect(applied.status == 0, "\(applied)")
            // Other spellings are no change.
            try stage.manifest(
                Self.zone(
                    "{host: _dmarc, type: TXT, values: [\"v=DMARC1; p=none\"]}",
                    "{host: _sip._tcp, type: SRV, values: [0 5 5060 SIP.example.com.]}",
                    "{host: \"@\", type: AAAA, values: [\"2001:db8::1\"]}",
                    "{host: \"@\", type: CAA, values: ['0 issue \"letsencrypt.org\"']}",
                    "{host: \"@\", type: MX, values: [10 Mail.Example.com.]}"))
            try await expectNothingToDo(stage)
            for record in [
                "{host: a, type: AAAA, values: [\":::::\"]}", "{host: a, type: MX, values: [-1 mail.example.com]}",
                "{host: a, type: MX, values: [70000 mail.example.com]}",
                "{host: a, type: SRV, values: [0 0 99999 sip.example.com]}", "{host: _a, type: A, values: [192.0.2.1]}",
                "{host: a, type: CNAME, values: [\"https://example.com/\"]}",
            ] {
                try stage.manifest(Self.zone(Self.www, record))
                let plan = try await stage.nacre("plan")
                #expect(plan.status == 1 && plan.err.contains("at manifests/main.yaml:4:"), "\(record): \(plan)")
            }
        }
    }

    @Test("a record that the service refuses takes back those before it")
    func refusedRecord() async throws {
        try await withZone { stage in
            try stage.manifest(
                Self.zone("{host: _dmarc, type: TXT, values: [\"v=DMARC1; p=none\"]}", Self.www))
            try await stage.cloud.faults([["match": "POST */records/batch-create", "times": 1, "status": 400]])
            let refused = try await stage.apply()
            #expect(refused.status != 0 && refused.all.contains("HTTP 400"), "\(refused)")
            #expect(try await stage.cloud.served(Self.name).count == 3)
            #expect(try await stage.cloud.objects("dnsRecord").allSatisfy { $0["isRemoved"] != true })
            try stage.manifest(Self.zone(Self.www, Self.mail))
            #expect(try await stage.apply().status == 0)
            try await expectNothingToDo(stage)
        }
    }

    @Test(
        "an apply that is killed goes on where it was, whatever it waited for",
        arguments: ["/domains", "/records/batch-delete", "/records/batch-create", "/records/apply"])
    func killed(_ call: String) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            let isCreation = call == "/domains"
            if !isCreation {
                try stage.manifest(Self.zone(Self.www, Self.mail))
                #expect(try await stage.apply().status == 0)
            }
            try stage.manifest(Self.zone(Self.www, "{host: new, type: TXT, values: [hello]}"))
            try await stage.cloud.faults([
                ["match": .string("POST *\(call)"), "sequence": [["times": 1, "delayMs": 3000]]]
            ])
            try await stage.cloud.resetCalls()
            let command = try stage.start(["apply", "--auto-approve"])
            #expect(
                try await stage.until {
                    try await stage.cloud.calls().contains { $0.key.hasPrefix("POST ") && $0.key.hasSuffix(call) }
                })
            command.signal(SIGKILL)
            _ = await command.result()
            try await stage.cloud.faults([])
            let resumed = try await stage.apply("--lock-timeout", "60")
            #expect(resumed.status == 0, "\(resumed)")
            #expect(
                try await stage.cloud.served(Self.name) == [
                    "new TXT hello 300", "www A 192.0.2.1 300", "www A 192.0.2.2 300",
                ])
            #expect(try await stage.cloud.objects("dnsDomain").count == 1)
            try await expectNothingToDo(stage)
        }
    }

    @Test("a destroy that is killed goes on where it was, at every moment of it", arguments: [1, 2, 3])
    func killedDestroy(_ calls: Int) async throws {
        try await withZone { stage in
            try await stage.cloud.resetCalls()
            let command = try stage.start(["destroy", "--auto-approve"])
            #expect(try await stage.until { try await stage.cloud.changingCallCount() >= calls })
            command.signal(SIGKILL)
            _ = await command.result()
            let again = try await stage.nacre("destroy", "--auto-approve", "--lock-timeout", "60")
            #expect(again.status == 0, "\(again)")
            #expect(try await stage.cloud.objects("dnsDomain").isEmpty)
        }
    }

    @Test("lost responses change nothing twice")
    func lostResponses() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.zone(Self.www, Self.mail))
            let lost: [JSON] = ["POST *", "PUT *", "DELETE *"].map {
                ["match": $0, "perEndpoint": true, "times": 1, "drop": "afterCommit"]
            }
            for records in [[Self.www, Self.mail], [Self.www, "{host: new, type: TXT, values: [hello]}"]] {
                try stage.manifest(Self.zone(records[0], records[1]))
                try await stage.cloud.faults(lost)
                let applied = try await stage.apply()
                #expect(applied.status == 0, "\(applied)")
                #expect(try await stage.cloud.served(Self.name).count == 3)
            }
            try await expectNothingToDo(stage)
        }
    }
}
