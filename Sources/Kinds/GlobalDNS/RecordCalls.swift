import Model

/// The calls that changed records take. Source: pub-global-dns-v2-records-batchcreaterecords, -batchupdaterecords,
/// -batchdeleterecords, -applyrecords.
enum RecordCalls {
    /// The calls for changes of record sets, each as often as it is made: records that go, change and come, 500 per call, and
    /// one apply.
    static let count: Kind.Life.CallCount = { changes in
        let edit = ZoneEdit(
            from: RecordSet.records(of: .list(changes.compactMap(\.before))),
            to: RecordSet.records(of: .list(changes.compactMap(\.after))))
        let sent = [
            (DnsCalls.deleteRecords, edit.deletions), (DnsCalls.changeRecords, edit.changes),
            (DnsCalls.createRecords, edit.additions),
        ].flatMap { call, records in
            Array(repeating: call, count: (records.count + RecordSet.batch - 1) / RecordSet.batch)
        }
        return sent + [DnsCalls.apply]
    }
}
