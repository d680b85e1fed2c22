import Foundation
import Model
import Rehearsal
import Testing

/// Runs that die at every moment there is, and the runs that go on from there.
@Suite("laws of mortality") struct MortalityLaws {
    /// Which moments of a run are gone through.
    enum Series: String, Sendable, CaseIterable, CustomStringConvertible {
        case afterWrites, beforeCalls, afterCalls

        var description: String { rawValue }

        /// Where a selection of its moments begins, so that the series do not try the same ones.
        var offset: Int {
            switch self {
            case .afterWrites: 0
            case .beforeCalls: 3
            case .afterCalls: 5
            }
        }

        func moment(_ number: Int) -> Guillotine.Point {
            switch self {
            case .afterWrites: .afterWrite(number)
            case .beforeCalls: .beforeCall(number)
            case .afterCalls: .afterCall(number)
            }
        }
    }

    /// How many moments are tried side by side.
    private static let sideBySide = 6
    /// Every moment is tried under `NACRE_SOAK`, else one of so many, from another one on in each series.
    private static let spacing = ProcessInfo.processInfo.environment["NACRE_SOAK"] == nil ? 8 : 1

    @Test(
        "ended at any moment of an apply, an update, a replacement, a rename and a destroy, the next run ends as if nothing had happened",
        arguments: Series.allCases)
    func everyMoment(_ series: Series) async throws {
        let calm = try await Self.undisturbed.value
        let furthest = try await withThrowingTaskGroup(of: (number: Int, isReached: Bool).self) { group in
            var next = 1 + series.offset % Self.spacing
            func begin() {
                let number = next
                next += Self.spacing
                group.addTask { (number, try await life(endedAt: series.moment(number), calm)) }
            }
            for _ in 0..<Self.sideBySide { begin() }
            var (furthest, isOver) = (0, false)
            while let (number, isReached) = try await group.next() {
                if isReached { furthest = max(furthest, number) }
                // No run of a life makes as many calls or writes: there are no later moments.
                isOver = isOver || !isReached
                if !isOver { begin() }
            }
            return furthest
        }
        #expect(furthest > 20, "\(series): the last moment that a run came to is \(furthest)")
    }

    /// Makes, changes, replaces and removes a workspace, each time with a run that dies at the moment first.
    /// - Returns: whether any run came to the moment.
    private func life(endedAt moment: Guillotine.Point, _ calm: [[String: Int]]) async throws -> Bool {
        try await MortalBench.with { bench in
            var isReached = false
            for (version, calm) in zip(Version.allCases, calm) {
                let desired = try bench.load(version.manifest)
                do {
                    let cameThere = try await bench.apply(desired, endedAt: moment)
                    isReached = isReached || cameThere
                    // A run that nothing befell leaves what it always leaves; the last one shows whether that is so.
                    guard cameThere || version == .removed else { continue }
                    #expect(try await bench.plan(desired) == [], "\(version), ended \(moment)")
                } catch {
                    Issue.record("\(version), ended \(moment): \(error)")
                    return isReached
                }
                #expect(try await bench.verify() == [], "\(version), ended \(moment)")
                #expect(try await bench.cloud.census() == calm, "\(version), ended \(moment)")
            }
            return isReached
        }
    }

    /// The same without a death, for comparison.
    private static let undisturbed = Task {
        try await MortalBench.with { bench in
            var censuses: [[String: Int]] = []
            for version in Version.allCases {
                try await bench.run(try bench.load(version.manifest), nil)
                censuses.append(try await bench.cloud.census())
            }
            return censuses
        }
    }

    private enum Version: CaseIterable {
        case made, changed, replaced, renamed, removed

        var manifest: String {
            switch self {
            case .made: text()
            case .changed: text(ports: "8443", priority: 20, spec: "s2-g3", product: "the new shop", memo: "later")
            case .replaced:
                text(
                    ports: "8443", priority: 20, spec: "s2-g3", product: "the new shop", memo: "later",
                    purpose: "another purpose", script: "echo anew", api: "carts")
            case .renamed:
                text(
                    ports: "8443", priority: 20, spec: "s2-g3", product: "the new shop", memo: "later",
                    purpose: "another purpose", script: "echo anew", api: "carts", swapsScripts: true)
            case .removed: Manifests.frame
            }
        }

        private static func script(_ name: String, _ former: String?, content: String) -> String {
            Manifests.document(
                "InitScript", name, head: former.map { "renamedFrom: \($0)" } ?? "", "content: \(content)")
        }

        private func text(
            ports: String = "443", priority: Int = 10, spec: String = "ci2-g3", product: String = "the shop",
            memo: String = "now", purpose: String = "web servers", script: String = "echo hello",
            api: String = "orders",
            swapsScripts: Bool = false
        ) -> String {
            let rule = "{priority: \(priority), protocol: TCP, cidr: 0.0.0.0/0, ports: \"443\", action: ALLOW}"
            return Manifests.joined(
                Manifests.vpc("main"),
                Manifests.document("NetworkAcl", "edge", "vpc: main", "inbound: [\(rule)]"),
                Manifests.subnet(in: "main", "networkAcl: edge"),
                Manifests.group(in: "main", port: ports, "description: \(purpose)"),
                Self.script("setup", nil, content: script),
                Self.script("first", swapsScripts ? "second" : nil, content: swapsScripts ? "echo 2" : "echo 1"),
                Self.script("second", swapsScripts ? "first" : nil, content: swapsScripts ? "echo 1" : "echo 2"),
                Manifests.loginKey,
                Manifests.server("web-0", spec: spec, "accessControlGroups: [web]"),
                Manifests.product("shop", description: product),
                Manifests.api(api, in: "shop"),
                Manifests.frame,
                Manifests.dataBox("memo: \(memo)"))
        }
    }
}
