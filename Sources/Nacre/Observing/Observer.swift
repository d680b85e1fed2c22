import Execution
import Kinds
import Model
import NcloudClient
import StateStore

/// Reads what the cloud holds of the kinds a run is about: by list, all kinds at once, pages in parallel.
struct Observer {
    let drivers: DriverCatalog
    let cloud: any APICaller
    let clock: RunClock
    var catalog: KindCatalog { drivers.kinds }

    /// How long to wait before an object that is missing is looked for again, and again.
    static let laterLooks: [Duration] = [.milliseconds(500), .milliseconds(1500)]
    /// Of how many missing objects of a kind each is asked for by its id; beyond that a list is cheaper.
    static let mostDetails = 50

    /// How long a list may lag behind our own changes, in seconds.
    let settle: Double
    let now: @Sendable () -> Moment
    /// Told of a wait that takes longer than a few seconds.
    var announce: @Sendable (String) -> Void = { _ in }

    /// Reads every kind that occurs in manifests, state, lookups and open intents.
    ///
    /// An object that state knows and the list lacks is gone only when two looks that know nothing of each other miss
    /// it: the list, and the question for that one object. Kinds without such a question are listed three times. And
    /// nothing is gone before the time is over that answers may lag behind a change of our own (api/common.md §10): an
    /// object taken for gone would be made a second time.
    func observe(
        desired: Desired, recorded: Recorded, intents: [Intent]
    ) async throws(APIFailure) -> LiveSnapshot {
        let interest = Interest(desired: desired, recorded: recorded, intents: intents, catalog: catalog)
        let beginning = Beginning(now(), clock)
        var live = LiveSnapshot()
        try await readByLevel(interest.kinds, interest, into: &live)
        var looks = 0
        var shown: [LiveObject] = []
        while true {
            // Parents first: what lies under one that the list lacks could not be listed either.
            var confirmed: Set<Address> = []
            for missing in interest.missing(in: live, now: beginning.moment).byDepth(catalog) {
                live.hideInside(missing, catalog)
                let open = missing.filter { !live.isHidden($0.address.kind, id: $0.id) }
                try await ask(open, into: &live, shown: &shown, confirmed: &confirmed)
            }
            // A parent that only its own question showed was left out when its children were listed.
            let orphaned = interest.kinds.filter { child in
                shown.contains { $0.kind == catalog[child]?.place.listedUnder }
            }
            if looks == 0, !orphaned.isEmpty { try await readAgain(Set(orphaned), interest, shown, into: &live) }
            let missing = interest.missing(in: live, now: beginning.moment)
            let mayLookAgain = looks < Self.laterLooks.count
            let fresh = missing.filter { isFresh($0, beginning) }
            let isOpen = !fresh.isEmpty || mayLookAgain && missing.contains { !confirmed.contains($0.address) }
            guard isOpen else { return live }
            if looks == Self.laterLooks.count, let first = fresh.first { announce(waiting(for: first, beginning)) }
            try? await clock.sleep(Self.laterLooks[min(looks, Self.laterLooks.count - 1)])
            looks += 1
            try await readAgain(Set(missing.map(\.address.kind)), interest, shown, into: &live)
        }
    }

    /// Lists the kinds of doubtful objects once more. What was shown by itself stays, whatever the list says.
    private func readAgain(
        _ doubtful: Set<String>, _ interest: Interest, _ shown: [LiveObject], into live: inout LiveSnapshot
    ) async throws(APIFailure) {
        let read: Result<LiveSnapshot, APIFailure> = await Paging.$isAbsenceDecisive.withValue(true) { [live] in
            var again = live
            do throws(APIFailure) {
                try await readByLevel(doubtful.sorted(), interest, into: &again)
                return .success(again)
            } catch {
                return .failure(error)
            }
        }
        live = try read.get()
        for object in shown where live.object(object.kind, id: object.id) == nil { live.observe(object) }
    }

    /// Reads all objects of `kinds`, those of a parent after their parents. A kind that cannot be read keeps nobody
    /// from reading the others.
    func survey(_ kinds: [String]) async -> (live: LiveSnapshot, failures: [String: APIFailure]) {
        var live = LiveSnapshot()
        var failures: [String: APIFailure] = [:]
        let levels = Dictionary(grouping: kinds) { catalog.depth(of: $0) }
        for (_, level) in levels.sorted(by: { $0.key < $1.key }) {
            let scopes = level.map { ($0, everything(of: $0, under: live, among: kinds)) }
            for (kind, answer) in await answers(scopes) {
                do throws(APIFailure) { live.observe(kind, try answer.get()) } catch { failures[kind] = error }
            }
        }
        live.dropDeployments(without: Set(failures.keys), catalog)
        return (live, failures)
    }

    /// Reads the objects of one kind that `scope` asks for.
    func read(_ kind: String, _ scope: ReadScope) async -> Result<[LiveObject], APIFailure> {
        guard let driver = drivers[kind] else { return .success([]) }
        return await list(driver, scope, from: SharedReads(cloud))
    }

    private func everything(of kind: String, under live: LiveSnapshot, among kinds: [String]) -> ReadScope {
        var scope = ReadScope(everything: true)
        // Nothing is known of what was deployed, so that it is asked for: where all is read that it is compared with.
        if catalog[kind]?.serving.deployment?.parts.allSatisfy({ kinds.contains($0.kind) }) ?? false {
            scope.lastSeen = [:]
        }
        if let parent = catalog[kind]?.place.listedUnder, live.observedKinds.contains(parent) {
            scope.parents[parent] = Set(live.all(parent).map(\.id))
        }
        return scope
    }

    /// When the observation began.
    private struct Beginning {
        let moment: Moment
        let clock: RunClock
        let elapsed: Duration

        init(_ moment: Moment, _ clock: RunClock) {
            (self.moment, self.clock, elapsed) = (moment, clock, clock.elapsed())
        }

        /// Seconds since a moment before; what was not written yet counts as written when the observation began.
        func age(of earlier: Moment?) -> Double {
            moment.seconds(since: earlier ?? moment) + (clock.elapsed() - elapsed).seconds
        }
    }

    /// Whether our own last change is so young that a list may not show it yet.
    private func isFresh(_ record: RecordedResource, _ beginning: Beginning) -> Bool {
        beginning.age(of: record.updatedAt) < settle
    }

    private func waiting(for record: RecordedResource, _ beginning: Beginning) -> String {
        let age = beginning.age(of: record.updatedAt)
        let origin =
            record.updatedAt == nil
            ? "which an interrupted run created" : "recorded \(Int(age.rounded(.down))) s ago"
        return "\(record.address), \(origin), is not listed yet: reading again for up to "
            + "\(Int((settle - age).rounded(.up))) s"
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
        let scopes = live.hideKinds(under: kinds, catalog).map { ($0, interest.scope(of: $0, in: live)) }
        for (kind, answer) in await answers(scopes) {
            do throws(APIFailure) { live.observe(kind, try answer.get()) } catch {
                guard error.isDenial else { throw error }
                live.hide(kind, error)
            }
        }
    }

    /// The lists of all kinds, read side by side, by kind.
    private func answers(
        _ scopes: [(String, ReadScope)]
    ) async -> [(String, Result<[LiveObject], APIFailure>)] {
        let cloud = SharedReads(cloud)
        return await withTaskGroup(of: (String, Result<[LiveObject], APIFailure>).self) { group in
            for (kind, scope) in scopes {
                guard let driver = drivers[kind] else { continue }
                group.addTask { (kind, await list(driver, scope, from: cloud)) }
            }
            var answers: [(String, Result<[LiveObject], APIFailure>)] = []
            for await answer in group { answers.append(answer) }
            return answers.sorted { $0.0 < $1.0 }
        }
    }

    private func list(
        _ driver: Driver, _ scope: ReadScope, from cloud: SharedReads
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

extension [RecordedResource] {
    /// The rows kind by kind, those of parents before those of their children.
    fileprivate func byDepth(_ catalog: KindCatalog) -> [[RecordedResource]] {
        Dictionary(grouping: self, by: \.address.kind)
            .sorted { (catalog.depth(of: $0.key), $0.key) < (catalog.depth(of: $1.key), $1.key) }.map(\.value)
    }
}
