import Foundation
import OrderedJSON
import Rehearsal
import Testing

@Suite("certificates") struct CertificateScenarios {
    private static let kinds = Manifests.joined(
        Manifests.network("main"),
        Manifests.document(
            "Subnet", "front",
            ["vpc: main", "zone: KR-1", "cidr: \"10.0.8.0/24\"", "type: PUBLIC", "usage: LOADB"]),
        Manifests.document("LoadBalancer", "front", ["type: APPLICATION", "vpc: main", "subnets: [front]"]),
        Manifests.document("TargetGroup", "web", ["vpc: main", "protocol: HTTP"]),
        Manifests.document(
            "Listener", "web",
            [
                "loadBalancer: front", "targetGroup: web", "protocol: HTTPS", "port: 443", "certificate: shop-tls",
                "extraCertificates: [example-org]",
            ]))

    private static func certificate(_ more: String...) -> String {
        Manifests.document(
            "Certificate", "shop-tls",
            [
                "certificate: {file: certs/shop.pem}", "chain: {file: certs/chain.pem}",
                "privateKey: \"${secret.tlsKey}\"",
            ] + more)
    }

    /// Writes the files of a certificate.
    private func files(_ stage: RehearsalStage, _ certificate: String, key: String = TestCertificates.key) throws {
        try stage.scratch.write(certificate, to: "certs/shop.pem")
        try stage.scratch.write(TestCertificates.other, to: "certs/chain.pem")
        try stage.scratch.write(key, to: "shop.key")
    }

    private func withProject<Answer>(_ body: (RehearsalStage) async throws -> Answer) async throws -> Answer {
        try await RehearsalStage.with { stage in
            try stage.project("  secrets: {tlsKey: {file: shop.key}}")
            try files(stage, TestCertificates.first)
            return try await body(stage)
        }
    }

    private func settles(_ stage: RehearsalStage) async throws {
        let plan = try await stage.nacre("plan", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan)")
    }

    private func numbers(_ stage: RehearsalStage) async throws -> [String: String] {
        let all = try await stage.cloud.objects("certificate")
        return Dictionary(
            uniqueKeysWithValues: all.map { ($0["certificateName"]?.text ?? "", $0["id"]?.text ?? "") })
    }

    @Test("a certificate is imported, taken into use by a listener, renewed under its number and deleted")
    func life() async throws {
        try await withProject { stage in
            try stage.manifest(Manifests.joined(Self.certificate(), Self.kinds))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            try await settles(stage)
            let number = try #require(try await numbers(stage)["shop-tls"])
            let listener = try await stage.cloud.objects("loadBalancerListener").first
            #expect(listener?["sslCertificateNo"]?.text == number)

            try files(stage, TestCertificates.renewed)
            let plan = try await stage.nacre("plan")
            #expect(plan.out.contains("update") && !plan.out.contains("Listener/web"), "\(plan)")
            let renewal = try await stage.apply()
            #expect(renewal.status == 0, "\(renewal)")
            try await settles(stage)
            #expect(try await numbers(stage)["shop-tls"] == number)
            let show = try await stage.nacre("show", "Certificate/shop-tls")
            #expect(show.out.contains("2037-01-01"), "\(show)")

            // With a key of another pair.
            try files(stage, TestCertificates.other, key: TestCertificates.otherKey)
            #expect(try await stage.apply().status == 0)
            try await settles(stage)

            let destroy = try await stage.nacre("destroy", "--auto-approve", "--allow-data-loss")
            #expect(destroy.status == 0, "\(destroy)")
            #expect(try await numbers(stage).keys.sorted() == ["example-com", "example-org"])
        }
    }

    @Test("under another name it is replaced: the new one is taken into use before the old one is deleted")
    func replacement() async throws {
        try await withProject { stage in
            try stage.manifest(Manifests.joined(Self.certificate(), Self.kinds))
            #expect(try await stage.apply().status == 0)
            let old = try #require(try await numbers(stage)["shop-tls"])
            try files(stage, TestCertificates.renewed)
            try stage.manifest(Manifests.joined(Self.certificate("name: shop-2027"), Self.kinds))
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            try await settles(stage)
            let new = try await numbers(stage)
            #expect(new["shop-tls"] == nil && new["shop-2027"] != old)
            let listener = try await stage.cloud.objects("loadBalancerListener").first
            #expect(listener?["sslCertificateNo"]?.text == new["shop-2027"])
        }
    }

    @Test("a manifest without chain, and one with the file of the key in it, are told what to write")
    func incomplete() async throws {
        try await withProject { stage in
            func words(_ fields: String...) async throws -> String {
                try stage.manifest(Manifests.document("Certificate", "shop-tls", fields))
                let plan = try await stage.nacre("plan")
                #expect(plan.status == 1, "\(plan)")
                return plan.all.replacing(/\s+/, with: " ")
            }
            let pair = try await words("certificate: {file: certs/shop.pem}", "privateKey: \"${secret.tlsKey}\"")
            #expect(pair.contains("add chain, or remove certificate, privateKey"), "\(pair)")
            #expect(pair.contains("that of a self-signed certificate is the certificate itself"), "\(pair)")
            let file = try await words(
                "certificate: {file: certs/shop.pem}", "chain: {file: certs/chain.pem}",
                "privateKey: {file: keys/a.key}")
            #expect(
                file.contains(
                    "under spec.secrets of nacre.yaml write privateKey: {file: keys/a.key}, and here ${secret.privateKey}"
                ),
                "\(file)")
            let unknown = try await words(
                "certificate: {file: certs/shop.pem}", "chain: {file: certs/chain.pem}",
                "privateKey: \"${secret.other}\"")
            #expect(unknown.contains("{other: {file: path}}, or {env: NAME_OF_A_VARIABLE}"), "\(unknown)")
        }
    }

    @Test("a renewal shows for what and until when the certificates are, and warns of another domain")
    func otherDomain() async throws {
        try await withProject { stage in
            try stage.manifest(Self.certificate())
            #expect(try await stage.apply().status == 0)
            func words(_ certificate: String) async throws -> String {
                try files(stage, certificate)
                let plan = try await stage.nacre("plan")
                #expect(plan.status == 0, "\(plan)")
                return plan.all.replacing(/\s+/, with: " ")
            }
            let renewed = try await words(TestCertificates.renewed)
            #expect(renewed.contains("is for www.example.com, valid until 2037-01-01"), "\(renewed)")
            #expect(renewed.contains("the present one is for www.example.com, valid until 2036-01-01"), "\(renewed)")
            #expect(!renewed.contains("would be for"), "\(renewed)")
            let other = try await words(TestCertificates.elsewhere)
            #expect(
                other.contains("was for www.example.com, and would be for other.example.com, *.shop.example.com"),
                "\(other)")
        }
    }

    @Test("a key of a sub account imports, and is told how to renew")
    func subAccount() async throws {
        try await withProject { stage in
            let pair = try await stage.cloud.send(.post, "keys", ["owner": "sub"])
            let keys = [
                "NCLOUD_ACCESS_KEY": pair["accessKey"]?.text ?? "", "NCLOUD_SECRET_KEY": pair["secretKey"]?.text ?? "",
            ]
            try stage.manifest(Self.certificate())
            let apply = try await stage.nacre("apply", "--auto-approve", environment: keys)
            #expect(apply.status == 0, "\(apply)")
            try files(stage, TestCertificates.renewed)
            let refused = try await stage.nacre("apply", "--auto-approve", environment: keys)
            #expect(refused.status != 0 && refused.all.contains("give the certificate another 'name'"), "\(refused)")
            try stage.manifest(Self.certificate("name: shop-2027"))
            let renewed = try await stage.nacre("apply", "--auto-approve", environment: keys)
            #expect(renewed.status == 0, "\(renewed)")
            #expect(try await numbers(stage).keys.contains("shop-2027"))
        }
    }

    @Test("the private key is in no output, state, backup or saved plan, nor in what the service says of it")
    func secrecy() async throws {
        try await withProject { stage in
            try stage.manifest(Self.certificate())
            var said = ""
            for arguments in [
                ["plan", "--verbose", "--verbose"], ["plan", "--output", "json", "--out", "plan.json"],
                ["apply", "plan.json", "--verbose", "--verbose"], ["show", "Certificate/shop-tls", "--output", "json"],
                ["state", "export"], ["state", "history"], ["drift", "--verbose"], ["lint"],
            ] {
                let result = try await stage.start(arguments, environment: ["NACRE_LOG": "trace"]).result()
                #expect(result.status == 0, "\(arguments): \(result)")
                said += result.all
            }
            // A key that does not belong to it, and one that is not a secret: neither is repeated.
            try files(stage, TestCertificates.renewed, key: TestCertificates.otherKey)
            let wrong = try await stage.nacre("plan", "--verbose")
            #expect(wrong.status == 1 && wrong.all.contains("belongs to another certificate"), "\(wrong)")
            try files(stage, TestCertificates.renewed + "\n" + TestCertificates.key)
            let leaked = try await stage.nacre("plan", "--verbose")
            #expect(leaked.status == 1 && leaked.all.contains("'certificate' holds a private key"), "\(leaked)")
            said += wrong.all + leaked.all
            try stage.scratch.write("", to: "certs/shop.pem")
            let other = TestCertificates.otherKey.split(separator: "\n")[1]
            for line in [TestCertificates.lineOfKey, String(other)] {
                #expect(!said.contains(line))
                for file in stage.scratch.files() where file != "shop.key" {
                    #expect(try stage.scratch.bytes(file).range(of: Data(line.utf8)) == nil, "it is in \(file)")
                }
            }
        }
    }

    @Test("a certificate that the service has already is a rejection with its words, and is not taken for nacre's")
    func registered() async throws {
        try await withProject { stage in
            try stage.manifest(Self.certificate())
            #expect(try await stage.apply().status == 0)
            let number = try #require(try await numbers(stage)["shop-tls"])
            #expect(try await stage.nacre("state", "forget", "Certificate/shop-tls").status == 0)
            try stage.manifest(Self.certificate("name: shop-two"))
            try await stage.cloud.resetCalls()
            let refused = try await stage.apply()
            #expect(
                refused.status != 0 && refused.all.contains("The certificate is already registered."), "\(refused)")
            #expect(!refused.all.contains("no clear response"), "\(refused)")
            #expect(try await stage.cloud.changingCallCount() == 1, "it is not sent again")
            let left = try await numbers(stage)
            #expect(left["shop-tls"] == number && left["shop-two"] == nil)
            let state = try await stage.nacre("state", "list")
            #expect(!state.out.contains("Certificate/shop-tls"), "\(state)")
        }
    }

    @Test("two documents with one certificate are an error of the plan")
    func twins() async throws {
        try await withProject { stage in
            try stage.manifest(
                Manifests.joined(
                    Self.certificate(), Self.certificate("name: shop-two").replacing("shop-tls}", with: "second}")))
            let plan = try await stage.nacre("plan")
            #expect(
                plan.status == 1 && plan.all.contains("Certificate/second has the same certificate"), "\(plan)")
        }
    }

    @Test("an import with the files of another certificate is a warning")
    func importedAnother() async throws {
        try await withProject { stage in
            try stage.manifest(Self.certificate())
            #expect(try await stage.apply().status == 0)
            #expect(try await stage.nacre("state", "forget", "Certificate/shop-tls").status == 0)
            let imported = Self.certificate().replacing("spec:", with: "import: {name: shop-tls}\nspec:")
            try stage.manifest(imported)
            let words = "is not the one that is imported"
            let same = try await stage.nacre("plan")
            #expect(same.status == 0 && !same.all.replacing(/\s+/, with: " ").contains(words), "\(same)")
            try files(stage, TestCertificates.renewed)
            let other = try await stage.nacre("plan")
            #expect(other.status == 0 && other.all.replacing(/\s+/, with: " ").contains(words), "\(other)")
        }
    }

    @Test("lost responses import and renew once; an apply that is killed goes on")
    func trouble() async throws {
        try await withProject { stage in
            let lost: [JSON] = ["POST *", "DELETE *"].map {
                ["match": $0, "perEndpoint": true, "times": 1, "drop": "afterCommit"]
            }
            try stage.manifest(Self.certificate())
            for certificate in [TestCertificates.first, TestCertificates.renewed] {
                try files(stage, certificate)
                try await stage.cloud.faults(lost)
                let apply = try await stage.apply()
                #expect(apply.status == 0, "\(apply)")
                try await settles(stage)
            }
            #expect(try await numbers(stage).count == 3)

            try files(stage, TestCertificates.first)
            try await stage.cloud.faults([["match": "POST *", "sequence": [["times": 1, "delayMs": 3000]]]])
            try await stage.cloud.resetCalls()
            let command = try stage.start(["apply", "--auto-approve"])
            #expect(try await stage.until { try await stage.cloud.changingCallCount() > 0 })
            command.signal(SIGKILL)
            _ = await command.result()
            try await stage.cloud.faults([])
            let resumed = try await stage.apply("--lock-timeout", "60")
            #expect(resumed.status == 0, "\(resumed)")
            try await settles(stage)
            try await stage.cloud.faults(lost)
            let destroy = try await stage.nacre("destroy", "--auto-approve")
            #expect(destroy.status == 0, "\(destroy)")
            #expect(try await numbers(stage).count == 2)
        }
    }
}
