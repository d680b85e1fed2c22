import Model
import NcloudClient
import OrderedJSON

/// A caller that does not give up at the first "not now".
///
/// It repeats what certainly did not happen (throttled, refused connections), waits out busy objects, and repeats
/// reads whose answer was lost. A write whose answer was lost is handed up: whether it may be repeated is decided there.
public struct PatientCaller: APICaller {
    let client: any APICaller
    let limiter: Limiter
    let policy: RetryPolicy
    let clock: RunClock
    let counter: CallCounter
    /// A random number from 0 up to 1.
    let random: @Sendable () -> Double
    /// Told in words what is being waited for.
    var notice: @Sendable (String) -> Void = { _ in }
    /// Told of every long pause, for what and until when.
    var announce: @Sendable (String) -> Void
    private let longPauses = LongPauses()
    /// How long a busy object is waited for; nil means as long as everything else.
    var busyPatience: Duration?
    /// Counts the calls of one step besides those of the run.
    var ownCounter: CallCounter?

    public init(
        _ client: any APICaller, limiter: Limiter, policy: RetryPolicy = RetryPolicy(), clock: RunClock,
        counter: CallCounter = CallCounter(),
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        announce: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.announce = announce
        self.client = client
        self.limiter = limiter
        self.policy = policy
        self.clock = clock
        self.counter = counter
        self.random = random
    }

    /// A caller for what need not succeed: a call that fails is not repeated, nothing is waited for, and whatever is answered
    /// neither slows nor ends the run. One call of it is sent at a time.
    public var askingOnce: PatientCaller {
        PatientCaller(
            client, limiter: Limiter(limit: 1, clock: clock),
            policy: RetryPolicy(patience: .zero, patienceUnanswered: .zero), clock: clock, counter: counter,
            random: random)
    }

    public func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
        let start = clock.elapsed()
        var attempt = 1
        var isClockCorrected = false
        while true {
            do throws(APIFailure) {
                return try await once(request, attempt: attempt)
            } catch {
                // The client has corrected its clock; a second refusal is not about the clock.
                if case .clockSkew = error.classification, isClockCorrected { throw error }
                guard let pause = pause(after: error, of: request, attempt: attempt, since: start) else { throw error }
                if case .clockSkew = error.classification { isClockCorrected = true }
                notice(error.reasonToWait)
                tell(error, of: request, pause)
                // A cancelled sleep ends the tries; what is thrown is why they were needed.
                guard (try? await clock.sleep(pause)) != nil else { throw error }
                attempt += 1
            }
        }
    }

    public func pause(beforeReadingAgain attempt: Int) async {
        try? await clock.sleep(policy.pause(after: attempt + 1, serverAsked: nil, fraction: random()))
    }

    private func tell(_ failure: APIFailure, of request: APIRequest, _ pause: Duration) {
        let reason = "\(request.endpoint): \(failure.reasonToWait)"
        let words = longPauses.words(
            for: reason, pause, on: request.service.hostLabel, from: clock.elapsed())
        if let words { announce(words) }
    }

    private func once(_ request: APIRequest, attempt: Int) async throws(APIFailure) -> JSON {
        let host = request.service.hostLabel
        try await limiter.enter(host)
        counter.add(request.endpoint, isRetry: attempt > 1)
        ownCounter?.add(request.endpoint, isRetry: attempt > 1)
        do throws(APIFailure) {
            let answer = try await client.call(request)
            counter.noteAnswer()
            await limiter.leave(nil, host)
            return answer
        } catch {
            if error.status != nil { counter.noteAnswer() }
            await limiter.leave(error, host)
            throw error
        }
    }

    /// A cloud that has never answered is more likely misspelt than away for a moment.
    private func patience(with failure: APIFailure, attempt: Int) -> Duration {
        if case .busy = failure.classification { return busyPatience ?? policy.patience }
        guard failure.status == nil, !counter.count.isAnswered, attempt >= RetryPolicy.triesUnanswered else {
            return policy.patience
        }
        return min(policy.patience, policy.patienceUnanswered)
    }

    /// How long to pause before the next try; nil when there is to be none.
    private func pause(
        after failure: APIFailure, of request: APIRequest, attempt: Int, since start: Duration
    ) -> Duration? {
        let left = patience(with: failure, attempt: attempt) - (clock.elapsed() - start)
        guard left > .zero, !Task.isCancelled else { return nil }
        switch failure.classification {
        case .retry, .busy:
            return pause(after: failure, attempt, atMost: left)
        case .ambiguous:
            return request.isRead ? pause(after: failure, attempt, atMost: left) : nil
        case .clockSkew:
            return .zero
        case .gone, .quota, .unauthenticated, .refused:
            return nil
        }
    }

    /// However long the server asks for, nobody waits for longer than there is patience left.
    private func pause(after failure: APIFailure, _ attempt: Int, atMost left: Duration) -> Duration {
        min(left, policy.pause(after: attempt, serverAsked: failure.retryAfter, fraction: random()))
    }
}

extension APIFailure {
    /// What is waited for, in few words.
    var reasonToWait: String {
        switch classification {
        case .busy(let reason): "busy: \(reason)"
        case .retry where status == 429: "throttled"
        case .retry, .ambiguous: meaning ?? message ?? "no response"
        case .clockSkew: "clock corrected"
        case .gone, .quota, .unauthenticated, .refused: description
        }
    }
}
