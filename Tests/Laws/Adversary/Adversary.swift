import Model
import OrderedJSON
import Rehearsal

/// Somebody else with the console open, an administrator who takes permissions away, a network that lies, and whoever
/// sets the clock. Knows nothing of manifests and state.
actor Adversary {
    /// What can be done to the cloud.
    enum Act: CaseIterable, Sendable {
        case delete, recreate, twin, change, hide, answerNonsense, stepClock
        case addRule, move, reassign, protect
    }

    let cloud: ControlPanel
    private let clock: SteppedClock
    /// In words, in order.
    private(set) var said: [String] = []
    private var underWay = 0
    /// What an administrator may hide. Of others the API has no question for one object, or their id is known to nobody:
    /// hidden, they are like objects that are gone.
    private var hideable: (objects: Set<CloudObject>, tables: Set<String>) = ([], [])
    /// What may be made again under its name: of others a create may be under way, and nobody could tell what that made
    /// from what was made beside it.
    private var settled: Set<CloudObject> = []
    /// Faults that are in force.
    private var faults: [JSON] = []

    init(_ cloud: ControlPanel, _ clock: SteppedClock) {
        self.cloud = cloud
        self.clock = clock
    }

    func mayRecreate(_ objects: Set<CloudObject>) { settled = objects }

    func mayHide(_ objects: Set<CloudObject>, tables: Set<String>) { hideable = (objects, tables) }

    /// What was done, once nothing is under way: a run does not wait for every call that it has made.
    func takeSaid() async -> [String] {
        while underWay > 0 { try? await Task.sleep(for: .milliseconds(1)) }
        defer { said = [] }
        return said
    }

    /// Does one thing, chosen by `seed`. What cannot be done is left.
    func perform(_ act: Act, seed: UInt64) async {
        var dice = Dice(seed: seed)
        underWay += 1
        defer { underWay -= 1 }
        do {
            let words =
                switch act {
                case .delete: try await delete(&dice)
                case .recreate: try await recreate(&dice)
                case .twin: try await twin(&dice)
                case .change: try await change(&dice)
                case .hide: try await hide(&dice)
                case .answerNonsense: try await answerNonsense(&dice)
                case .stepClock: stepClock(&dice)
                case .addRule: try await addRule(&dice)
                case .move: try await move(&dice)
                case .reassign: try await reassign(&dice)
                case .protect: try await protect(&dice)
                }
            if let words { said.append(words) }
        } catch {
            said.append("\(act) came to nothing: \(error)")
        }
    }

    /// Lets everything be seen and answered as it is. The clock stays where it was set.
    func restore() async throws {
        faults = []
        try await cloud.faults([])
        try await cloud.send(.post, "permissions", ["hidden": []])
    }

    /// Takes away what was made beside nacre's objects, but what is in `spared`.
    func cleanUp(sparing spared: Set<CloudObject>) async throws {
        for object in try await CloudReading(cloud).made(byNacre: false) where !spared.contains(object) {
            try await remove(object)
        }
    }

    // MARK: Objects

    private func delete(_ dice: inout Dice) async throws -> String? {
        let reading = try await CloudReading(cloud)
        guard let victim = dice.pick(reading.made(byNacre: true)) else { return nil }
        let going = reading.contents(of: victim)
        // What others use and does not hold them cannot be deleted by hand either; a server takes its disks along.
        let canGo = !going.isEmpty || !reading.isUsed(victim) || ["server", "loginKey"].contains(victim.table)
        guard canGo, going.isEmpty || dice.oneIn(2) else { return nil }
        let all = going + [victim]
        for object in all.filter({ $0.table == "server" }) + all.filter({ $0.table != "server" }) {
            try? await remove(object)
        }
        return "somebody deletes \(title(victim, reading))" + (going.isEmpty ? "" : " and \(going.count) objects in it")
    }

    private func recreate(_ dice: inout Dice) async throws -> String? {
        let reading = try await CloudReading(cloud)
        let free = reading.made(byNacre: true).filter { object in
            settled.contains(object) && (object.table == "loginKey" || !reading.isUsed(object))
        }
        guard let victim = dice.pick(free.filter { $0.table != "server" && $0.table != "publicIp" }) else { return nil }
        let new = try await cloud.send(.post, "recreate", ["table": .string(victim.table), "id": .string(victim.id)])
        return "somebody makes \(title(victim, reading)) again, as \(new["id"]?.text ?? "")"
    }

    /// Another of the same name, where the cloud allows two.
    private func twin(_ dice: inout Dice) async throws -> String? {
        let reading = try await CloudReading(cloud)
        let tables: Set = ["accessControlGroup", "networkAcl", "product", "apiKey", "usagePlan", "publicIp"]
        guard let model = dice.pick(reading.made(byNacre: true).filter({ tables.contains($0.table) })) else {
            return nil
        }
        let new = try await cloud.send(
            .post, "recreate", ["table": .string(model.table), "id": .string(model.id), "keepsOld": true])
        return "somebody makes \(new["id"]?.text ?? ""), a twin of \(title(model, reading))"
    }

    private func change(_ dice: inout Dice) async throws -> String? {
        let reading = try await CloudReading(cloud)
        let victims = reading.made(byNacre: true).filter { Self.changes[$0.table] != nil }
        guard let victim = dice.pick(victims), let values = Self.changes[victim.table] else { return nil }
        try await cloud.change(victim.table, id: victim.id, values)
        return "somebody sets \(values.serialized()) of \(title(victim, reading))"
    }

    /// Of fields that change in place.
    private static let changes: [String: JSON] = [
        "networkAcl": ["networkAclDescription": "theirs"], "accessControlGroup": ["rules": []],
        "product": ["productDescription": "theirs"], "api": ["apiDescription": "theirs"],
        "apiKey": ["apiKeyDescription": "theirs"], "usagePlan": ["rateRps": 3],
    ]

    private func remove(_ object: CloudObject) async throws {
        try await cloud.send(.post, "delete", ["table": .string(object.table), "id": .string(object.id)])
    }

    func title(_ object: CloudObject, _ reading: CloudReading) -> String {
        let name = reading.objects[object]?["\(object.table)Name"]?.text ?? ""
        return "\(object) \(name)"
    }
}

// MARK: Sight, answers and time

extension Adversary {
    /// Kinds, or single objects.
    private func hide(_ dice: inout Dice) async throws -> String? {
        let made = try await CloudReading(cloud).made(byNacre: true).filter(hideable.objects.contains)
        guard !made.isEmpty else { return nil }
        let rules = (0..<Int.random(in: 1...3, using: &dice)).compactMap { _ -> JSON? in
            guard let object = dice.pick(made) else { return nil }
            let table: JSON = .string(object.table)
            let isWhole = dice.oneIn(2) && hideable.tables.contains(object.table)
            return isWhole ? ["table": table] : ["table": table, "id": .string(object.id)]
        }
        try await cloud.send(.post, "permissions", ["hidden": .array(rules)])
        return "hidden: \(rules.map { $0.serialized() }.joined(separator: " "))"
    }

    private func answerNonsense(_ dice: inout Dice) async throws -> String? {
        guard let match = dice.pick(Self.calls), var rule = dice.pick(Self.answers)?.members else { return nil }
        rule["match"] = .string(match)
        rule["seed"] = .integer(Int64.random(in: 1...1_000_000, using: &dice))
        if dice.oneIn(2) {
            rule["times"] = .integer(Int64.random(in: 1...4, using: &dice))
            rule["skip"] = .integer(Int64.random(in: 0...3, using: &dice))
        } else {
            rule["probability"] = .number(dice.pick([0.05, 0.2, 0.5, 1]) ?? 1)
        }
        faults.append(.object(rule))
        try await cloud.faults(faults)
        return "answers: \(JSON.object(rule).serialized())"
    }

    private static let calls = [
        "*", "get*", "get*List", "get*Detail", "create*", "delete*", "terminate*", "add*", "remove*", "set*", "GET /*",
        "POST /*", "DELETE /*", "PATCH /*", "PUT /*", "getVpcList", "getServerInstanceList", "getSubnetList",
    ]

    private static let answers: [JSON] = [
        ["nonsense": "errorInside"], ["nonsense": "flatError"], ["nonsense": "proxyError"], ["nonsense": "empty"],
        ["nonsense": "page"], ["nonsense": "page", "performed": true], ["nonsense": "errorInside", "performed": true],
        ["nonsense": "empty", "performed": true], ["status": 403], ["status": 404, "code": "300"], ["status": 401],
        ["drop": "afterCommit"], ["drop": "beforeCommit"], ["malformed": true], ["staleReads": 2],
    ]

    private func stepClock(_ dice: inout Dice) -> String? {
        let steps: [Double] = [-172_800, -3600, -90, -5, 5, 90, 3600, 34_560_000]
        guard let seconds = dice.pick(steps) else { return nil }
        clock.step(seconds: seconds)
        return "the clock is set \(Int(seconds)) s"
    }
}
