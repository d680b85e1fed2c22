import Kinds
import NcloudClient
import OrderedJSON

/// Sends as one call what several steps ask of their objects at the same moment: "act by list".
///
/// Some actions take a list of ids: a thousand servers are stopped by ten calls instead of a thousand. Every step has
/// made the intent for its own object durable before it comes here, so a crash, a lost answer or a refusal is found out
/// about object by object, as if each had called alone.
actor Coalescer {
    /// What a call meant for several came to, told to each who joined it.
    enum Outcome: Sendable {
        /// Nobody else wanted the same: the call is the asker's own to make.
        case alone
        case answered(JSON)
        /// It failed for all. Refused as a whole it may be for the sake of one object only.
        case failed(APIFailure)
    }

    private struct Member {
        let ids: [String]
        let answer: CheckedContinuation<Outcome, Never>
    }

    /// How long others are waited for, once somebody has asked.
    static let tick: Duration = .milliseconds(50)
    /// How many ids go into one call. The documents name no limit; this keeps requests small and what a lost answer
    /// leaves open within bounds.
    static let most = 100

    private let caller: PatientCaller
    private let clock: RunClock
    /// Who waits for company, by what they ask without its ids.
    private var gathering: [APIRequest: [Int: Member]] = [:]
    /// Who waits for an answer.
    private var underWay: [Int: Member] = [:]
    private var nextTicket = 0

    init(caller: PatientCaller, clock: RunClock) {
        var caller = caller
        // Whose object is busy cannot be told from the refusal: each waits for its own, alone.
        caller.busyPatience = .zero
        self.caller = caller
        self.clock = clock
    }

    /// Has `request` go out together with others like it.
    func join(_ request: APIRequest) async -> Outcome {
        guard let (shared, ids) = request.withoutIDs else { return .alone }
        let ticket = nextTicket
        nextTicket += 1
        return await withTaskCancellationHandler {
            await withCheckedContinuation { add(Member(ids: ids, answer: $0), ticket, to: shared) }
        } onCancel: {
            Task { await self.dismiss(ticket, shared) }
        }
    }

    private func add(_ member: Member, _ ticket: Int, to shared: APIRequest) {
        guard !Task.isCancelled else { return member.answer.resume(returning: .failed(.interrupted(shared))) }
        let isFirst = gathering[shared] == nil
        gathering[shared, default: [:]][ticket] = member
        if gathering[shared, default: [:]].values.reduce(0, { $0 + $1.ids.count }) >= Self.most {
            depart(shared)
        } else if isFirst {
            Task {
                try? await clock.sleep(Self.tick)
                depart(shared)
            }
        }
    }

    /// A step that is given up is not sent for any more; what was sent stands in its intent.
    private func dismiss(_ ticket: Int, _ shared: APIRequest) {
        let member = gathering[shared]?.removeValue(forKey: ticket) ?? underWay.removeValue(forKey: ticket)
        member?.answer.resume(returning: .failed(.interrupted(shared)))
    }

    /// Sends what has gathered.
    private func depart(_ shared: APIRequest) {
        guard let members = gathering.removeValue(forKey: shared), !members.isEmpty else { return }
        guard members.count > 1 else {
            for member in members.values { member.answer.resume(returning: .alone) }
            return
        }
        underWay.merge(members) { _, new in new }
        let tickets = members.keys.sorted()
        let request = shared.carrying(tickets.flatMap { members[$0]?.ids ?? [] })
        Task { await send(request, for: tickets) }
    }

    private func send(_ request: APIRequest, for tickets: [Int]) async {
        let outcome: Outcome
        do throws(APIFailure) { outcome = .answered(try await caller.call(request)) } catch { outcome = .failed(error) }
        for ticket in tickets { underWay.removeValue(forKey: ticket)?.answer.resume(returning: outcome) }
    }
}

extension APIRequest {
    /// The request apart from the ids in its list, and these; nil for a call that takes no list.
    fileprivate var withoutIDs: (shared: APIRequest, ids: [String])? {
        guard let list = byList else { return nil }
        var shared = self
        shared.parameters.removeAll { $0.name.hasPrefix(list + ".") }
        let ids = parameters.filter { $0.name.hasPrefix(list + ".") }.map(\.value)
        return ids.isEmpty ? nil : (shared, ids)
    }

    fileprivate func carrying(_ ids: [String]) -> APIRequest {
        var request = self
        guard let list = byList else { return request }
        request.parameters += ids.enumerated().map { Parameter("\(list).\($0 + 1)", $1) }
        return request
    }
}

extension APIFailure {
    fileprivate static func interrupted(_ request: APIRequest) -> APIFailure {
        APIFailure(
            endpoint: request.endpoint, envelope: .transport, classification: .ambiguous, meaning: "interrupted")
    }
}
