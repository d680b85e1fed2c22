import OrderedJSON

/// One rule: which calls, from which on, how often, and what goes wrong.
struct FaultRule: Sendable {
    /// An action, or `METHOD /path`; `*` stands for any text.
    let match: String
    /// Whether every endpoint is counted for itself.
    let perEndpoint: Bool
    /// Calls that pass first.
    let skip: Int64
    /// Chance of a call being hit, 0 to 1.
    let probability: Double
    /// Seed of the dice.
    let seed: UInt64
    /// What happens, one after the other.
    let sequence: [Stretch]

    /// A number of calls that go wrong the same way.
    struct Stretch: Sendable {
        /// nil goes on for ever.
        let times: Int64?
        let effect: Effect
    }

    /// What goes wrong with a call.
    struct Effect: Sendable {
        enum Drop: String, Sendable, CaseIterable {
            case beforeCommit, afterCommit
        }

        var status: Int?
        var code: String?
        var retryAfter: Int64?
        var drop: Drop?
        var delay: Int64 = 0
        var truncate = false
        var malformed = false
        var nonsense: Nonsense?
        /// Whether the call is carried out all the same.
        var performed = false
        var staleReads: Int64 = 0
    }

    private static let ruleKeys: Set = ["match", "perEndpoint", "skip", "probability", "seed", "sequence", "comment"]
    private static let effectKeys: Set = [
        "times", "status", "code", "retryAfter", "drop", "delayMs", "truncate", "malformed", "nonsense",
        "performed", "staleReads",
    ]

    init(_ json: JSON, number: Int) throws(SimulatorError) {
        let reader = FaultReader(json: json, place: "fault \(number)")
        guard case .object = json else { throw reader.error("is not an object") }
        match = try reader.text("match") ?? "*"
        perEndpoint = try reader.flag("perEndpoint") ?? false
        skip = try reader.integer("skip") ?? 0
        probability = try reader.probability()
        seed = UInt64(bitPattern: try reader.integer("seed") ?? Int64(number))
        if json["sequence"] != nil {
            try reader.refuseKeys(notIn: Self.ruleKeys)
            sequence = try reader.sequence { json, place throws(SimulatorError) in
                let stretch = FaultReader(json: json, place: place)
                try stretch.refuseKeys(notIn: Self.effectKeys)
                return try Self.stretch(stretch)
            }
        } else {
            try reader.refuseKeys(notIn: Self.ruleKeys.union(Self.effectKeys))
            sequence = [try Self.stretch(reader)]
        }
    }

    private static func stretch(_ reader: FaultReader) throws(SimulatorError) -> Stretch {
        var effect = Effect()
        effect.status = try reader.status()
        effect.code = try reader.code(beside: effect.status)
        effect.retryAfter = try reader.integer("retryAfter")
        effect.drop = try reader.drop()
        effect.delay = try reader.integer("delayMs") ?? 0
        effect.truncate = try reader.flag("truncate") ?? false
        effect.malformed = try reader.flag("malformed") ?? false
        effect.nonsense = try reader.nonsense()
        effect.performed = try reader.flag("performed") ?? false
        effect.staleReads = try reader.integer("staleReads") ?? 0
        return Stretch(times: try reader.integer("times"), effect: effect)
    }
}
