import Model
import OrderedJSON
import Rehearsal
import StateStore

/// Cloud and state at one moment.
struct LedgerPage {
    let cloud: CloudReading
    let rows: [RecordedResource]
    let open: [Intent]

    init(_ bench: MortalBench) async throws {
        cloud = try await CloudReading(bench.cloud)
        let state = try await bench.recorded()
        (rows, open) = (state.rows.resources, state.open)
    }

    /// The objects that state knows.
    var known: Set<CloudObject> { Set(rows.compactMap(CloudReading.object)) }

    /// What is not as it should be when all is done: each wanted object there once, and nothing else of nacre's.
    func differences(from desired: Desired) -> [String] {
        let addresses = Set(desired.resources.map(\.address))
        let managed = Set(rows.map(\.address))
        let there = known.filter { cloud.objects[$0] != nil }
        let made = Set(cloud.made(byNacre: true))
        return addresses.subtracting(managed).sorted().map { "\($0) is not in state" }
            + managed.subtracting(addresses).sorted().map { "\($0) is in state" }
            + known.subtracting(there).map { "\($0) is in state and not in the cloud" }
            + made.subtracting(known).map { "\($0) was made, and state does not know of it" }
            + (there.count == rows.count ? [] : ["\(rows.count) rows, \(there.count) objects"])
    }
}

/// What must be so after every run, whoever meddled with it.
struct AdversaryLaw {
    let wanted: Desired
    /// Objects that the manifests ask to be made anew.
    let replaced: Set<Address>
    /// Which addresses objects have had.
    let addresses: [CloudObject: Address]
    let before: LedgerPage
    let after: LedgerPage

    func violations() -> [String] { taken + strangers + forgotten + orphans + stolen }

    private var news: ArraySlice<CloudReading.Entry> { after.cloud.entries.dropFirst(before.cloud.entries.count) }

    /// Nothing that manifests want to keep was deleted.
    private var taken: [String] {
        let new = Set(news.filter { $0.act == "made" && $0.isNacres }.map(\.object))
        return news.filter { $0.act == "deleted" && $0.isNacres }.compactMap { entry in
            // A key whose private half went with the answer is made again.
            if entry.object.table == "loginKey", new.contains(entry.object) { return nil }
            guard let address = addresses[entry.object].map(present) else { return nil }
            let isWanted = wanted.resources.contains { $0.address == address }
            guard isWanted, !replaced.contains(address) else { return nil }
            return "\(address) is wanted, and \(entry)"
        }
    }

    /// Nothing of others was touched, but for what lay in an API that had to go.
    private var strangers: [String] {
        news.filter { entry in
            guard entry.isNacres, entry.act != "made", entry.object.table != "loginKey" else { return false }
            // A deployment is a part of its stage, whoever made it.
            if entry.object.table == "deployment" { return false }
            if entry.act == "deleted", entry.call.contains(/^DELETE .*\/(apis|products)\/[^\/]+$/) { return false }
            return after.cloud.makers[entry.object] != true
        }.map { "not nacre's: \($0)" }
    }

    /// No row was dropped whose object lives.
    private var forgotten: [String] {
        before.known.subtracting(after.known).filter { after.cloud.objects[$0] != nil }.map {
            "state had \($0) as \(addresses[$0].map { "\($0)" } ?? "?"), which lives and is in no row any more"
        }
    }

    /// Nothing was made that nobody knows of, but what an open intent is about.
    private var orphans: [String] {
        let unknown = after.cloud.made(byNacre: true).filter { !after.known.contains($0) }
        let open = Dictionary(grouping: after.open.filter { $0.purpose == .create }, by: \.address.kind)
        return Dictionary(grouping: unknown, by: \.table).flatMap { table, objects -> [String] in
            let kind = CloudReading.tables.first { $0.value == table }?.key ?? ""
            guard objects.count > open[kind]?.count ?? 0 else { return [] }
            return objects.map { object in
                let made = after.cloud.entries.last { $0.object == object && $0.act == "made" }
                return "nobody knows of \(object): \(made.map { "\($0)" } ?? "")"
            }
        }
    }

    /// No object of others, and no object twice, is in state.
    private var stolen: [String] {
        let others = after.known.filter { $0.table != "loginKey" && after.cloud.makers[$0] == false }
        let doubled = Dictionary(grouping: after.rows.compactMap(CloudReading.object), by: { $0 }).filter {
            $0.value.count > 1
        }
        return others.map { "\($0) is somebody else's, and in state" } + doubled.keys.map { "two rows have \($0)" }
    }

    /// The address by which manifests know an object now.
    private func present(_ address: Address) -> Address {
        let base = Address(kind: address.kind, name: String(address.name.prefix { $0 != "~" }))
        return wanted.resources.first { $0.renamedFrom == base }?.address ?? base
    }
}
