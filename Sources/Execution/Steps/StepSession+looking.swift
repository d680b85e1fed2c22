import Kinds
import Model
import NcloudClient

extension StepSession {
    /// How long to wait before an object that only lists can show is looked for again, and again.
    static let laterLooks: [Duration] = [.milliseconds(500), .milliseconds(1500)]

    /// Reads one object afresh, of the step's own kind unless another is named: by the list, and past it when the list
    /// lacks it. Where the question for it tells nothing, three lists have to lack it.
    /// - Returns: nil when it is gone.
    func look(for id: String, of kind: String? = nil) async throws(StepFailure) -> LiveObject? {
        let driver = kind.flatMap { context.drivers[$0] } ?? driver
        if let object = try await listed(id, driver) { return object }
        switch try await asked(id, driver) {
        case .shown(let object): return object
        case .missing: return nil
        case .notOffered: break
        }
        for pause in Self.laterLooks {
            do { try await context.clock.sleep(pause) } catch { throw .interrupted }
            if let object = try await listed(id, driver) { return object }
        }
        return nil
    }

    /// Whether an object comes to show the effect of a change before the time is over.
    func shows(
        _ change: Repeatability, after request: APIRequest, within window: Duration
    ) async throws(StepFailure) -> Bool {
        guard case .unless(let id, let kind, let showsEffect) = change else { return false }
        let shown = try await look(within: window, atLeast: 1) { () throws(StepFailure) -> Looked<LiveObject> in
            guard let object = try await look(for: id, of: kind, after: request), showsEffect(object) else {
                return .missing
            }
            return .found(object)
        }
        return shown != nil
    }

    /// What one look comes to.
    enum Looked<Found> {
        case found(Found)
        case missing
        /// What it depends on may still turn out either way: it is looked again, however long that takes.
        case undecided
    }

    /// Looks again and again until something is found, or `window` is over and at least so many looks have missed it.
    func look<Found>(
        within window: Duration, atLeast fewest: Int, _ once: () async throws(StepFailure) -> Looked<Found>
    ) async throws(StepFailure) -> Found? {
        let end = context.clock.elapsed() + window
        var (pause, looks) = (Duration.milliseconds(200), 0)
        while true {
            looks += 1
            switch try await once() {
            case .found(let found): return found
            case .missing where looks >= fewest && context.clock.elapsed() >= end: return nil
            case .missing, .undecided: break
            }
            do { try await context.clock.sleep(pause) } catch { throw .interrupted }
            pause = min(pause * 2, .seconds(2))
        }
    }

    private func listed(_ id: String, _ driver: Driver) async throws(StepFailure) -> LiveObject? {
        let scope = ReadScope(ids: [id], parents: parents)
        let list = try await StepFailure.wrapping { () throws(APIFailure) in
            try await driver.operations.list(scope, from: caller)
        }
        return list.first { $0.id == id }
    }

    /// Asks for the object itself. A missing permission is an error: such an object is neither there nor gone.
    func asked(_ id: String, _ driver: Driver) async throws(StepFailure) -> Detail {
        let isOwn = driver.kind.name == self.driver.kind.name
        do throws(APIFailure) {
            return try await driver.operations.detail(of: id, knownAs: isOwn ? known : [:], from: caller)
        } catch {
            guard error.classification == .refused, !error.isDenial else { throw .api(error) }
            return .notOffered
        }
    }
}
