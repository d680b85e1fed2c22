import Foundation
import OrderedJSON

/// Everything that may go wrong with a call, at random, on every endpoint; the same for the same seed.
public struct Storm: Sendable, CustomStringConvertible {
    /// How many calls in a hundred go wrong.
    public let percent: Int
    public let seed: Int

    public init(percent: Int, seed: Int) {
        self.percent = percent
        self.seed = seed
    }

    public var description: String { "\(percent)/\(seed)" }

    /// What to run to see it again.
    public var reproduction: String { "again: NACRE_STORM=\(self) swift test --filter 'FaultStorms|Weather'" }

    /// The storms of a test run: the one that `NACRE_STORM=percent/seed` names, else `seeds` of each strength.
    public static func chosen(seeds: Int, underSoak many: Int) -> [Storm] {
        let environment = ProcessInfo.processInfo.environment
        if let parts = environment["NACRE_STORM"]?.split(separator: "/").compactMap({ Int($0) }), parts.count == 2 {
            return [Storm(percent: parts[0], seed: parts[1])]
        }
        let count = environment["NACRE_SOAK"] == "1" ? many : seeds
        return [10, 30, 50].flatMap { percent in (1...count).map { Storm(percent: percent, seed: $0) } }
    }

    private static let effects: [JSON] = [
        ["status": 429], ["status": 503], ["status": 504], ["status": 500], ["drop": "beforeCommit"],
        ["drop": "afterCommit"], ["truncate": true], ["malformed": true], ["delayMs": 100], ["staleReads": 2],
    ]

    /// The fault script. The rules roll one after the other until one hits.
    public var faults: [JSON] {
        let each = 1 - pow(1 - Double(percent) / 100, 1 / Double(Self.effects.count))
        return Self.effects.enumerated().map { index, effect in
            var rule = effect.members
            rule["match"] = "*"
            rule["probability"] = .number(each)
            rule["seed"] = .integer(Int64(seed * 1000 + index))
            return .object(rule)
        }
    }
}

extension ControlPanel {
    /// Tables of what happened rather than of what is there: a call made twice leaves two lines.
    private static let logs: Set<String> = ["gatewayEvent", "gatewayUsage", "dnsOperation"]

    /// How many objects each table holds once those that are on their way out have left it.
    public func census() async throws -> [String: Int] {
        try await advance(seconds: 86_400)
        let tables = try await send(.get, "world")["tables"]?.members ?? [:]
        return Dictionary(
            uniqueKeysWithValues: tables.filter { !Self.logs.contains($0.key) }.map {
                ($0.key, $0.value.elements.count)
            })
    }
}
