import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("final backups of databases") struct FinalBackupTests {
    private static func backups(_ names: String...) -> JSON {
        ["cloudCacheBackupDetailList": .array(names.map { ["fileName": .string($0)] })]
    }

    private static func cache(_ isBackedUp: Bool) -> LiveObject {
        LiveObject(kind: "CacheInstance", id: "4", attributes: ["finalBackup": .bool(isBackedUp)], status: "CREAT")
    }

    private static let backupList = "getCloudCacheManualBackupDetailList"

    @Test("a cache whose manifest says so is deleted once a backup is listed that was not there before")
    func finalBackup() async throws {
        let plain = FakeSession()
        try await operations("CacheInstance").delete(Self.cache(false), through: plain)
        #expect(plain.events == [.delete("deleteCloudCacheInstance"), .wait("gone")])
        // As many as before: one went, another one came.
        let session = FakeSession(turns: [Self.backupList: [Self.backups("a", "b"), Self.backups("b", "c")]])
        try await operations("CacheInstance").delete(Self.cache(true), through: session)
        #expect(
            session.events == [
                .read(Self.backupList), .change("createCloudCacheManualBackup"), .wait("ready"),
                .read(Self.backupList), .delete("deleteCloudCacheInstance"), .wait("gone"),
            ])
        // A backup that does not show is no reason to delete; nor does one make up for it that was there before.
        let stuck = FakeSession(turns: [Self.backupList: [Self.backups("a"), Self.backups("a")]])
        await #expect(throws: StepFailure.self) {
            try await operations("CacheInstance").delete(Self.cache(true), through: stuck)
        }
        #expect(!stuck.events.contains(.delete("deleteCloudCacheInstance")))
        #expect(stuck.memory["earlierBackups"] == ["a"])
    }

    @Test("a run that goes on takes no second backup, and waits for the one that was begun before it deletes")
    func finalBackupResumed() async throws {
        let resumed = FakeSession(
            answers: [Self.backupList: Self.backups("a", "b")], memory: ["earlierBackups": ["a"]])
        try await operations("CacheInstance").delete(Self.cache(true), through: resumed)
        #expect(
            resumed.events == [
                .wait("ready"), .read(Self.backupList), .delete("deleteCloudCacheInstance"), .wait("gone"),
            ])
        let unsent = FakeSession(
            turns: [Self.backupList: [Self.backups("a"), Self.backups("a"), Self.backups("a", "b")]],
            memory: ["earlierBackups": ["a"]])
        try await operations("CacheInstance").delete(Self.cache(true), through: unsent)
        #expect(unsent.requests("createCloudCacheManualBackup").count == 1)
        #expect(unsent.events.contains(.delete("deleteCloudCacheInstance")))
    }
}
