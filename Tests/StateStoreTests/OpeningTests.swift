import Foundation
import GRDB
import Model
import Testing

@testable import StateStore

@Suite struct OpeningTests {
    @Test("reading a state that does not exist gives an empty one and creates nothing")
    func missingReadOnly() async throws {
        let bench = try Workbench()
        let state = try bench.open(.readOnly, path: bench.folder + "/none/nacre.db")
        #expect(try await state.recorded().resources.isEmpty)
        #expect(try await state.history().isEmpty)
        #expect(try await state.currentLease() == nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: bench.folder).isEmpty)
    }

    @Test("opening for writing makes the folder and a file that only this user reads")
    func missingReadWrite() async throws {
        let bench = try Workbench()
        let path = bench.folder + "/a/b/nacre.db"
        let state = try bench.open(path: path)
        try await state.save(RecordedResource(.web, id: "1"))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("a write-ahead log with full syncs is used")
    func journal() async throws {
        let state = try Workbench().open()
        let (mode, sync, keys) = try await state.read { db in
            (
                try String.fetchOne(db, sql: "PRAGMA journal_mode"), try Int.fetchOne(db, sql: "PRAGMA synchronous"),
                try Int.fetchOne(db, sql: "PRAGMA foreign_keys")
            )
        }
        #expect(mode == "wal")
        #expect(sync == 2)
        #expect(keys == 1)
    }

    @Test("a state opened for reading refuses writes")
    func readOnlyRefuses() async throws {
        let bench = try Workbench()
        _ = try bench.open()
        let state = try bench.open(.readOnly)
        await #expect(throws: StateError.readOnly(path: bench.path)) {
            try await state.save(RecordedResource(.web, id: "1"))
        }
        await #expect(throws: StateError.readOnly(path: bench.path)) { try await state.backup() }
    }

    @Test("another connection reads while this one holds a write")
    func readersDuringWrites() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        try await state.save(RecordedResource(.web, id: "1"))
        let reader = try bench.open(.readOnly)
        let seen = try await state.queue.write { db in
            try ResourceTable(db: db).save(RecordedResource(.app, id: "2"), at: Moment(wall: Workbench.start))
            return try reader.queue.read { try ResourceTable(db: $0).all().count }
        }
        #expect(seen == 1)
        #expect(try await reader.recorded().resources.count == 2)
    }

    @Test("a damaged file is refused, unchanged, naming the newest sound backup")
    func damaged() async throws {
        let bench = try Workbench()
        var sound = ""
        do {
            let state = try bench.open()
            try await state.save(RecordedResource(.web, id: "1"))
            sound = try await state.backup()
            bench.pass(60)
            let broken = try await state.backup()
            try bench.write(Data(try bench.bytes(broken).prefix(5_000)), to: broken)
            try await state.queue.writeWithoutTransaction { db in
                _ = try db.checkpoint(.truncate)
            }
        }
        var bytes = try bench.bytes(bench.path)
        for offset in stride(from: 4_096, to: bytes.count, by: 512) { bytes[offset] ^= 0xFF }
        try bench.write(bytes, to: bench.path)
        for access in [StateAccess.readOnly, .readWrite] {
            let error = #expect(throws: StateError.self) { _ = try bench.open(access) }
            guard case .corrupted(_, _, let backup) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(backup == sound)
            #expect(error?.message.contains(sound) == true)
        }
        #expect(try bench.bytes(bench.path) == bytes)
    }

    @Test("text in the place of a database is refused as damage")
    func notADatabase() throws {
        let bench = try Workbench()
        try bench.write(Data(String(repeating: "apiVersion: nacre/v1\n", count: 100).utf8), to: bench.path)
        let error = #expect(throws: StateError.self) { _ = try bench.open() }
        guard case .corrupted(_, _, nil) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("another program's database is refused and left alone")
    func foreign() throws {
        let bench = try Workbench()
        do {
            try DatabaseQueue(path: bench.path).write { try $0.execute(sql: "CREATE TABLE songs (title)") }
        }
        let before = try bench.bytes(bench.path)
        #expect(throws: StateError.foreign(path: bench.path)) { _ = try bench.open() }
        #expect(throws: StateError.foreign(path: bench.path)) { _ = try bench.open(.readOnly) }
        #expect(try bench.bytes(bench.path) == before)
    }

    @Test("a state of a newer nacre is refused, also for reading")
    func newer() async throws {
        let bench = try Workbench()
        let newer = Schema(
            migrations: Schema.current.migrations + [
                .init(number: Schema.current.version + 1, sql: "CREATE TABLE later (x INTEGER) STRICT")
            ])
        _ = try bench.open(schema: newer)
        let expected = StateError.newerSchema(path: bench.path, found: newer.version, known: Schema.current.version)
        #expect(throws: expected) { _ = try bench.open() }
        #expect(throws: expected) { _ = try bench.open(.readOnly) }
        #expect(expected.message.contains("update nacre"))
    }

    @Test("a state that is gone though it had backups is refused, not begun anew")
    func gone() async throws {
        let bench = try Workbench()
        var copy = ""
        do {
            let state = try bench.open()
            try await state.save(RecordedResource(.web, id: "1"))
            copy = try await state.backup()
        }
        try FileManager.default.removeItem(atPath: bench.path)
        let expected = StateError.missing(path: bench.path, newestBackup: copy)
        #expect(throws: expected) { _ = try bench.open() }
        #expect(throws: expected) { _ = try bench.open(.readOnly) }
        try bench.write(Data(), to: bench.path)
        #expect(throws: expected) { _ = try bench.open() }
        try FileManager.default.removeItem(atPath: bench.path)
        try FileManager.default.copyItem(atPath: copy, toPath: bench.path)
        #expect(try await bench.open().recorded()[.web]?.id == "1")
    }

    @Test("a row that does not read back stops the run and says which")
    func unreadableRow() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        try await state.save(RecordedResource(.web, id: "1"))
        try await state.queue.write { try $0.execute(sql: "UPDATE resources SET applied = '{\"a\":'") }
        do {
            _ = try await state.recorded()
            Issue.record("the row was read")
        } catch {
            #expect(error.message.contains("applied fields of Server/web"))
        }
    }

    @Test("two that open a new state at once both get it")
    func race() async throws {
        for _ in 0..<5 {
            let bench = try Workbench()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<4 {
                    group.addTask {
                        let state = try bench.open()
                        try await state.save(
                            RecordedResource(Address(kind: "Server", name: "\(index)"), id: "\(index)"))
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await bench.open().recorded().resources.count == 4)
        }
    }

    @Test("a state in a folder that cannot be written is read from a copy, its log included")
    func copy() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        try await state.save(RecordedResource(.web, id: "1"))
        #expect(try bench.bytes(bench.path + "-wal").count > 0)
        let database = StateDatabase(path: bench.path, schema: .current, now: { bench.now })
        let copy = try database.openCopy()
        #expect(try await copy.read { try ResourceTable(db: $0).all().map(\.id) } == ["1"])
    }

    @Test("a folder that cannot be made is a clear refusal")
    func badFolder() throws {
        let bench = try Workbench()
        let file = bench.folder + "/file"
        try bench.write(Data("x".utf8), to: file)
        let error = #expect(throws: StateError.self) { _ = try bench.open(path: file + "/nacre.db") }
        #expect(error?.message.contains(file) == true)
    }
}
