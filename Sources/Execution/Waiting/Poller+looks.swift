import Kinds
import Model
import NcloudClient

// How the poller looks at the cloud: a list for everybody who waits for a kind, and single objects beside it.

extension Poller {
    func look(_ driver: Driver) async {
        let asked = waiters[driver.kind.name] ?? [:]
        var scope = ReadScope()
        for waiter in asked.values { scope.parents.merge(waiter.parents) { $0.union($1) } }
        if driver.kind.reading.perObject.isEmpty { scope.ids = Set(asked.values.map(\.id)) }
        scope.statusOnly = asked.values.allSatisfy(\.goal.isGone)
        let reads = LookReads(cloud)
        do throws(APIFailure) {
            let found = try await list(driver, scope, from: reads)
            for (ticket, waiter) in asked {
                if let object = found[waiter.id], isReadAlone(object, for: waiter.goal, driver.kind) {
                    beginReading(ticket, driver, scope, from: reads)
                } else if judge(ticket, driver.kind, found) == .doubtful {
                    beginConfirming(ticket, driver)
                }
            }
        } catch {
            for ticket in asked.keys { takeIn(error, ticket, driver.kind.name) }
        }
    }

    /// What was begun goes on in the cloud, seen or not: it is pending, not failed. What could not be read for the moment, or
    /// changed while it was, is read again at the next turn.
    private func takeIn(_ failure: APIFailure, _ ticket: Int, _ kind: String) {
        guard let waiter = waiters[kind]?[ticket], failure.isFinal || clock.elapsed() > waiter.deadline else { return }
        let reason = failure.endsRun ? failure.haltInBrief : failure.description
        settle(ticket, kind, .failure(.pending("its status cannot be read: \(reason)")))
    }

    private func list(
        _ driver: Driver, _ scope: ReadScope, from cloud: any APICaller
    ) async throws(APIFailure) -> [String: LiveObject] {
        let list = try await driver.operations.list(scope, from: cloud)
        return Dictionary(list.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether the object has to be read in full, where attributes cost a call for each object, as the rules of a group
    /// do. As long as its status says that the wait is not over, the list is enough.
    private func isReadAlone(_ object: LiveObject, for goal: Goal, _ kind: Kind) -> Bool {
        guard !kind.reading.perObject.isEmpty else { return false }
        return goal.isAboutAttributes || goal.isReady && kind.phase(of: object.status) == .ready
    }

    /// Reads an object in full, beside the lists: a slow answer about one object keeps nobody else waiting.
    private func beginReading(_ ticket: Int, _ driver: Driver, _ scope: ReadScope, from cloud: any APICaller) {
        guard let waiter = waiters[driver.kind.name]?[ticket] else { return }
        guard reading.insert(ticket).inserted else { return endIfLate(ticket, waiter, driver.kind) }
        var scope = scope
        scope.ids = [waiter.id]
        scope.fields = waiter.fields
        Task { [scope] in
            do throws(APIFailure) {
                let found = try await list(driver, scope, from: cloud)
                _ = judge(ticket, driver.kind, found)
            } catch {
                takeIn(error, ticket, driver.kind.name)
            }
            reading.remove(ticket)
        }
    }

    /// Asks beside the lists: a slow answer about one object keeps nobody else waiting.
    private func beginConfirming(_ ticket: Int, _ driver: Driver) {
        guard confirming.insert(ticket).inserted else { return }
        Task {
            await confirm(ticket, driver)
            confirming.remove(ticket)
        }
    }

    /// Asks for an object itself that the lists lack, before it counts as gone.
    private func confirm(_ ticket: Int, _ driver: Driver) async {
        let kind = driver.kind
        guard let waiter = waiters[kind.name]?[ticket] else { return }
        do throws(APIFailure) {
            switch try await driver.operations.detail(of: waiter.id, knownAs: waiter.known, from: cloud) {
            case .shown(let object) where kind.phase(of: object.status) != .gone:
                _ = judge(ticket, kind, [object.id: object])
            case .shown, .missing, .notOffered:
                guard waiter.misses >= waiter.goal.missesOfVanished else { return }
                settle(ticket, kind.name, .failure(.vanished))
            }
        } catch {
            // Nothing is known that was not before: the next list is looked at.
        }
    }
}
