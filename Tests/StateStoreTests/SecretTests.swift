import Foundation
import Model
import Testing

@testable import StateStore

@Suite struct SecretTests {
    private let plaintext = "correct-horse-battery-staple"

    @Test("a kept secret comes back, and lies in no file as it is")
    func roundTrip() async throws {
        let bench = try Workbench()
        do {
            let state = try bench.open()
            try await state.save(
                RecordedResource(.web, id: "1", applied: ["password": .secret(Secret(plaintext)), "name": "web"]))
            try await state.keepSecret(.web, "password", plaintext)
            try await state.backup()
            #expect(try await state.secret(.web, "password") == plaintext)
            #expect(try await state.secret(.web, "other") == nil)
        }
        #expect(try await bench.open(.readOnly).secret(.web, "password") == plaintext)
        let files = try #require(FileManager.default.enumerator(atPath: bench.folder)).compactMap { $0 as? String }
        #expect(files.contains("nacre.db.key"))
        for file in files where file != "nacre.db.backups" {
            #expect(try bench.bytes("\(bench.folder)/\(file)").range(of: Data(plaintext.utf8)) == nil, "\(file)")
        }
        let mode = try FileManager.default.attributesOfItem(atPath: bench.path + ".key")[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("an unsealed secret is recorded by its fingerprint, and equal secrets compare equal later")
    func sealing() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        try await state.save(RecordedResource(.web, id: "1", applied: ["a": .list([.secret(Secret(plaintext))])]))
        let keys = try await bench.open(.readOnly).loadedKeys()
        let recorded = try await state.recorded()[.web]?.applied["a"]
        #expect(recorded == .list([.secret(Secret(plaintext).sealed(by: keys.fingerprint))]))
        #expect(recorded != .list([.secret(Secret("other").sealed(by: keys.fingerprint))]))
    }

    @Test("a state with its key gone, or another in its place, is refused")
    func wrongKey() async throws {
        let bench = try Workbench()
        do { _ = try await bench.open().fingerprint(of: "x") }
        let other = String(repeating: "ab", count: 32)
        for access in [StateAccess.readOnly, .readWrite] {
            let state = try bench.open(access, key: other)
            await #expect(throws: StateError.self) { _ = try await state.fingerprint(of: "x") }
        }
        try FileManager.default.removeItem(atPath: bench.path + ".key")
        do {
            _ = try await bench.open().fingerprint(of: "x")
            Issue.record("a new key was made up")
        } catch {
            #expect((error as? StateError)?.message.contains("is missing") == true)
        }
        #expect(!FileManager.default.fileExists(atPath: bench.path + ".key"))
    }

    @Test("a key from the environment leaves no file, and must be 64 digits")
    func environmentKey() async throws {
        let bench = try Workbench()
        let key = String(repeating: "0f", count: 32)
        let print = try await bench.open(key: key).fingerprint(of: "x")
        #expect(try await bench.open(key: key).fingerprint(of: "x") == print)
        #expect(!FileManager.default.fileExists(atPath: bench.path + ".key"))
        do {
            _ = try await bench.open(key: "secret-but-short").fingerprint(of: "x")
            Issue.record("the key was taken")
        } catch {
            #expect((error as? StateError)?.message.contains("64 hexadecimal digits") == true)
            #expect((error as? StateError)?.message.contains("secret-but-short") == false)
        }
    }

    @Test("a sealed value that was changed, or put under another name, does not open")
    func tampering() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        try await state.keepSecret(.web, "password", plaintext)
        try await state.queue.write { try $0.execute(sql: "UPDATE secrets SET field = 'token'") }
        await #expect(throws: StateError.self) { _ = try await state.secret(.web, "token") }
        let keys = try await state.loadedKeys()
        var sealed = try keys.seal("", context: "n")
        #expect(keys.open(sealed, context: "n") == "")
        sealed[sealed.count - 1] ^= 1
        #expect(keys.open(sealed, context: "n") == nil)
        #expect("\(keys)" == "(keys)")
    }

    @Test("two stores that make the key at once make one")
    func keyRace() async throws {
        let bench = try Workbench()
        let states = try (0..<4).map { _ in try bench.open() }
        let prints = try await withThrowingTaskGroup(of: String.self) { group in
            for state in states { group.addTask { try await state.fingerprint(of: "x") } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(prints.count == 1)
    }
}
