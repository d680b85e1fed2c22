import Foundation
import OrderedJSON
import Rehearsal
import Testing

/// Kills the command at chosen calls and looks whether anything was lost or doubled.
///
/// The call is chosen by a fault: the cloud carries it out and holds its answer back, so that the process dies with a
/// change made and not answered, the worst moment there is.
@Suite("kill -9") struct Killing {
    /// A workspace of every sort: with and without ids in answers, with rules, with waits.
    private static let manifest = """
        apiVersion: ncloud/v1
        kind: Vpc
        metadata: {name: main}
        spec: {cidr: 10.0.0.0/16}
        ---
        apiVersion: ncloud/v1
        kind: Subnet
        metadata: {name: app}
        spec: {vpc: main, zone: KR-1, cidr: 10.0.1.0/24, type: PUBLIC}
        ---
        apiVersion: ncloud/v1
        kind: AccessControlGroup
        metadata: {name: web}
        spec:
          vpc: main
          inbound: [{protocol: TCP, cidr: 0.0.0.0/0, ports: "443"}, {protocol: ICMP, cidr: 10.0.0.0/8}]
          outbound: [{protocol: TCP, cidr: 0.0.0.0/0, ports: 1-65535}]
        ---
        apiVersion: ncloud/v1
        kind: LoginKey
        metadata: {name: ops}
        spec: {privateKeyFile: ops.pem}
        ---
        apiVersion: ncloud/v1
        kind: Server
        metadata: {name: "web-${each.index}"}
        forEach: {count: 3}
        spec:
          subnet: app
          image: {id: "23214590"}
          serverSpec: ci2-g3
          loginKey: ops
          accessControlGroups: [web]
        ---
        apiVersion: ncloud/v1
        kind: Product
        metadata: {name: shop}
        spec: {subscription: PUBLIC}
        ---
        apiVersion: ncloud/v1
        kind: Api
        metadata: {name: orders}
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
        spec:
          frame: analytics
          sslVpnCount: 1
          connectServers: [{spec: 4002, storage: 100}]
          tensorFlowCpuServers: [{spec: 5001, storage: 100}]
          nas: [{count: 1, size: 500}]
          blockExternalNetwork: true
        """

    private static let isSoak = ProcessInfo.processInfo.environment["NACRE_SOAK"] == "1"
    /// Which call of a run is its last; a run makes about sixty.
    private static let moments = isSoak ? Array(1...60) : [9, 13, 17, 22, 28, 35, 43, 52]

    @Test(
        "killed after the k-th call and run again, apply and destroy end as if nothing had happened", arguments: moments
    )
    func onceEach(_ moment: Int) async throws {
        try await Stage.with { stage in
            try prepare(stage)
            try await kill(["apply", "--auto-approve"], after: moment, on: stage)
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            try await expectWhole(stage)

            try await kill(["destroy", "--auto-approve"], after: moment, on: stage)
            let destroy = try await stage.nacre("destroy", "--auto-approve")
            #expect(destroy.status == 0, "\(destroy)")
            try await expectEmpty(stage)
        }
    }

    @Test("killed again and again, an apply still gets there", arguments: isSoak ? Array(1...20) : [1, 2])
    func manyTimes(_ seed: UInt64) async throws {
        try await Stage.with { stage in
            try prepare(stage)
            var dice = Dice(state: seed)
            for _ in 0..<5 { try await kill(["apply", "--auto-approve"], after: dice.number(8...30), on: stage) }
            let apply = try await stage.apply()
            #expect(apply.status == 0, "\(apply)")
            try await expectWhole(stage)
        }
    }

    private func prepare(_ stage: Stage) throws {
        try stage.project()
        try stage.manifest(Self.manifest)
    }

    /// Runs the command until it waits for the answer to the given call, and kills it there. A run that needs fewer
    /// calls ends by itself.
    private func kill(_ command: [String], after calls: Int, on stage: Stage) async throws {
        try await stage.cloud.resetCalls()
        try await stage.cloud.faults([
            ["match": "*", "skip": .integer(Int64(calls - 1)), "times": 1, "delayMs": 60_000]
        ])
        let process = try stage.start(command)
        let finished = Task { await process.result() }
        let watch = Task {
            while !Task.isCancelled {
                if try await stage.cloud.callCount() >= calls { break }
                try await Task.sleep(for: .milliseconds(5))
            }
            // Others go on meanwhile; the moment is not the same in every run, and need not be.
            process.signal(SIGKILL)
        }
        _ = await finished.value
        watch.cancel()
        _ = await watch.result
        try await stage.cloud.faults([])
    }

    private func expectWhole(_ stage: Stage) async throws {
        let cloud = stage.cloud
        #expect(try await cloud.names("vpc") == ["main"])
        #expect(try await cloud.names("subnet") == ["app"])
        #expect(try await cloud.names("server") == ["web-0", "web-1", "web-2"])
        #expect(try await cloud.names("loginKey", "keyName") == ["ops"])
        #expect(try await cloud.names("accessControlGroup").filter { $0 == "web" }.count == 1)
        #expect(try await cloud.names("product") == ["shop"])
        #expect(try await cloud.names("api") == ["orders"])
        #expect(try await boxes(cloud) == ["USE"])
        let plan = try await stage.nacre("plan", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan)")
        let verify = try await stage.nacre("state", "verify")
        #expect(verify.status == 0, "\(verify)")
    }

    private func expectEmpty(_ stage: Stage) async throws {
        for table in ["vpc", "subnet", "server", "loginKey", "accessControlGroup", "product", "api", "blockStorage"] {
            #expect(try await stage.cloud.objects(table).isEmpty, "\(table) is left")
        }
        #expect(try await boxes(stage.cloud).isEmpty)
        #expect(try await stage.nacre("state", "list").out.contains("/") == false)
    }

    private func boxes(_ cloud: ControlPanel) async throws -> [String] {
        try await cloud.objects("box").compactMap { $0["statusCode"]?.text }.filter { $0 != "TERMT" }
    }
}

/// Numbers that fall the same way for the same seed.
struct Dice {
    var state: UInt64

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return range.lowerBound + Int(state >> 33) % range.count
    }
}
