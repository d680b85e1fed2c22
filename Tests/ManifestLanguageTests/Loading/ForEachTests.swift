import Model
import Testing

@testable import ManifestLanguage

@Suite("Repeated documents")
struct ForEachTests {
    @Test("forEach makes an object for each number, element or member")
    func forEach() throws {
        func names(_ forEach: String, _ name: String) throws -> [String] {
            try TestWorkspace(
                manifest: """
                    apiVersion: ncloud/v1
                    kind: Vpc
                    metadata:
                      name: \(name)
                    forEach: \(forEach)
                    spec: {cidr: "10.${each.index}.0.0/16"}
                    """
            ).load().desired.resources.map { "\($0.address) \($0.attributes["cidr"]?.display ?? "")" }
        }
        #expect(
            try names("{count: 2}", "web-${each.index}")
                == ["Vpc/web-0 \"10.0.0.0/16\"", "Vpc/web-1 \"10.1.0.0/16\""])
        #expect(try names("{list: [aaa, bbb]}", "${each.value}").map { $0.prefix(7) } == ["Vpc/aaa", "Vpc/bbb"])
        #expect(
            try names("{map: {dev: {at: seoul}, prod: {at: busan}}}", "${each.key}-${each.value.at}").map {
                $0.prefix(14)
            }
                == ["Vpc/dev-seoul ", "Vpc/prod-busan"])
        #expect(try names("{count: 0}", "web").isEmpty)
    }

    @Test("a rollout is the same for all objects of its document, and says how many go out of service at a time")
    func rollout() throws {
        func rollouts(_ text: String) throws -> [Rollout?] {
            try TestWorkspace(
                manifest: """
                    apiVersion: ncloud/v1
                    kind: Vpc
                    metadata: {name: "web-${each.index}"}
                    forEach: {count: 2}
                    \(text)
                    spec: {cidr: "10.${each.index}.0.0/16"}
                    """
            ).load().desired.resources.map(\.rollout)
        }
        let series = "Vpc/web-${each.index}"
        #expect(try rollouts("rollout: {}") == [Rollout(series: series), Rollout(series: series)])
        #expect(
            try rollouts("rollout: {maxUnavailable: 25%, waitHealthy: false, pause: 1m30s}").first
                == Rollout(series: series, maxUnavailable: .percent(25), waitsUntilHealthy: false, pause: 90))
        #expect(try rollouts("rollout: {maxUnavailable: 3}").first??.maxUnavailable == .count(3))
        #expect(try rollouts("") == [nil, nil])
    }

    @Test(
        "a rollout that says nothing of use is an error with its place",
        arguments: [
            ("{maxUnavailable: 0}", "bad-value"), ("{maxUnavailable: some}", "bad-value"),
            ("{maxUnavailable: 120%}", "bad-value"), ("{pause: soon}", "bad-value"),
            ("{maxSurge: 1}", "unknown-field"), ("fast", "wrong-type"),
        ])
    func wrongRollout(text: String, code: String) {
        let problems = TestWorkspace(
            manifest: """
                apiVersion: ncloud/v1
                kind: Vpc
                metadata: {name: web}
                rollout: \(text)
                spec: {cidr: 10.0.0.0/16}
                """
        ).problems
        #expect(problems.count == 1 && problems[0].contains(" \(code): "), "\(problems)")
    }

    @Test("one faulty line in a forEach is told once")
    func toldOnce() {
        let problems = TestWorkspace.server("port: 0", head: "forEach: {count: 50}")
        var workspace = problems
        workspace.manifest = problems.manifest.replacing("{name: web}", with: "{name: \"web-${each.index}\"}")
        #expect(workspace.problems == ["manifests/a.yaml:17:9 bad-value: 'port' must be between 1 and 65535"])
    }
}
