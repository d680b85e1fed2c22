import Foundation
import Model
import OrderedJSON
import Rehearsal
import Testing

/// Boxes whose servers and volumes are edited at random, over and over.
@Suite("laws of edited boxes") struct BoxWorlds {
    private static let edits = 4

    /// Twenty, in five tests.
    @Test(
        "edited boxes come to what their manifests say, with one change call each at most, and keep every row they can",
        arguments: 0..<5)
    func settles(_ part: Int) async throws {
        for number in 0..<4 { try await settle(UInt64(part * 4 + number + 1)) }
    }

    private func settle(_ seed: UInt64) async throws {
        try await LawBench.with(speed: 100_000) { bench in
            var dice = Dice(seed: seed)
            // Two boxes of one frame are changed in one apply.
            var boxes = ["a": RandomBox(&dice), "b": RandomBox(&dice)]
            var before: [String: [Row]] = [:]
            for edit in 0...Self.edits {
                if edit > 0 { for name in boxes.keys.sorted() { boxes[name]?.edit(&dice) } }
                // In some edits responses are lost, of every second change call.
                let loses = dice.oneIn(3)
                try await bench.cloud.faults(
                    loses
                        ? ["create-data-box", "modify-data-box", "change-data-box-nas-volume-size"].map {
                            ["match": .string("*/\($0)"), "sequence": [["times": 1, "drop": "afterCommit"]]]
                        } : [])
                try await bench.cloud.resetCalls()
                let desired = try bench.load(
                    [Manifests.document("DataBoxFrame", "research")]
                        + boxes.sorted { $0.key < $1.key }.map { $1.manifest($0) })
                let outcome = try await bench.apply(desired)
                #expect(outcome?.isComplete ?? true, "seed \(seed), edit \(edit): \(outcome?.shortfalls ?? "")")
                #expect(try await bench.plan(desired).words == [], "seed \(seed), edit \(edit)")
                let after = try await rows(bench)
                defer { before = after }
                for (name, box) in boxes {
                    #expect(
                        Self.multiset(after[name] ?? []) == box.rows.sorted(), "seed \(seed), edit \(edit): \(name)")
                    guard edit > 0 else { continue }
                    try expectFewest(before[name] ?? [], after[name] ?? [], "seed \(seed), edit \(edit): \(name)")
                }
                let modifications = try await bench.cloud.calls().filter { $0.key.hasSuffix("/modify-data-box") }.values
                #expect(modifications.reduce(0, +) <= boxes.count, "seed \(seed), edit \(edit)")
            }
            #expect(try await bench.cloud.objects("box").count == 2, "seed \(seed)")
        }
    }

    private struct Row: Hashable {
        let number: String
        let text: String
    }

    /// The rows of each box as the simulated cloud keeps them, by what the box's memo begins with.
    private func rows(_ bench: LawBench) async throws -> [String: [Row]] {
        let boxes = try await bench.cloud.objects("box").filter { $0["statusCode"]?.text == "USE" }
        let infra = try await bench.cloud.objects("boxInfra")
        return Dictionary(
            uniqueKeysWithValues: boxes.map { box in
                let own = infra.filter { $0["dataBoxNo"]?.text == box["dataBoxNo"]?.text }
                let name = String(box["memo"]?.text?.prefix(1) ?? "")
                return (
                    name,
                    own.map { row in
                        let product = row["productCode"]?.text ?? ""
                        let what =
                            product == "NAS"
                            ? row["nasSize"]?.text ?? ""
                            : "\(row["prodSpecId"]?.text ?? "") \(row["blockStorageSize"]?.text ?? "")"
                        return Row(number: row["id"]?.text ?? "", text: "\(product) \(what)")
                    }
                )
            })
    }

    private static func multiset(_ rows: [Row]) -> [String] { rows.map(\.text).sorted() }

    /// Every row that is wanted as it was is still the same, and no more were made than there are more of a product.
    private func expectFewest(_ before: [Row], _ after: [Row], _ comment: Comment) throws {
        let kept = Set(before.map(\.number)).intersection(after.map(\.number))
        let same = Set(before).intersection(after)
        let products = Set((before + after).map { $0.text.prefix { $0 != " " } })
        for product in products {
            func own(_ rows: [Row]) -> [Row] { rows.filter { $0.text.prefix { $0 != " " } == product } }
            var left = own(after).map(\.text)
            let wantedAsItWas = own(before).filter { row in
                guard let index = left.firstIndex(of: row.text) else { return false }
                left.remove(at: index)
                return true
            }
            #expect(own(Array(same)).count >= wantedAsItWas.count, comment)
            // Volumes can take any size, so that none is removed where another is made.
            guard product == "NAS" else { continue }
            let numbers = own(before).filter { kept.contains($0.number) }.count
            #expect(numbers == min(own(before).count, own(after).count), comment)
        }
    }
}

/// A box with a few servers and volumes.
private struct RandomBox {
    private var servers: [String: [(spec: Int, storage: Int)]] = [:]
    private var volumes: [Int] = []
    private static let products = [
        "connectServers": ("CON", 4001...4003), "tensorFlowCpuServers": ("TF_CPU", 5001...5003),
        "linuxServers": ("SVR_LNX_CENT", 6001...6003),
    ]

    init(_ dice: inout Dice) {
        for list in Self.products.keys.sorted() { servers[list] = [Self.server(list, &dice)] }
        volumes = [500, 600]
    }

    private static func server(_ list: String, _ dice: inout Dice) -> (spec: Int, storage: Int) {
        let specs = products[list]?.1 ?? 1...1
        return (Int.random(in: specs, using: &dice), 50 * Int.random(in: 1...4, using: &dice))
    }

    mutating func edit(_ dice: inout Dice) {
        for _ in 0..<Int.random(in: 1...3, using: &dice) {
            let list = dice.pick(Self.products.keys.sorted()) ?? ""
            let count = servers[list]?.count ?? 0
            switch Int.random(in: 0..<6, using: &dice) {
            case 0 where count < 4: servers[list]?.append(Self.server(list, &dice))
            case 1 where count > 1 || list == "linuxServers": if count > 0 { servers[list]?.removeFirst() }
            case 2 where count > 0: servers[list]?[0].storage += 50
            case 3 where count > 0: servers[list]?[count - 1] = Self.server(list, &dice)
            case 4: volumes[0] = 100 * Int.random(in: 5...9, using: &dice)
            default: if volumes.count < 4 { volumes.append(500) } else { volumes.removeFirst() }
            }
        }
    }

    /// The rows as the simulated cloud is to have them.
    var rows: [String] {
        let machines = servers.flatMap { list, rows in
            rows.map { "\(Self.products[list]?.0 ?? "") \($0.spec) \($0.storage)" }
        }
        return machines + volumes.map { "NAS \($0)" }
    }

    func manifest(_ name: String) -> String {
        let lists = servers.sorted { $0.key < $1.key }.map { list, rows in
            "\(list): [\(rows.map { "{spec: \($0.spec), storage: \($0.storage)}" }.joined(separator: ", "))]"
        }
        return Manifests.document(
            "DataBox", name,
            ["frame: research", "memo: \(name)", "sslVpnCount: 1"] + lists + [
                "nas: [\(volumes.map { "{size: \($0)}" }.joined(separator: ", "))]"
            ])
    }
}
