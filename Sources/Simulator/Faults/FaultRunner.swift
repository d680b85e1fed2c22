/// Plays a fault script: counts calls, rolls dice and spoils answers.
struct FaultRunner: Sendable {
    private let script: FaultScript
    /// Calls seen, by rule and endpoint.
    private var seen: [Counter: Int64] = [:]
    private var dice: [SeededRandom]
    /// Last answer that went out to a read under a stale-read rule, and how often it was repeated.
    private var remembered: [String: (answer: Response, repeats: Int64)] = [:]

    private struct Counter: Hashable {
        let rule: Int
        let endpoint: String
    }

    init(_ script: FaultScript) {
        self.script = script
        dice = script.rules.map { SeededRandom(seed: $0.seed) }
    }

    /// Answers a call, going wrong where the script says so. `serve` runs only if the call reaches its service.
    mutating func deliver(_ call: Call, _ world: inout World, serve: (Call, inout World) -> Response) -> Delivery {
        guard let effect = effect(on: call) else { return Delivery(response: serve(call, &world)) }
        if effect.drop == .beforeCommit {
            return Delivery(response: Response(status: 500), delayMilliseconds: effect.delay, ending: .dropped)
        }
        if let status = effect.status {
            let failure = call.acted(status: status, code: effect.code, retryAfter: effect.retryAfter)
            return Delivery(
                response: failure.response(xml: call.wantsXML), delayMilliseconds: effect.delay, isActed: true)
        }
        if let nonsense = effect.nonsense {
            if effect.performed { _ = serve(call, &world) }
            return Delivery(response: nonsense.response, delayMilliseconds: effect.delay, isActed: true)
        }
        var response = serve(call, &world)
        if effect.staleReads > 0, call.isRead { response = stale(response, call, atMost: effect.staleReads) }
        if effect.malformed { response.body = Array("{\"oops\": [1,".utf8) }
        let ending: Delivery.Ending = effect.drop == .afterCommit ? .dropped : effect.truncate ? .truncated : .complete
        return Delivery(response: response, delayMilliseconds: effect.delay, ending: ending, isActed: effect.malformed)
    }

    private mutating func effect(on call: Call) -> FaultRule.Effect? {
        let endpoint = call.endpoint
        for (index, rule) in script.rules.enumerated() where WildcardPattern.matches(rule.match, endpoint) {
            let counter = Counter(rule: index, endpoint: rule.perEndpoint ? endpoint : "")
            let place = seen[counter, default: 0] - rule.skip
            guard place < 0 || stretch(of: rule, at: place) != nil else { continue }
            // A call the dice spare does not use up the rule.
            if place >= 0, rule.probability < 1, dice[index].fraction() >= rule.probability { continue }
            seen[counter, default: 0] += 1
            if place >= 0 { return stretch(of: rule, at: place)?.effect }
        }
        return nil
    }

    private func stretch(of rule: FaultRule, at place: Int64) -> FaultRule.Stretch? {
        var rest = place
        for stretch in rule.sequence {
            guard let times = stretch.times, rest >= times else { return stretch }
            rest -= times
        }
        return nil
    }

    private mutating func stale(_ fresh: Response, _ call: Call, atMost limit: Int64) -> Response {
        let old = remembered[call.identity]
        if let old, old.repeats < limit, !Self.sameContent(old.answer, fresh) {
            remembered[call.identity] = (old.answer, old.repeats + 1)
            return old.answer
        }
        remembered[call.identity] = (fresh, 0)
        return fresh
    }

    /// Whether two answers differ in more than their request id.
    private static func sameContent(_ one: Response, _ other: Response) -> Bool {
        func content(_ response: Response) -> [Substring] {
            String(decoding: response.body, as: UTF8.self).split(separator: "\n").filter { !$0.contains("requestId") }
        }
        return one.status == other.status && content(one) == content(other)
    }
}
