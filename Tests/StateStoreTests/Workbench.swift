import Foundation
import GRDB
import Model
import Synchronization

@testable import StateStore

/// A folder of its own with a state in it, a clock that stands, names that count up and processes that live by decree.
final class Workbench: Sendable {
    let folder: String
    /// What its clock says at first, in seconds since 1970.
    static let start = 1_800_000_000.0
    let clock = Mutex(Date(timeIntervalSince1970: start))
    let alive = Mutex<Set<Int32>>([])
    private let counter = Mutex(0)

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/nacre-state-tests-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var path: String { folder + "/nacre.db" }
    var now: Date { clock.withLock { $0 } }
    func pass(_ seconds: Double) { clock.withLock { $0 += seconds } }

    func surroundings(
        machine: String = "m1", key: String? = nil, keyring: StateKeyring = StateKeyring()
    ) -> StateSurroundings {
        var surroundings = StateSurroundings(
            now: { self.now },
            identifier: {
                self.counter.withLock { count in
                    count += 1
                    return "n\(count)"
                }
            }, machine: machine, isAlive: { pid in self.alive.withLock { $0.contains(pid) } }, key: key)
        surroundings.keyring = keyring
        surroundings.keyring.folder = folder
        return surroundings
    }

    func open(
        _ access: StateAccess = .readWrite, path: String? = nil, machine: String = "m1", key: String? = nil,
        keyring: StateKeyring = StateKeyring(), schema: Schema = .current
    ) throws -> SQLiteStateStore {
        try SQLiteStateStore.open(
            path: path ?? self.path, access: access,
            surroundings: surroundings(machine: machine, key: key, keyring: keyring), schema: schema)
    }

    /// What the disk would hold if the process died now.
    func crashCopy() throws -> String {
        let copy = folder + "/crashed-\(UUID().uuidString).db"
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
        }
        return copy
    }

    func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    func write(_ bytes: Data, to path: String) throws { try bytes.write(to: URL(fileURLWithPath: path)) }
}

extension LeaseRequest {
    static func by(_ user: String, pid: Int32) -> LeaseRequest {
        LeaseRequest(command: "apply", user: user, host: "ci", pid: pid, job: "https://ci.example/\(pid)")
    }
}

extension Address {
    static let web = Address(kind: "Server", name: "web")
    static let app = Address(kind: "Subnet", name: "app")
}
