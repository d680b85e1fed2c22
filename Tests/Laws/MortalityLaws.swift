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

        func moment(_ number: Int) -> Guillotine.Moment {
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
    private static let spacing = ProcessInfo.processInfo.environment["NACRE_SOAK"] == nil ? 12 : 1

    @Test(
        "ended at any moment of an apply, an update, a replacement, a rename and a destroy, the next run ends as if nothing had happened",
        arguments: Series.allCases)
    func everyMoment(_ series: Series) async throws {
        let calm = try await Self.undisturbed.value
        var next = 1 + series.offset % Self.spacing
        while true {
            let numbers = Array(stride(from: next, to: next + Self.sideBySide * Self.spacing, by: Self.spacing))
            let reached = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in numbers { group.addTask { try await life(endedAt: series.moment(number), calm) } }
                return try await group.reduce(false) { $0 || $1 }
            }
            // No run of a life makes as many calls or writes: there are no later moments.
            if !reached { break }
            next += numbers.count * Self.spacing
        }
        #expect(next > 20, "\(series): only \(next) moments were found")
    }

    /// Makes, changes, replaces and removes a workspace, each time with a run that dies at the moment first.
    /// - Returns: whether any run came to the moment.
    private func life(endedAt moment: Guillotine.Moment, _ calm: [[String: Int]]) async throws -> Bool {
        try await MortalBench.with { bench in
            var isReached = false
            for (stage, calm) in zip(Stage.allCases, calm) {
                let desired = try bench.load(stage.manifest)
                do {
                    let cameThere = try await bench.apply(desired, endedAt: moment)
                    isReached = isReached || cameThere
                    // A run that nothing befell leaves what it always leaves; the last one shows whether that is so.
                    guard cameThere || stage == .removed else { continue }
                    #expect(try await bench.plan(desired) == [], "\(stage), ended \(moment)")
                } catch {
                    Issue.record("\(stage), ended \(moment): \(error)")
                    return isReached
                }
                #expect(try await bench.verify() == [], "\(stage), ended \(moment)")
                #expect(try await bench.cloud.census() == calm, "\(stage), ended \(moment)")
            }
            return isReached
        }
    }

    /// The same without a death, for comparison.
    private static let undisturbed = Task {
        try await MortalBench.with { bench in
            var censuses: [[String: Int]] = []
            for stage in Stage.allCases {
                try await bench.run(try bench.load(stage.manifest), nil)
                censuses.append(try await bench.cloud.census())
            }
            return censuses
        }
    }

    private enum Stage: CaseIterable {
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
            case .removed:
                """
                apiVersion: ncloud/v1
                kind: DataBoxFrame
                metadata: {name: analytics}
                spec: {}
                """
            }
        }

        private static func script(_ name: String, _ former: String?, content: String) -> String {
            """
            apiVersion: ncloud/v1
            kind: InitScript
            metadata: {name: \(name)}
            \(former.map { "renamedFrom: \($0)\n" } ?? "")spec: {content: \(content)}
            """
        }

        private func text(
            ports: String = "443", priority: Int = 10, spec: String = "ci2-g3", product: String = "the shop",
            memo: String = "now", purpose: String = "web servers", script: String = "echo hello",
            api: String = "orders",
            swapsScripts: Bool = false
        ) -> String {
            """
            apiVersion: ncloud/v1
            kind: Vpc
            metadata: {name: main}
            spec: {cidr: 10.0.0.0/16}
            ---
            apiVersion: ncloud/v1
            kind: NetworkAcl
            metadata: {name: edge}
            spec:
              vpc: main
              inbound: [{priority: \(priority), protocol: TCP, cidr: 0.0.0.0/0, ports: "443", action: ALLOW}]
            ---
            apiVersion: ncloud/v1
            kind: Subnet
            metadata: {name: app}
            spec: {vpc: main, zone: KR-1, cidr: 10.0.1.0/24, type: PUBLIC, networkAcl: edge}
            ---
            apiVersion: ncloud/v1
            kind: AccessControlGroup
            metadata: {name: web}
            spec:
              vpc: main
              description: \(purpose)
              inbound: [{protocol: TCP, cidr: 0.0.0.0/0, ports: "\(ports)"}]
            ---
            apiVersion: ncloud/v1
            kind: InitScript
            metadata: {name: setup}
            spec: {content: "\(script)"}
            ---
            \(Self.script("first", swapsScripts ? "second" : nil, content: swapsScripts ? "echo 2" : "echo 1"))
            ---
            \(Self.script("second", swapsScripts ? "first" : nil, content: swapsScripts ? "echo 1" : "echo 2"))
            ---
            apiVersion: ncloud/v1
            kind: LoginKey
            metadata: {name: ops}
            spec: {privateKeyFile: ops.pem}
            ---
            apiVersion: ncloud/v1
            kind: Server
            metadata: {name: web-0}
            spec:
              subnet: app
              image: {id: "23214590"}
              serverSpec: \(spec)
              loginKey: ops
              accessControlGroups: [web]
            ---
            apiVersion: ncloud/v1
            kind: Product
            metadata: {name: shop}
            spec: {subscription: PUBLIC, description: \(product)}
            ---
            apiVersion: ncloud/v1
            kind: Api
            metadata: {name: \(api)}
            spec: {product: shop}
            ---
            apiVersion: ncloud/v1
            kind: DataBoxFrame
            metadata: {name: analytics}
            spec: {}
            ---
            apiVersion: ncloud/v1
            kind: DataBox
            metadata: {name: churn}
            lifecycle: {onRemove: delete}
            spec: {frame: analytics, memo: \(memo), sslVpnCount: 1, connectServers: [{spec: 4002, storage: 100}], nas: [{count: 1, size: 500}], tensorFlowCpuServers: [{spec: 5001, storage: 100}]}
            """
        }
    }
}
