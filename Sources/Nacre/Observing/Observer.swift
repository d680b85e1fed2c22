import Execution
import Kinds
import Model
import NcloudClient
import StateStore

/// Reads what the cloud holds of the kinds a run is about: by list, all kinds at once, pages in parallel.
struct Observer {
    let catalog: KindCatalog
    let cloud: any APICaller
    let clock: RunClock

    /// How long to wait before an object that is missing is looked for again, and again.
    static let laterLooks: [Duration] = [.milliseconds(500), .milliseconds(1500)]

    /// How long a list may lag behind our own changes, in seconds.
    let settle: Double
    /// Seconds since 1970.
    let now: @Sendable () -> Double

    /// Reads every kind that occurs in manifests, state, lookups and open intents.
    ///
    /// An object that state knows and the first list lacks is missed only when later lists lack it too, and not before
    /// the time is over that lists may lag behind a change of our own (api/common.md §10): an object taken for gone
    /// would be made a second time.
    func observe(
        desired: Desired, recorded: Recorded, intents: [Intent]
    ) async throws(APIFailure) -> LiveSnapshot {
        let interest = Interest(desired: desired, recorded: recorded, intents: intents, catalog: catalog)
        var live = LiveSnapshot()
        try await readByLevel(interest.kinds, interest, into: &live)
        var looks = 0
        var missing = interest.missing(in: live)
        while !missing.isEmpty, looks < Self.laterLooks.count || missing.contains(where: isFresh) {
            try? await clock.sleep(Self.laterLooks[min(looks, Self.laterLooks.count - 1)])
            looks += 1
            // What lies under a parent that was missed before could not be listed either.
            try await readByLevel(Set(missing.map(\.address.kind)).sorted(), interest, into: &live)
            missing = interest.missing(in: live)
        }
        return live
    }

    /// Reads all objects of `kinds`, those of a parent after their parents. A kind that cannot be read keeps nobody
    /// from reading the others.
    func survey(_ kinds: [String]) async -> (live: LiveSnapshot, failures: [String: APIFailure]) {
        var live = LiveSnapshot()
        var failures: [String: APIFailure] = [:]
        let levels = Dictionary(grouping: kinds) { catalog.depth(of: $0) }
        for (_, kinds) in levels.sorted(by: { $0.key < $1.key }) {
            let scopes = kinds.map { ($0, everything(of: $0, under: live)) }
            for (kind, answer) in await answers(scopes) {
                do throws(APIFailure) { live.observe(kind, try answer.get()) } catch { failures[kind] = error }
            }
        }
        return (live, failures)
    }

    private func everything(of kind: String, under live: LiveSnapshot) -> Scope {
        var scope = Scope(everything: true)
        if let parent = catalog[kind]?.listedUnder, live.observedKinds.contains(parent) {
            scope.parents[parent] = Set(live.all(parent).map(\.id))
        }
        return scope
    }

    /// Whether our own last change is so young that a list may not show it yet.
    private func isFresh(_ record: RecordedResource) -> Bool {
        record.updatedAt.map { now() - $0 < settle } ?? false
    }

    /// Parents first, level by level; all lists of a level at once.
    private func readByLevel(
        _ kinds: [String], _ interest: Interest, into live: inout LiveSnapshot
    ) async throws(APIFailure) {
        let levels = Dictionary(grouping: kinds) { catalog.depth(of: $0) }
        for (_, kinds) in levels.sorted(by: { $0.key < $1.key }) { try await read(kinds, interest, into: &live) }
    }

    private func read(
        _ kinds: [String], _ interest: Interest, into live: inout LiveSnapshot
    ) async throws(APIFailure) {
        let scopes = kinds.map { ($0, interest.scope(of: $0, in: live)) }
        for (kind, answer) in await answers(scopes) { live.observe(kind, try answer.get()) }
    }

    /// The lists of all kinds, read side by side, by kind.
    private func answers(
        _ scopes: [(String, Scope)]
    ) async -> [(String, Result<[LiveObject], APIFailure>)] {
        let cloud = SharedReads(cloud)
        return await withTaskGroup(of: (String, Result<[LiveObject], APIFailure>).self) { group in
            for (kind, scope) in scopes {
                guard let driver = Catalog.driver(kind) else { continue }
                group.addTask { (kind, await list(driver, scope, from: cloud)) }
            }
            var answers: [(String, Result<[LiveObject], APIFailure>)] = []
            for await answer in group { answers.append(answer) }
            return answers.sorted { $0.0 < $1.0 }
        }
    }

    private func list(
        _ driver: Driver, _ scope: Scope, from cloud: SharedReads
    ) async -> Result<[LiveObject], APIFailure> {
        do throws(APIFailure) {
            // Some lists keep showing what was deleted, for an hour and more (api/databoxframe.md §4).
            let listed = try await driver.operations.list(scope, from: cloud)
            return .success(listed.filter { driver.kind.phase(of: $0.status) != .gone })
        } catch {
            return .failure(error)
        }
    }
}
