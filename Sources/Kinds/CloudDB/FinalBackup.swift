import Model
import NcloudClient
import OrderedJSON

/// The backup that is taken of an instance before it is deleted, where its manifest says so.
///
/// It is known by not having been listed when the deletion began. What was listed then is kept with the object's row, so that
/// a run which goes on after a crash neither takes a second backup nor deletes the instance without one.
struct FinalBackup: Sendable {
    /// The call that takes one.
    static let call = "createCloudCacheManualBackup"
    /// The name in the row's memory of the backups there were before.
    static let earlier = "earlierBackups"

    let database: CloudDatabase

    /// Takes the backup and makes sure that it is there, all before the call that deletes the instance.
    var clearing: ActionOperations.Clearing {
        { instance throws(StepFailure) in
            guard instance.live.attributes[Field.finalBackup.name]?.bool == true else { return [:] }
            if let known = instance.session.remembered(Self.earlier) {
                // The run that died may have asked for it: an instance that is at rest lists what it was asked for.
                try await instance.wait(until: .ready)
                if try await isListed(of: instance, besides: known) { return [:] }
            }
            let earlier = try await names(of: instance)
            instance.session.remember(Self.earlier, Value(texts: earlier.sorted()))
            try await take(instance)
            guard try await isListed(of: instance, besides: Value(texts: earlier.sorted())) else {
                throw .pending("its final backup is not listed yet")
            }
            instance.session.log("final backup taken")
            return [:]
        }
    }

    private func take(_ instance: ManagedObject) async throws(StepFailure) {
        let request = APIRequest.action(
            database.service, Self.call, [database.instanceNumber: instance.id])
        // While a backup is taken the instance is busy: that is how one is known whose answer was lost.
        try await instance.change(request) { live in
            CloudDatabase.statuses.phase(of: live.status ?? "CREAT") == .pending
        }
        try await instance.wait(until: .ready)
    }

    private func isListed(of instance: ManagedObject, besides earlier: Value) async throws(StepFailure) -> Bool {
        let earlier = Set(earlier.elements.compactMap(\.text))
        return try await !names(of: instance).isSubset(of: earlier)
    }

    /// What the manual backups of the instance are told apart by. Not every page of the documents has the name of the file.
    private func names(of instance: ManagedObject) async throws(StepFailure) -> Set<String> {
        let backups = try await StepFailure.wrapping { () throws(APIFailure) in
            // The type is documented, not the name of its list. Without any, nothing tells which backups there were before.
            try await instance.session.elements(
                of: .action(
                    database.service, "getCloudCacheManualBackupDetailList", [database.instanceNumber: instance.id]),
                under: "cloudCacheBackupDetailList", "cloudCacheManualBackupDetailList")
        }
        return Set(backups.compactMap { $0.nonEmpty("fileName") ?? $0.nonEmpty("startTime") })
    }
}
