import Foundation
import OrderedJSON
import Rehearsal
import Testing

/// The state's file fails, is damaged or gone while there is a cloud full of objects.
@Suite("state under fire") struct StateUnderFire {
    private static let database = "state/nacre.db"

    private static let network = Manifests.joined(
        Manifests.vpc("main"),
        Manifests.document(
            "InitScript", "\"script-${each.index}\"", head: "forEach: {count: 12}", "content: echo hello"))
    private static let shop = Manifests.product("shop")

    // MARK: No space

    @Test(
        "a state that may not grow any more stops the run; with room again, everything is there once",
        arguments: isSoak ? Array(stride(from: 8, through: 320, by: 8)) : [8, 100, 140, 180])
    func noRoom(_ kilobytes: Int) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.network)
            // A limit on the size of files: every system has it, and the write fails as it does on a full disk. The
            // signal that comes with it is ignored, as a full disk sends none. Blocks are of 512 bytes.
            let limit = "trap '' XFSZ; ulimit -f \(kilobytes * 2); exec \"$0\" \"$@\""
            let cramped = try await stage.start(
                ["apply", "--auto-approve"], launcher: ["/bin/sh", "-c", limit]
            ).result()
            #expect([0, 1, 3].contains(cramped.status), "\(cramped)")
            if cramped.status != 0 { #expect(Self.tellsOfTheState(cramped), "\(cramped)") }
            try await expectGoingOn(stage)
        }
    }

    @Test(
        "a full disk stops the run; with space again, everything is there once",
        .enabled(if: Mounting.isPermitted, "mounting is not permitted here; the limit on file sizes is tried instead"),
        arguments: isSoak ? Array(stride(from: 100, through: 800, by: 20)) : [200, 300, 400])
    func fullDisk(_ kilobytes: Int) async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.network)
            let disk = stage.scratch.path("state")
            try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
            try Mounting.run("mount", ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", disk])
            defer { try? Mounting.run("umount", ["-l", disk]) }
            let cramped = try await stage.apply()
            #expect([0, 1, 3].contains(cramped.status), "\(cramped)")
            if cramped.status != 0 { #expect(Self.tellsOfTheState(cramped), "\(cramped)") }
            try Mounting.run("mount", ["-o", "remount,size=20m", disk])
            try await expectGoingOn(stage)
        }
    }

    private static func tellsOfTheState(_ result: NacreProcess.Result) -> Bool {
        ["no space left to write state", "could not be written ("].contains(where: result.all.contains)
    }

    private func expectGoingOn(_ stage: RehearsalStage) async throws {
        let apply = try await stage.apply()
        #expect(apply.status == 0, "\(apply)")
        #expect(try await stage.cloud.names("vpc") == ["main"])
        #expect(try await stage.cloud.names("initScript") == (0..<12).map { "script-\($0)" }.sorted())
        let plan = try await stage.nacre("plan", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan)")
        #expect(try await stage.nacre("state", "verify").status == 0)
    }

    // MARK: No access

    @Test(
        "a state in a folder that may not be written refuses to apply, and nothing is called",
        .enabled(if: Reading.isPossible, "root may write everywhere, and becoming somebody else is not possible here"))
    func readOnly() async throws {
        try await RehearsalStage.with { stage in
            try await settled(stage)
            try stage.manifest(Self.shop.replacing("PUBLIC", with: "PROTECTED"), file: "shop")
            try await stage.cloud.resetCalls()
            try Reading.lock(stage.scratch)
            defer { try? Reading.unlock(stage.scratch) }
            let apply = try await stage.start(["apply", "--auto-approve"], launcher: Reading.launcher).result()
            #expect(apply.status == 1, "\(apply)")
            #expect(apply.err.contains("cannot be written; give this user write access"), "\(apply)")
            #expect(try await stage.cloud.callCount() == 0)
            // To look is allowed.
            let plan = try await stage.start(["plan", "--detailed-exitcode"], launcher: Reading.launcher).result()
            #expect(plan.status == 2, "\(plan)")
        }
    }

    // MARK: Damage

    enum Damage: String, CaseIterable, Sendable {
        case pages, cut, gone

        func happen(to path: String) throws {
            let file = URL(filePath: path)
            var bytes = try Data(contentsOf: file)
            switch self {
            case .pages:
                for index in bytes.indices where index >= 4096 && index % 3 == 0 { bytes[index] = 0xA5 }
                try bytes.write(to: file)
            case .cut: try bytes.prefix(bytes.count / 2).write(to: file)
            case .gone: try FileManager.default.removeItem(at: file)
            }
        }
    }

    @Test(
        "a damaged, cut or vanished state is refused and names the backup; restored, it knows all of the last apply",
        arguments: Damage.allCases)
    func damage(_ damage: Damage) async throws {
        try await RehearsalStage.with { stage in
            try await settled(stage)
            try damage.happen(to: stage.scratch.path(Self.database))
            try await stage.cloud.resetCalls()
            for command in [["apply", "--auto-approve"], ["plan"], ["destroy", "--auto-approve"]] {
                let refused = try await stage.start(command).result()
                #expect(refused.status == 1, "\(command): \(refused)")
                #expect(refused.err.contains("nacre state restore"), "\(command): \(refused)")
            }
            #expect(try await stage.cloud.callCount() == 0)

            let restore = try await stage.nacre("state", "restore")
            #expect(restore.status == 0, "\(restore)")
            let plan = try await stage.nacre("plan", "--detailed-exitcode")
            #expect(plan.status == 0, "\(plan)")
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            #expect(try await stage.cloud.names("product") == ["shop"])
            #expect(try await stage.cloud.names("vpc") == ["main"])
            #expect(try await stage.nacre("state", "verify").status == 0)
        }
    }

    @Test("what an old backup does not know is planned anew, and import takes it back without doubling it")
    func oldBackup() async throws {
        try await RehearsalStage.with { stage in
            try stage.project()
            try stage.manifest(Self.network)
            #expect(try await stage.apply().status == 0)
            let backups = stage.scratch.files().filter { $0.hasPrefix(Self.database + ".backups/") }
            let old = try #require(backups.max())
            try stage.manifest(Self.shop, file: "shop")
            #expect(try await stage.apply().status == 0)
            let restore = try await stage.nacre("state", "restore", stage.scratch.path(old))
            #expect(restore.status == 0, "\(restore)")

            let plan = try await stage.nacre("plan", "--output", "json")
            #expect(try plan.steps == ["create Product/shop"], "\(plan)")
            let id = try #require(try await stage.cloud.object("product", named: "shop")?["id"]?.text)
            let adoption = try await stage.nacre("import", "Product/shop", id, "--auto-approve")
            #expect(adoption.status == 0, "\(adoption)")
            #expect(try await stage.nacre("plan", "--detailed-exitcode").status == 0)
            #expect(try await stage.cloud.names("product") == ["shop"])
        }
    }

    /// A workspace that two applies have made.
    private func settled(_ stage: RehearsalStage) async throws {
        try stage.project()
        try stage.manifest(Self.network)
        #expect(try await stage.apply().status == 0)
        try stage.manifest(Self.shop, file: "shop")
        #expect(try await stage.apply().status == 0)
    }
}

/// Disks of a size of one's own.
enum Mounting {
    static let isPermitted: Bool = {
        guard geteuid() == 0, let scratch = try? Scratch() else { return false }
        do {
            try run("mount", ["-t", "tmpfs", "-o", "size=100k", "tmpfs", scratch.root])
            try run("umount", [scratch.root])
            return true
        } catch {
            return false
        }
    }()

    static func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ControlPanel.Refused(description: "\(program) ended with \(process.terminationStatus)")
        }
    }
}

/// A user who may read a workspace and not write it.
enum Reading {
    /// Starts a command as that user: as nobody when this is root, whom no mode stops.
    static let launcher = geteuid() == 0 ? ["/usr/bin/setpriv", "--reuid", "65534", "--clear-groups"] : []

    static let isPossible: Bool = {
        guard geteuid() == 0 else { return true }
        guard FileManager.default.isExecutableFile(atPath: launcher[0]) else { return false }
        return (try? Mounting.run(launcher[0], Array(launcher.dropFirst()) + [NacreProcess.binary, "--version"])) != nil
    }()

    static func lock(_ scratch: Scratch) throws { try setMode("a+rX,a-w", scratch) }
    static func unlock(_ scratch: Scratch) throws { try setMode("u+w", scratch) }

    private static func setMode(_ mode: String, _ scratch: Scratch) throws {
        try Mounting.run("chmod", ["-R", mode, scratch.root])
    }
}
