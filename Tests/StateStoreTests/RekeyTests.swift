import Foundation
import GRDB
import Model
import Synchronization
import Testing

@testable import StateStore

/// A KMS of one process: what it encrypts, it alone can decrypt.
private final class PretendedKMS: Sendable {
    private let known = Mutex<[String: [UInt8]]>([:])

    var keyring: StateKeyring {
        var keyring = StateKeyring()
        keyring.passphraseCost = 1 << 10
        keyring.wrap = { key, bytes throws(StateKeyring.Failure) in
            self.known.withLock { known in
                let text = "ncpkms:v1:\(key)-\(known.count)"
                known[text] = bytes.withBytes(Array.init)
                return text
            }
        }
        keyring.unwrap = { key, text throws(StateKeyring.Failure) in
            guard text.contains(":\(key)-"), let bytes = self.known.withLock({ $0[text] }) else {
                throw StateKeyring.Failure("cannot be used: another key encrypted it", isWrongKey: true)
            }
            return SecretBytes(bytes)
        }
        keyring.passphrase = { variable, _ throws(StateKeyring.Failure) in
            SecretBytes(Array("correct horse \(variable ?? "typed")".utf8))
        }
        return keyring
    }
}

@Suite struct RekeyTests {
    private static let places: [StateKeyPlace] = [
        .file(nil), .file("keys/other.key"), .kms(key: "abc1"), .passphrase(variable: "PASS"),
        .passphrase(variable: nil),
    ]
    private let plaintext = "correct-horse-battery-staple"

    @Test("any kind of key can be replaced by any other: what is kept stays, what was compared compares equal")
    func anyToAny() async throws {
        for (from, to) in Self.places.flatMap({ one in Self.places.map { (one, $0) } }) {
            let bench = try Workbench()
            var keyring = PretendedKMS().keyring
            keyring.place = from
            let print: String
            do {
                let state = try bench.open(keyring: keyring)
                try await state.keepSecret(.web, "password", plaintext)
                print = try await state.fingerprint(of: "x")
                #expect(try await state.recordedKeyPlace() == from)
                let done = try await state.rekey(to: to)
                #expect(done.former == from && done.place == to && done.resealed == 1)
                #expect(try await state.secret(.web, "password") == plaintext)
            }
            // Found by what state says of its key, whatever the settings still say.
            for access in [StateAccess.readOnly, .readWrite] {
                let state = try bench.open(access, keyring: keyring)
                #expect(try await state.recordedKeyPlace() == to)
                #expect(try await state.secret(.web, "password") == plaintext, "\(from) → \(to)")
                #expect(try await state.fingerprint(of: "x") == print)
            }
        }
    }

    @Test("what is sealed is sealed with another key afterwards, and nothing of the old one is left in the file")
    func resealed() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        try await state.keepSecret(.web, "password", plaintext)
        let before = try #require(try await state.read { try SecretTable(db: $0).sealed("password", of: .web) })
        let old = try await state.loadedKeys()
        _ = try await state.rekey(to: .file(nil))
        let after = try #require(try await state.read { try SecretTable(db: $0).sealed("password", of: .web) })
        #expect(before != after && old.open(after, context: "password") == nil)
        await state.gather()
        #expect(try bench.bytes(bench.path).range(of: Data(before)) == nil)
    }

    @Test("backups made before open with the key file that was replaced")
    func backups() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        try await state.keepSecret(.web, "password", plaintext)
        let backup = try await state.backup()
        let replaced = try #require(try await state.rekey(to: .file(nil)).replacedKey)
        #expect(FileManager.default.fileExists(atPath: replaced))
        _ = try SQLiteStateStore.restore(path: bench.path, from: backup, surroundings: bench.surroundings())
        #expect(try await bench.open().secret(.web, "password") == plaintext)
    }

    @Test("cut off at any moment, the state has the old key or the new one, and the next use ends what was begun")
    func cutOff() async throws {
        for moment in 0..<4 {
            let bench = try Workbench()
            do { try await bench.open().keepSecret(.web, "password", plaintext) }
            let file = KeyFile(path: bench.path + ".key")
            let old = try Data(contentsOf: URL(filePath: file.path))
            // Dead after the new key file was written; after the transaction; between the two renames.
            if moment == 0 { _ = try file.makeNext(mark: "m") }
            if moment > 0 { _ = try await bench.open().rekey(to: .file(nil)) }
            if moment == 2 {
                try FileManager.default.moveItem(atPath: file.path, toPath: file.next)
                try old.write(to: URL(filePath: file.path))
            }
            if moment == 3 { try FileManager.default.moveItem(atPath: file.path, toPath: file.next) }
            #expect(try await bench.open(.readOnly).secret(.web, "password") == plaintext, "moment \(moment)")
            #expect(try await bench.open().secret(.web, "password") == plaintext, "moment \(moment)")
            _ = try await bench.open().rekey(to: .file(nil))
            #expect(try await bench.open(.readOnly).secret(.web, "password") == plaintext, "moment \(moment), again")
            #expect(!FileManager.default.fileExists(atPath: file.next))
        }
    }

    @Test("two states with one key file: a change of keys of one that was cut off is not undone by that of the other")
    func sharedFile() async throws {
        let bench = try Workbench()
        var keyring = PretendedKMS().keyring
        keyring.place = .file("shared.key")
        let (first, second) = (bench.folder + "/a.db", bench.folder + "/b.db")
        do {
            try await bench.open(path: first, keyring: keyring).keepSecret(.web, "password", plaintext)
            try await bench.open(path: second, keyring: keyring).keepSecret(.web, "password", plaintext)
        }
        // As a run leaves it that dies between the change of the state and that of the file.
        let file = bench.folder + "/shared.key"
        let old = try String(contentsOfFile: file, encoding: .utf8)
        do { _ = try await bench.open(path: first, keyring: keyring).rekey(to: .file("shared.key")) }
        try FileManager.default.moveItem(atPath: file, toPath: file + ".next")
        for name in try FileManager.default.contentsOfDirectory(atPath: bench.folder) where name.contains(".replaced-")
        {
            try FileManager.default.removeItem(atPath: "\(bench.folder)/\(name)")
        }
        try old.write(toFile: file, atomically: true, encoding: .utf8)
        do { _ = try await bench.open(path: second, keyring: keyring).rekey(to: .file("shared.key")) }
        for path in [first, second] {
            let state = try bench.open(.readOnly, path: path, keyring: keyring)
            #expect(try await state.secret(.web, "password") == plaintext, "\(path)")
        }
    }

    @Test("a damaged key file does not hide the right one in another place")
    func damagedFile() async throws {
        let bench = try Workbench()
        var keyring = PretendedKMS().keyring
        do { try await bench.open(keyring: keyring).keepSecret(.web, "password", plaintext) }
        keyring.place = .file("elsewhere.key")
        try "not a key".write(toFile: bench.folder + "/elsewhere.key", atomically: true, encoding: .utf8)
        let state = try bench.open(keyring: keyring)
        #expect(try await state.secret(.web, "password") == plaintext)
    }

    @Test("a kept value that does not open stops a change of keys, and nothing is changed")
    func damaged() async throws {
        let bench = try Workbench()
        let state = try bench.open()
        try await state.keepSecret(.web, "password", plaintext)
        try await state.keepSecret(.web, "token", plaintext)
        try await state.queue.write { try $0.execute(sql: "UPDATE secrets SET sealed = x'00' WHERE field = 'token'") }
        await #expect(throws: StateError.self) { _ = try await state.rekey(to: .file(nil)) }
        #expect(try await bench.open().secret(.web, "password") == plaintext)
    }

    @Test("two that make the first key at once, and one that seals with a key that was replaced, lose nothing")
    func atOnce() async throws {
        let bench = try Workbench()
        let keyring = PretendedKMS().keyring
        let (one, other) = (try bench.open(keyring: keyring), try bench.open(keyring: keyring))
        try await one.keepSecret(.web, "password", plaintext)
        #expect(try await other.secret(.web, "password") == plaintext)
        _ = try await one.rekey(to: .kms(key: "abc1"))
        #expect(try await other.secret(.web, "password") == plaintext, "opened again with the new key")
        let late = try bench.open(keyring: keyring)
        _ = try await late.loadedKeys()
        _ = try await one.rekey(to: .kms(key: "abc2"))
        await #expect(throws: StateError.self) { try await late.keepSecret(.web, "password", "lost") }
        #expect(try await one.secret(.web, "password") == plaintext)
    }

    @Test("a passphrase that is short, wrong or not given is told apart, and never shown")
    func passphrases() async throws {
        let bench = try Workbench()
        var keyring = StateKeyring(place: .passphrase(variable: "PASS"))
        let given = Mutex<String?>("tooshort")
        keyring.passphrase = { _, _ throws(StateKeyring.Failure) in
            guard let text = given.withLock({ $0 }) else { throw StateKeyring.Failure("is not available: not set") }
            return SecretBytes(Array(text.utf8))
        }
        func failure() async throws -> StateError? {
            let state = try bench.open(keyring: keyring)
            do throws(StateError) {
                _ = try await state.fingerprint(of: "x")
                return nil
            } catch {
                return error
            }
        }
        #expect(try await failure()?.message.contains("shorter than 12") == true)
        given.withLock { $0 = "correct horse battery" }
        #expect(try await failure() == nil)
        given.withLock { $0 = "incorrect horse battery" }
        let wrong = try #require(try await failure())
        #expect(wrong.message.contains("is not the one") && !wrong.message.contains("horse"))
        given.withLock { $0 = nil }
        guard case .keyUnavailable? = try await failure() else {
            Issue.record("not told apart")
            return
        }
    }

    @Test("a cost that would exhaust the machine is not paid")
    func hostileCost() async throws {
        let scrypt = Scrypt(cost: 1 << 40, salt: [1, 2, 3])
        #expect(scrypt.key(from: SecretBytes(Array("x".utf8))) == nil)
        #expect(Scrypt(cost: .max, blockSize: .max / 128, salt: []).key(from: SecretBytes([1])) == nil)
    }

    @Test("scrypt is that of RFC 7914")
    func vector() throws {
        // RFC 7914 §12, N = 1024, r = 8, p = 16: the first 32 bytes of 64.
        let scrypt = Scrypt(cost: 1024, blockSize: 8, parallelism: 16, salt: Array("NaCl".utf8))
        let key = try #require(scrypt.key(from: SecretBytes(Array("password".utf8))))
        let digits = "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
        let expected = try #require(KeyEncryptionKey(hexadecimal: digits))
        #expect(key.derived("x") == expected.derived("x"))
    }
}
