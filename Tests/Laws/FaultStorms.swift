import Model
import OrderedJSON
import Rehearsal
import Testing

/// Applies of all kinds while calls go wrong at random.
@Suite("laws of storms") struct FaultStorms {
    /// More runs than this are not needed to get there.
    private static let patience = 12

    /// Longer than any deletion stays pending, in seconds: what is counted is what remains for good.
    private static let grace: Int64 = 31 * 86_400

    @Test(
        "whatever goes wrong on whatever call, applying until it is done ends with everything wanted, once",
        arguments: Storm.chosen(seeds: 4, underSoak: 100))
    func storm(_ storm: Storm) async throws {
        let (applied, removed) = try await calm.value
        try await LawBench.with { bench in
            let wanted = LawBench.examplesMade
            let rest = Self.rest(of: wanted)
            try await bench.cloud.faults(storm.faults)
            try await insist(on: wanted, bench, storm)
            try await bench.cloud.faults([])
            #expect(try await bench.plan(wanted).words == [], "\(storm.reproduction)")
            #expect(try await bench.state.verify() == [], "\(storm.reproduction)")
            let surplus = try await bench.cloud.census().withoutMembers.differences(from: applied.withoutMembers)
            // How many disks an image is made of depends on which its server had by then, and what a group writes of its
            // activities on when it looked.
            let depending = ["snapshot:", "activityLog:"]
            #expect(
                surplus.filter { line in !depending.contains(where: line.hasPrefix) } == [], "\(storm.reproduction)")
            try await Self.expectOwnedSnapshots(bench, storm)

            try await bench.cloud.faults(storm.faults)
            try await insist(on: rest, bench, storm)
            try await bench.cloud.faults([])
            #expect(try await bench.plan(rest).words == [], "\(storm.reproduction)")
            #expect(try await bench.state.verify() == [], "\(storm.reproduction)")
            try await bench.cloud.advance(seconds: Self.grace)
            let remains = try await bench.cloud.census().differences(from: removed)
            #expect(remains == [], "\(storm.reproduction)")
        }
    }

    /// Applies until a run is complete, as somebody would who reads "run again".
    private func insist(on wanted: Desired, _ bench: LawBench, _ storm: Storm) async throws {
        var said: [String] = []
        for _ in 1...Self.patience {
            do {
                guard let outcome = try await bench.apply(wanted) else { return }
                if outcome.isComplete { return }
                said.append(outcome.shortfalls)
            } catch {
                said.append("\(error)")
            }
        }
        Issue.record("\(Self.patience) runs did not do it; \(storm.reproduction)\n\(said.joined(separator: "\n--\n"))")
    }

    /// Each snapshot is managed or a disk of one image, once, and each image has disks.
    private static func expectOwnedSnapshots(_ bench: LawBench, _ storm: Storm) async throws {
        let managed = try await bench.state.recorded().resources
            .filter { $0.address.kind == "BlockStorageSnapshot" }.compactMap(\.id)
        let images = try await bench.cloud.objects("serverImage").filter { $0["serverImageType"]?.text == "SELF" }
        let captured = images.map { image in
            (image["blockStorageMappingList"]?.elements ?? []).compactMap { $0["blockStorageSnapshotInstanceNo"]?.text }
        }
        #expect(!captured.isEmpty && captured.allSatisfy { !$0.isEmpty }, "\(storm.reproduction)")
        let all = try await bench.cloud.objects("snapshot").compactMap { $0["id"]?.text }
        #expect(all.sorted() == (managed + captured.flatMap(\.self)).sorted(), "\(storm.reproduction)")
    }

    /// What is left when all is removed that can be.
    private static func rest(of desired: Desired) -> Desired {
        var rest = desired
        rest.resources.removeAll { $0.address.kind != "DataBoxFrame" }
        return rest
    }

    /// The same without a storm, for comparison.
    private static let undisturbed = Task {
        try await LawBench.with { bench in
            try await complete(bench, LawBench.examplesMade)
            let applied = try await bench.cloud.census()
            try await complete(bench, rest(of: LawBench.examplesMade))
            try await bench.cloud.advance(seconds: grace)
            return (applied, try await bench.cloud.census())
        }
    }

    private static func complete(_ bench: LawBench, _ wanted: Desired) async throws {
        guard let outcome = try await bench.apply(wanted), !outcome.isComplete else { return }
        Issue.record("without a storm: \(outcome.shortfalls)")
    }

    private var calm: Task<(applied: [String: Int], removed: [String: Int]), any Error> {
        Task { try await Self.undisturbed.value }
    }
}

extension [String: Int] {
    /// Without the servers of groups that scale, each with its interface and its disk: how many there are depends on the time
    /// of the day, since a schedule sets their number.
    fileprivate var withoutMembers: [String: Int] {
        var census = self
        let members = census.removeValue(forKey: "autoScalingMember") ?? 0
        for table in ["server", "networkInterface", "blockStorage"] { census[table, default: 0] -= members }
        return census
    }

    fileprivate func differences(from other: [String: Int]) -> [String] {
        Set(keys).union(other.keys).sorted().filter { self[$0] != other[$0] }
            .map { "\($0): \(self[$0] ?? 0) instead of \(other[$0] ?? 0)" }
    }
}
