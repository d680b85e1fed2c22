import Foundation
import Rehearsal
import Testing

extension LeakScenarios {
    @Test("a crash with secrets in memory leaves no core file, whatever the shell allows")
    func crash() async throws {
        try await RehearsalStage.with(speed: 20) { stage in
            try await prepare(stage)
            let apply = try stage.start(
                ["apply", "--auto-approve"], environment: Self.environment,
                launcher: ["/bin/sh", "-c", "ulimit -c unlimited; exec \"$@\"", "sh"])
            let isRunning = try await stage.until { apply.all.contains("creating") }
            #expect(isRunning, "\(apply.all)")
            #if canImport(Glibc)
                let limits = try String(contentsOfFile: "/proc/\(apply.pid)/limits", encoding: .utf8)
                let core = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") })
                // 1 byte: with 0 alone, a program that the system names for core files would still get one.
                #expect(core.split(separator: " ").dropFirst(4).prefix(2) == ["1", "1"], "\(core)")
                let filter = try String(contentsOfFile: "/proc/\(apply.pid)/coredump_filter", encoding: .utf8)
                #expect(filter.allSatisfy { $0 == "0" || $0.isNewline }, "\(filter)")
            #endif
            apply.signal(SIGABRT)
            let result = await apply.result()
            #expect(result.status == 128 + SIGABRT, "\(result)")
            #expect(!stage.scratch.files().contains { $0.hasPrefix("core") || $0.contains("/core") })
            if !stage.scratch.exists("filed.pem") {
                try stage.scratch.write("-\nNOT-A-KEY-0123456789", to: "filed.pem")
            }
            try await search(stage, ["apply": result.all])
        }
    }
}

extension NacreProcess {
    /// What it has said so far, on both streams.
    fileprivate var all: String { output + errors }
}
