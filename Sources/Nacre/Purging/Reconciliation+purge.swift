import Execution
import Kinds
import Model
import NcloudClient
import OrderedJSON
import StateStore

/// What is to be purged, and under which lock.
public struct PurgeRequest: Sendable {
    public var address: Address
    /// None for everything.
    public var paths: [String]
    /// Whether the command ends only when the cloud has done it.
    public var waits: Bool
    public var lease: LeaseRequest
    /// How long to wait for a lease that somebody holds.
    public var lockTimeout: Duration

    public init(
        address: Address, paths: [String], waits: Bool = true, lease: LeaseRequest, lockTimeout: Duration = .zero
    ) {
        self.address = address
        self.paths = paths
        self.waits = waits
        self.lease = lease
        self.lockTimeout = lockTimeout
    }
}

extension Reconciliation {
    /// Has the cloud throw away what an object has cached, recorded like any change.
    ///
    /// The object itself is not changed, so that nothing but the history of the state is written.
    /// - Parameter note: told how far it has come.
    /// - Throws: a ``Diagnostic`` when the object is not managed or caches nothing, when a path is none, or when the cloud
    ///   fails; and what the client and the state throw.
    /// - Returns: whether the cloud has done it, as far as that is known: false where nobody waited for it, or where the service
    ///   named no request to wait for.
    @discardableResult
    public func purge(_ request: PurgeRequest, note: @escaping @Sendable (String) -> Void) async throws -> Bool {
        guard let purging = drivers[request.address.kind]?.purging else {
            let kinds = drivers.kinds.names.filter { drivers[$0]?.purging != nil }.joined(separator: ", ")
            throw Diagnostic(
                code: "nothing-to-purge",
                "\(request.address.kind) has no cache to purge; the kinds that have one are \(kinds)",
                help: "name an object of such a kind, as in Edge/web")
        }
        let requests = try purging.requests(request.paths)
        return try await withLease(request.lease, waiting: request.lockTimeout, note: note) {
            try await bind(try await checkedBinding())
            let recorded = try await state.recorded()
            guard let record = recorded[request.address], let id = record.id else {
                throw Diagnostic.notManaged(request.address, recorded)
            }
            try Task.checkCancellation()
            let run = try await state.beginRun(request.lease)
            let begin = cloud.clock.elapsed()
            var failure: (any Error)?
            var (calls, isFollowed) = (purging.idleness == nil ? 0 : 1, false)
            do {
                try await checkCache(of: request.address, id, purging)
                let numbers = try await send(requests, purging, request, id, run: run.id, calls: &calls, note)
                isFollowed = request.waits && !numbers.isEmpty
                if isFollowed {
                    try await follow(numbers, purging, of: request.address, id, calls: &calls, note)
                }
            } catch { failure = error }
            let step = StepRecord(
                runID: run.id, address: request.address, action: "purge", outcome: failure == nil ? .done : .failed,
                message: failure.map { "\($0)" } ?? requests.map(\.words).joined(separator: "; "),
                seconds: (cloud.clock.elapsed() - begin).seconds, calls: calls, attempts: 1, before: record)
            try await state.write([.stepOutcome(step)])
            try await state.finish(run.id, failure == nil ? .done : .failed)
            if let failure { throw failure }
            return isFollowed
        }
    }

    /// The service answers a purge of a stopped edge like one of an edge that is just being published, which is worth waiting
    /// for.
    private func checkCache(of address: Address, _ id: String, _ purging: Purging) async throws {
        guard let idleness = purging.idleness,
            let status = idleness.status(try await cloud.caller.call(idleness.look(id)))
        else { return }
        throw Diagnostic(
            code: "nothing-to-purge", "\(address) is \(status) and has no cache to purge",
            help: "start it again in the console, then run the command again")
    }

    /// Sends the requests at the pace that the service allows. One whose answer was lost is sent again: purging twice does no
    /// harm.
    private func send(
        _ requests: [Purging.Request], _ purging: Purging, _ request: PurgeRequest, _ id: String, run: String,
        calls: inout Int, _ note: @Sendable (String) -> Void
    ) async throws -> [String] {
        var numbers: [String] = []
        for (index, one) in requests.enumerated() {
            if index > 0, index.isMultiple(of: purging.requestsPerMinute) {
                note(
                    "\(request.address): \(index) of \(requests.count) requests sent; \(purging.requestsPerMinute) a minute are allowed"
                )
                try await cloud.clock.sleep(.seconds(60))
            }
            let call = purging.call(id, one)
            let intent = Intent(
                id: settings.identifier(), runID: run, address: request.address, call: call.endpoint, purpose: .update,
                openedAt: settings.now())
            try await state.write([.openIntent(intent)])
            do {
                calls += 1
                numbers += purging.numbers(try await sent(call))
                try await state.write([.closeIntent(intent.id, .succeeded)])
            } catch {
                try await state.write([.closeIntent(intent.id, .failed)])
                throw error
            }
        }
        return numbers
    }

    private func sent(_ call: APIRequest) async throws -> JSON {
        do throws(APIFailure) { return try await cloud.caller.call(call) } catch {
            guard error.classification == .ambiguous else { throw error }
            return try await cloud.caller.call(call)
        }
    }

    private func follow(
        _ numbers: [String], _ purging: Purging, of address: Address, _ id: String, calls: inout Int,
        _ note: @Sendable (String) -> Void
    ) async throws {
        var pause = Duration.seconds(1)
        let end = cloud.clock.elapsed() + purging.longest
        for (index, number) in numbers.enumerated() {
            var progress = Purging.Progress.running
            while progress == .running {
                calls += 1
                progress = purging.progress(try await cloud.caller.call(purging.status(id, number)))
                guard progress == .running else { break }
                guard cloud.clock.elapsed() < end else {
                    throw Diagnostic(
                        code: "not-purged", "the service has not reported the end of request \(number)",
                        help: "the request may still be carried out: see the console, or run the command again")
                }
                note("\(address): waiting for request \(number) (\(index + 1) of \(numbers.count))")
                try await cloud.clock.sleep(pause)
                pause = min(pause * 2, .seconds(15))
            }
            guard progress == .done else {
                throw Diagnostic(
                    code: "not-purged", "the service reports that request \(number) failed",
                    help: "run the command again")
            }
        }
    }
}

extension Diagnostic {
    /// What is said of an object that state does not have, or that was not created yet.
    static func notManaged(_ address: Address, _ recorded: Recorded) -> Diagnostic {
        let others = recorded.resources.map(\.address).filter { $0 != address }
        let nearest = NearestName.of(address.description, in: others.map(\.description))
        return Diagnostic(
            code: "not-managed", "\(address) is not in state",
            help: nearest.map { "did you mean \($0)?" }
                ?? "\"nacre state list\" lists the managed objects; create or import it first")
    }
}

extension Purging.Request {
    /// What it is about, in a line of the history.
    fileprivate var words: String {
        guard let first = paths.first else { return sort }
        return paths.count == 1 ? first : "\(first) and \(paths.count - 1) more"
    }
}
