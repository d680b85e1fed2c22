import Foundation
import OrderedJSON
import Rehearsal
import Testing

/// Secrets in every place where one may be, every command over them, and then a search through everything that was
/// written, shown or sent. `NACRE_SOAK=1` tries every command in every format at every level of logging.
@Suite("leaks") struct LeakScenarios {
    private static let isSoak = ProcessInfo.processInfo.environment["NACRE_SOAK"] == "1"

    /// What must be found nowhere, by where it comes from.
    static let planted = [
        "env": "Quartz7!env", "file": "Basalt8!fil", "command": "Marble3!cmd", "kms": "Slate6!kms",
        "variable": "Gneiss5!var",
        "literal": "Schist4!lit", "access": "SIMULATORSECRETKEY0000000000000000000001",
        "passphrase": "granite-and-obsidian-77", "stateKey": String(repeating: "9f", count: 32),
    ]

    static let environment = [
        "ADMIN_PASSWORD": planted["env"] ?? "", "NACRE_VAR_pin": planted["variable"] ?? "",
        "NCLOUD_ACCESS_KEY": "SIMULATORACCESSKEY01", "NCLOUD_SECRET_KEY": planted["access"] ?? "",
        "STATE_PASSPHRASE": planted["passphrase"] ?? "",
    ]

    private static let settings = """
          stateKey: {passphrase: {env: STATE_PASSPHRASE}}
          allowCommands: [./give]
          variables: {pin: {sensitive: true}}
          secrets:
            admin: {env: ADMIN_PASSWORD}
            user: {file: secret.txt}
            second: {command: [./give, second]}
            sealed: {kms: {key: TAG, ciphertext: "CIPHERTEXT"}}
        """

    private static let key = """
        apiVersion: ncloud/v1
        kind: KmsKey
        metadata: {name: vault}
        spec: {type: AES256}
        """

    private static let manifest = """
        apiVersion: ncloud/v1
        kind: DataBoxFrame
        metadata: {name: analytics}
        spec: {}
        ---
        apiVersion: ncloud/v1
        kind: DataBox
        metadata: {name: churn}
        spec:
          frame: analytics
          sslVpnCount: 1
          connectServers:
            - {spec: 4002, storage: 100, adminPassword: "${secret.admin}", userPassword1: "${secret.user}"}
          tensorFlowCpuServers:
            - {spec: 5001, storage: 100, userPassword: "${var.pin}"}
            - {spec: 5001, storage: 100, userPassword: "${secret.second}"}
            - {spec: 5001, storage: 100, userPassword: "${secret.sealed}"}
          nas: [{count: 1, size: 500}]
        ---
        apiVersion: ncloud/v1
        kind: LoginKey
        metadata: {name: filed}
        spec: {privateKeyFile: filed.pem}
        ---
        apiVersion: ncloud/v1
        kind: LoginKey
        metadata: {name: kept}
        spec: {}
        ---
        apiVersion: ncloud/v1
        kind: ApiKey
        metadata: {name: app}
        spec: {}
        """

    /// Every command, in the order in which one may be run after the other.
    private static let commands: [[String]] = [
        ["validate"], ["lint"], ["plan"], ["plan", "--summary"], ["plan", "--out", "plan.json"],
        ["apply", "plan.json"],
        ["apply", "--auto-approve"], ["drift"], ["show", "DataBox/churn"], ["graph"], ["doctor"],
        ["discover", "--dry-run"], ["export", "LoginKey/kept"], ["import", "--matching", "--auto-approve"],
        ["state", "list"], ["state", "show", "DataBox/churn"], ["state", "export"], ["state", "verify"],
        ["state", "history"], ["state", "lock"], ["state", "secret", "LoginKey/kept"], ["state", "rekey"],
        ["secret", "encrypt"], ["state", "rekey", "--to", "env:OTHER_KEY"],
        ["state", "rekey", "--to", "passphrase:STATE_PASSPHRASE"], ["state", "rekey", "--to", "kms:TAG"], ["plan"],
        ["secret", "decrypt", "sealed"], ["secret", "edit", "sealed"],
        ["state", "rekey", "--to", "passphrase:STATE_PASSPHRASE"], ["schema"], ["explain", "DataBox"],
        ["plan", "--destroy"], ["destroy", "--auto-approve", "--target", "LoginKey/filed"],
    ]

    /// Those that show objects: in JSON too, even where there is little time.
    private static let showing: Set = ["validate", "plan", "apply", "drift", "show", "doctor"]

    /// Values that a bug may spell otherwise are looked for in these spellings as well.
    static func spellings(_ secret: String) -> [String] {
        let data = Data(secret.utf8)
        let allowed = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return [
            secret, data.base64EncodedString(), data.map { String(format: "%02x", $0) }.joined(),
            secret.addingPercentEncoding(withAllowedCharacters: allowed) ?? secret,
        ]
    }

    /// The tag of the KMS key that one of the secrets is encrypted with.
    @discardableResult
    func prepare(_ stage: RehearsalStage) async throws -> String {
        try stage.project(Self.settings.split(separator: "\n").prefix(1).joined())
        try stage.manifest(Self.key, file: "key")
        let apply = try await stage.start(["apply", "--auto-approve"], environment: Self.environment).result()
        #expect(apply.status == 0, "\(apply)")
        let shown = try await stage.nacre("state", "show", "KmsKey/vault", "-o", "json").json
        let tag = try #require(shown["resource"]?["id"]?.text)
        let encrypted = try await stage.start(
            ["secret", "encrypt", "--key", tag],
            environment: Self.environment.merging(["SECRET": Self.planted["kms"] ?? ""]) { $1 },
            launcher: ["/bin/sh", "-c", "printf '%s' \"$SECRET\" | \"$@\"", "sh"]
        ).result()
        let settings = Self.settings.replacing("TAG", with: tag)
        try stage.project(settings.replacing("CIPHERTEXT", with: encrypted.out.dropLast()))
        try stage.manifest(Self.manifest)
        try stage.scratch.write(Self.planted["file"] ?? "", to: "secret.txt")
        // It prints its secret, complains with it, and keeps what it was given of the environment.
        try stage.scratch.write(
            "#!/bin/sh\nenv > environment\necho 'about \(Self.planted["command"] ?? "")' >&2\n"
                + "echo '\(Self.planted["command"] ?? "")'\n", to: "give")
        chmod(stage.scratch.path("give"), 0o700)
        return tag
    }

    /// Looks for every planted secret, and for those that the cloud made, in all that was said and in all files but the
    /// ones whose place it is.
    func search(_ stage: RehearsalStage, _ said: [String: String]) async throws {
        var secrets = Array(Self.planted.values)
        for table in ["loginKey"] {
            secrets += try await stage.cloud.objects(table).compactMap { $0["privateKey"]?.text }
                .flatMap { $0.split(separator: "\n").dropFirst().prefix(1).map(String.init) }
        }
        if stage.scratch.exists("filed.pem") {
            secrets += try stage.scratch.read("filed.pem").split(separator: "\n").dropFirst().prefix(1).map(String.init)
        }
        #expect(secrets.count > Self.planted.count)
        let own: Set = ["secret.txt", "give", "filed.pem", "calls"]
        for secret in secrets.flatMap(Self.spellings) {
            for (command, text) in said { #expect(!text.contains(secret), "\(command) shows \(secret): \(text)") }
            let bytes = Data(secret.utf8)
            for file in stage.scratch.files() where !own.contains(file) {
                #expect(try stage.scratch.bytes(file).range(of: bytes) == nil, "\(secret) is in \(file)")
            }
        }
    }

    @Test(
        "no command shows, writes or sends a secret where it does not belong, in any format or at any level of logging")
    func everywhere() async throws {
        try await RehearsalStage.with(simulator: ["--record", "calls"]) { stage in
            let tag = try await prepare(stage)
            let formats = Self.isSoak ? [[], ["-o", "json"], ["-o", "sarif"]] : [["-o", "json"]]
            let levels = Self.isSoak ? [[:], ["NACRE_LOG": "debug"], ["NACRE_LOG": "trace"]] : [["NACRE_LOG": "trace"]]
            var said: [String: String] = [:]
            for command in Self.commands {
                for (number, format) in ([[]] + formats).enumerated()
                where number == 0 || Self.isSoak || Self.showing.contains(command[0]) {
                    for level in levels {
                        var environment = Self.environment.merging(level) { $1 }
                        if command.contains("env:OTHER_KEY") { environment["OTHER_KEY"] = Self.planted["stateKey"] }
                        if command.contains("passphrase:STATE_PASSPHRASE") {
                            environment["NACRE_STATE_KEY"] = Self.planted["stateKey"]
                        }
                        environment["EDITOR"] = "true"
                        let words = command.map { $0.replacing("TAG", with: tag) }
                        let arguments = words + format + (number == 0 ? ["--verbose", "--verbose"] : [])
                        let result = try await stage.start(arguments, environment: environment).result()
                        said["\(arguments) \(level) \(number)"] = result.all
                    }
                }
            }
            #expect(said.values.contains { $0.contains("created") }, "something was done: \(said)")
            try await search(stage, said)
            try checkCalls(try stage.scratch.read("calls"))
        }
    }

    /// Passwords go to the service of boxes when one is made, and nothing else goes anywhere.
    private func checkCalls(_ recording: String) throws {
        let passwords = ["env", "file", "command", "kms", "variable"].compactMap { Self.planted[$0] }
        let others = ["literal", "access", "passphrase", "stateKey"].compactMap { Self.planted[$0] }
        var made = 0
        for line in recording.split(separator: "\n").map(String.init) {
            for secret in others.flatMap(Self.spellings) {
                #expect(!line.contains(secret), "\(secret) was sent: \(line)")
            }
            guard passwords.contains(where: line.contains) else { continue }
            #expect(line.contains("create-data-box"), "a password was sent elsewhere: \(line)")
            made += 1
        }
        #expect(made > 0)
    }

    @Test("a service that repeats what it was sent gets no secret shown, written or logged")
    func echoed() async throws {
        try await RehearsalStage.with { stage in
            try await prepare(stage)
            let host = try EchoingHost(before: stage.cloud.url, refusing: ["create-data-box", "createLoginKey"])
            defer { host.stop() }
            var said: [String: String] = [:]
            for format in [[], ["-o", "json"]] {
                let arguments = ["apply", "--auto-approve", "--cloud", host.url, "--verbose", "--verbose"] + format
                let result = try await stage.start(
                    arguments, environment: Self.environment.merging(["NACRE_LOG": "trace"]) { $1 }
                ).result()
                #expect(result.status == 3 && result.all.contains("[secret]"), "it was told why: \(result)")
                said["\(arguments)"] = result.all
            }
            #expect(host.received.contains(Self.planted["env"] ?? "-"), "the host had something to repeat")
            for command in [["state", "history", "-o", "json"], ["state", "export"], ["plan"]] {
                said["\(command)"] = try await stage.start(command, environment: Self.environment).result().all
            }
            if !stage.scratch.exists("filed.pem") {
                try stage.scratch.write("-\nNOT-A-KEY-0123456789", to: "filed.pem")
            }
            try await search(stage, said)
        }
    }
}
