import Foundation
import GRDB
import Model
import Testing

@testable import StateStore

@Suite struct MigrationTests {
    private let next = Schema(
        migrations: Schema.current.migrations + [
            .init(
                number: Schema.current.version + 1,
                sql: "CREATE TABLE later (x INTEGER NOT NULL DEFAULT 0) STRICT; INSERT INTO later VALUES (7)"
            )
        ])

    @Test("an older state is copied before it is brought up to date")
    func backupFirst() async throws {
        let bench = try Workbench()
        do { try await bench.open().save(RecordedResource(.web, id: "1")) }
        let state = try bench.open(schema: next)
        #expect(try await state.recorded()[.web]?.id == "1")
        #expect(try await state.read { try Int.fetchOne($0, sql: "SELECT x FROM later") } == 7)
        let copy = try #require(state.backups.first)
        #expect(state.backups.count == 1)
        let old = try bench.open(.readOnly, path: copy)
        #expect(try await old.recorded()[.web]?.id == "1")
    }

    @Test("a new state and one that is up to date are not copied")
    func noNeedlessBackup() throws {
        let bench = try Workbench()
        _ = try bench.open(schema: next)
        #expect(try bench.open(schema: next).backups.isEmpty)
    }

    @Test("an older state is read without being changed")
    func readOnly() async throws {
        let bench = try Workbench()
        do { try await bench.open().save(RecordedResource(.web, id: "1")) }
        let state = try bench.open(.readOnly, schema: next)
        #expect(try await state.recorded()[.web]?.id == "1")
        #expect(try await state.read { try Int.fetchOne($0, sql: "SELECT x FROM later") } == 7)
        #expect(try await bench.open().recorded().resources.count == 1, "the file still has the old schema")
    }

    @Test("a migration that fails leaves the state as it was")
    func failing() async throws {
        let bench = try Workbench()
        do { try await bench.open().save(RecordedResource(.web, id: "1")) }
        let broken = Schema(
            migrations: Schema.current.migrations + [
                .init(number: Schema.current.version + 1, sql: "DROP TABLE resources; SELECT * FROM nowhere")
            ])
        #expect(throws: StateError.self) { _ = try bench.open(schema: broken) }
        #expect(try await bench.open().recorded()[.web]?.id == "1")
    }

    @Test("what nacre noted among what the cloud had shown is kept apart from it")
    func memory() async throws {
        let bench = try Workbench()
        let earlier = Schema(migrations: Array(Schema.current.migrations.prefix(4)))
        let old = try bench.open(schema: earlier)
        try await old.write { db in
            try db.execute(
                sql: """
                    INSERT INTO resources (kind, name, condition, applied, wanted, outputs, protect, on_remove, adopted,
                        updated_at)
                    VALUES ('Server', 'web', 'ready', '{"name":"web"}', '{"name":"web"}',
                        '{"$map":{"ip":"10.0.0.2","$made":{"BlockStorage":["7"]},"$server":"9"}}', 0, 'delete', 0, 1)
                    """)
        }
        let row = try #require(try await bench.open().recorded()[.web])
        #expect(row.declared == ["name": "web"] && row.applied == ["name": "web"])
        #expect(row.lastSeen == ["ip": "10.0.0.2"] && row.memory["server"] == "9")
        #expect(row.made("BlockStorage") == ["7"])
    }

    @Test("a key file that held the data key itself opens its state, is wrapped with it, and still opens old backups")
    func formerKey() async throws {
        let bench = try Workbench()
        let earlier = Schema(migrations: Array(Schema.current.migrations.prefix(5)))
        let digits = String(repeating: "5c", count: 32)
        let key = try #require(KeyEncryptionKey(hexadecimal: digits))
        let former = StateKeys(former: key)
        do {
            let sealed = Data(try former.seal("hunter2-hunter2", context: "token"))
            let old = try bench.open(schema: earlier)
            try bench.write(Data((digits + "\n").utf8), to: bench.path + ".key")
            try await old.write { db in
                try db.execute(
                    sql: "INSERT INTO meta VALUES ('key-check', ?)", arguments: [key.formerCheck])
                try db.execute(sql: "INSERT INTO secrets VALUES ('Server', 'web', 'token', ?)", arguments: [sealed])
            }
        }
        #expect(try await bench.open(.readOnly).secret(.web, "token") == "hunter2-hunter2")
        let print: String
        do {
            let state = try bench.open()
            print = try await state.fingerprint(of: "x")
            #expect(print == former.fingerprint("x"), "no secret appears to have changed")
            #expect(try await state.read { try DataKeyTable(db: $0).current()?.check } == former.check)
        }
        #expect(try await bench.open(key: digits).secret(.web, "token") == "hunter2-hunter2")
        _ = try await bench.open().rekey(to: .file(nil))
        #expect(try await bench.open().secret(.web, "token") == "hunter2-hunter2")
        #expect(try await bench.open().fingerprint(of: "x") == print)
        let other = String(repeating: "ab", count: 32)
        await #expect(throws: StateError.self) { _ = try await bench.open(key: other).fingerprint(of: "x") }
    }

    @Test("a row that an earlier build wrote into history is read")
    func formerRow() {
        let row = RecordedResource([
            "address": "Server/web", "id": "1", "condition": "ready", "wanted": ["name": "web"],
            "applied": ["name": "web"], "outputs": ["ip": "10.0.0.2"],
        ])
        #expect(row?.declared == ["name": "web"] && row?.lastSeen == ["ip": "10.0.0.2"])
    }
}
