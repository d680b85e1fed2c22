import Model
import NcloudClient
import OrderedJSON

/// Changes records of a zone and publishes them: all changes first, then one apply, whose operation is followed.
///
/// Changes wait until somebody applies the zone, and that publishes those of everybody. So it begins with a look at what waits
/// already, and what is not its own stays unpublished. When the service refuses a change, or the zone as a whole, all is rolled
/// back. Source: pub-global-dns-v2-records-applyrecords, -rollbackrecords.
struct ZonePublication: Sendable {
    /// What is being changed, as it is kept in state for the run that goes on when this one dies.
    private static let memory = "records"

    private let zone: ManagedObject
    private let path: String
    /// What a run that died was about to change; nil when none did.
    private let begun: Set<String>?

    init(of zone: ManagedObject) {
        self.zone = zone
        path = "/domains/\(zone.id)/records"
        begun = zone.session.remembered(Self.memory).map { Set($0.elements.compactMap(\.spelling)) }
    }

    /// Brings the records to those that are desired.
    func bring(to desired: [ZoneRecord]) async throws(StepFailure) {
        let records = try await records() ?? []
        try refuseForeign(among: records, besides: desired)
        try refuseCreatedMeanwhile(among: records, beside: desired)
        let edit = ZoneEdit(from: changeable(records, to: desired), to: desired)
        guard !edit.isEmpty || begun != nil || records.contains(where: { $0.isPlain && $0.isWaiting }) else { return }
        try refuseUnknown(among: records) { $0.isApplied == nil || $0.isDefault == nil }
        try await publish(edit)
    }

    /// Removes all records, those of others too: the zone is about to go. What is not published yet makes no difference then.
    func clear() async throws(StepFailure) {
        guard let records = try await records() else { return }
        let rest = records.filter { !$0.isOfService }
        guard !rest.isEmpty || begun != nil else { return }
        try refuseUnknown(among: rest) { $0.isDefault == nil }
        try await publish(ZoneEdit(from: rest, to: []))
    }

    /// The records that may be changed. What came after the plan, and is not desired, stays: nobody was shown that it would go.
    private func changeable(_ records: [ZoneRecord], to desired: [ZoneRecord]) -> [ZoneRecord] {
        let plain = records.filter(\.isPlain)
        // Of a zone whose change was cut off, sets may be seen in part.
        guard !zone.desired.isResumed else { return plain }
        let known = Set((RecordSet.records(of: zone.live.attributes["records"]) + desired).map(\.key))
        return plain.filter { known.contains($0.key) || $0.isWaiting }
    }

    private func records() async throws(StepFailure) -> [ZoneRecord]? {
        try await StepFailure.wrapping { () throws(APIFailure) in
            try await DnsZoneOperations.records(of: zone.id, from: zone.session)
        }
    }

    private func refuseForeign(among records: [ZoneRecord], besides desired: [ZoneRecord]) throws(StepFailure) {
        let own = Set(desired.map(\.text)).union(begun ?? [])
        let foreign = records.filter { $0.isWaiting && ($0.isAlias || !own.contains($0.text)) }
        guard !foreign.isEmpty else { return }
        throw .diagnostic(
            Diagnostic(
                code: "unapplied-records",
                "\(zone.text("name") ?? zone.id) has \(Counted.of(foreign.count, "record")) that someone else changed and did not apply",
                notes: foreign.prefix(10).map(\.text),
                help:
                    "one apply publishes all changes of a zone: apply or roll back theirs in the console, then run again"
            ))
    }

    /// Stops a change of a set that somebody else created after the plan: it would be changed, or get further values, and nobody
    /// was shown that. One that is as desired is none.
    private func refuseCreatedMeanwhile(
        among records: [ZoneRecord], beside desired: [ZoneRecord]
    ) throws(StepFailure) {
        // Of a change that was cut off, the sets are there in part.
        guard !zone.desired.isResumed, begun == nil else { return }
        func sets(_ records: [ZoneRecord]) -> [[String]: Set<String>] {
            Dictionary(grouping: records) { [$0.host, $0.type] }.mapValues { Set($0.map(\.text)) }
        }
        let planned = sets(RecordSet.records(of: zone.live.attributes["records"]))
        let wanted = sets(desired)
        let present = sets(RecordSet.records(of: RecordSet.sets(of: records.filter(\.isPlain))))
        let foreign = present.filter { key, texts in
            guard let own = wanted[key] else { return false }
            return planned[key] == nil && own != texts
        }
        guard !foreign.isEmpty else { return }
        throw .diagnostic(
            Diagnostic(
                code: "created-meanwhile",
                "\(zone.text("name") ?? zone.id) got records of the same name after the plan was made",
                notes: Array(foreign.values.flatMap(\.self).sorted().prefix(10)),
                help: "nothing was changed: plan again, which shows what would become of them"))
    }

    /// Stops a publication of which nobody knows what it would publish or delete.
    private func refuseUnknown(
        among records: [ZoneRecord], _ isUnknown: (ZoneRecord) -> Bool
    ) throws(StepFailure) {
        let unknown = records.filter { !$0.isOfService && isUnknown($0) }
        guard !unknown.isEmpty else { return }
        throw .diagnostic(
            Diagnostic(
                code: "unknown-records",
                """
                nothing is published of \(zone.text("name") ?? zone.id): the response does not say of \
                \(Counted.of(unknown.count, "record")) whether it was applied, and whether it belongs to the service
                """,
                notes: unknown.prefix(10).map(\.text),
                help: "change the records in the console, and report this as a bug of nacre"))
    }

    // MARK: Publishing

    private func publish(_ edit: ZoneEdit) async throws(StepFailure) {
        let texts = Set((edit.changes + edit.additions).map(\.text)).union(begun ?? [])
        zone.session.remember(Self.memory, Value(texts: texts.sorted()))
        do throws(StepFailure) { try await change(edit) } catch .api(let failure) {
            guard failure.classification == .refused || failure.classification == .gone else { throw .api(failure) }
            try await rollBack()
            throw .api(failure)
        }
        let failure = try await zone.carryOut(
            .rest(.globalDNS, .post, "\(path)/apply"), operationsAt: "\(path)/operations")
        guard let failure else { return }
        try await rollBack()
        throw .diagnostic(
            failure.diagnostic(
                "the service rejected the records of \(zone.text("name") ?? zone.id)",
                help: "nothing was published and the changes were rolled back; correct the records and run again"))
    }

    /// Deletes before it adds, since some types allow no other beside them.
    private func change(_ edit: ZoneEdit) async throws(StepFailure) {
        for batch in edit.deletions.batches(of: RecordSet.batch) { try await delete(batch) }
        for batch in edit.changes.batches(of: RecordSet.batch) {
            try await zone.change(request("batch-update", batch))
        }
        for batch in edit.additions.batches(of: RecordSet.batch) {
            let texts = Set(batch.map(\.text))
            try await zone.change(request("batch-create", batch)) { live in
                texts.isSubset(of: live.attributes["unapplied"]?.elements.compactMap(\.text) ?? [])
            }
        }
    }

    private func delete(_ batch: [ZoneRecord]) async throws(StepFailure) {
        let numbers = batch.compactMap(\.number)
        let request = APIRequest.rest(
            .globalDNS, .post, "\(path)/batch-delete", body: ["recordNos": .array(numbers.map(JSON.integer))])
        do throws(StepFailure) { try await zone.change(request) } catch .api(let failure) {
            // All of a batch or none: sent again since its answer was lost, it finds none of them.
            guard failure.classification == .gone, let left = try await records(),
                left.allSatisfy({ $0.number.map { !numbers.contains($0) } ?? true })
            else { throw .api(failure) }
        }
    }

    /// Takes back what was not published.
    private func rollBack() async throws(StepFailure) {
        do throws(StepFailure) {
            try await zone.change(.rest(.globalDNS, .post, "\(path)/rollback"))
        } catch .api(let failure) {
            // Why it was to be rolled back says more.
            zone.session.log("the changes were not rolled back: \(failure.summary)")
        }
    }

    private func request(_ action: String, _ batch: [ZoneRecord]) -> APIRequest {
        .rest(.globalDNS, .post, "\(path)/\(action)", body: ["records": .array(batch.map(\.wire))])
    }
}
