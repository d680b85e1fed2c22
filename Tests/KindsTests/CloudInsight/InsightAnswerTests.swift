import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Source: api/classic-and-others.md §2; the pages of management-cloudinsight.
@Suite("answers of Cloud Insight that are not what was asked for") struct InsightAnswerTests {
    private static let odd: [JSON] = [.null, [:], ["status": "ok"]]
    private static let lists: KeyValuePairs<String, String> = [
        "MonitorGroup": "/rule/group/monitor/1", "RuleTemplate": "/rule/group/metrics/query/1",
        "EventRule": "/rule/group/ruleGrp/query", "Metric": "/rule/group/metric/search",
        "MonitoredProduct": "/schema/system/list", "Recipient": "/rule/notify/groups",
        "RecipientGroup": "/rule/notify/groups",
    ]
    private static let shows: [String: String] = [
        "MonitorGroup": "/rule/group/monitor/1/7", "RuleTemplate": "/rule/group/metrics/query/1/7",
        "EventRule": "/rule/group/ruleGrp/query/1/7",
    ]

    @Test("an answer without a list is no empty list", arguments: odd)
    func noList(_ answer: JSON) async throws {
        let scope = ReadScope(parents: ["MonitoredProduct": ["1"]])
        for (kind, path) in Self.lists {
            let session = FakeSession(answers: [path: answer])
            await #expect(throws: APIFailure.self, "\(kind)") {
                _ = try await operations(kind).list(scope, from: session)
            }
        }
    }

    @Test("an object is missing when the service says so, and not when it shows nothing or another one")
    func detail() async throws {
        let others: [JSON] = [["id": "8", "prodKey": "1"], ["id": "7", "prodKey": "2"]]
        for (kind, path) in Self.shows {
            for answer in Self.odd + others {
                let session = FakeSession(answers: [path: answer])
                await #expect(throws: APIFailure.self, "\(kind): \(answer)") {
                    _ = try await operations(kind).detail(of: "1/7", knownAs: [:], from: session)
                }
            }
            let gone = FakeSession(failures: [path: .gone])
            #expect(try await !operations(kind).detail(of: "1/7", knownAs: [:], from: gone).isShown, "\(kind)")
            let there = FakeSession(answers: [path: ["id": "7", "groupName": "web"]])
            #expect(try await operations(kind).detail(of: "1/7", knownAs: [:], from: there).isShown, "\(kind)")
        }
    }

    @Test("what a change would lose is read first: without it, nothing is sent")
    func change() async throws {
        for (kind, path) in Self.shows {
            for answer in Self.odd + [["id": "8"]] {
                let session = FakeSession(answers: [path: answer])
                let live = LiveObject(kind: kind, id: "1/7", attributes: ["product": "1", "description": "old"])
                await #expect(throws: StepFailure.self, "\(kind): \(answer)") {
                    try await operations(kind).update(
                        live, to: wanted(kind, "web", ["product": "1", "description": "new"]), through: session)
                }
                #expect(session.events == [.read(path)])
            }
        }
    }

    @Test("the id of a new object is read by the name that its call gives it, and by no other")
    func created() async throws {
        for (kind, path, name) in [
            ("MonitorGroup", "/rule/group/monitor", "monitorGroupId"),
            ("RuleTemplate", "/rule/group/metrics", "metricsGroupId"),
            ("EventRule", "/rule/group/ruleGrp", "ruleGroupId"),
        ] {
            let own = FakeSession(answers: [path: [name: "7", "id": "job-1"]])
            try await operations(kind).create(wanted(kind, "web", ["product": "1"]), through: own)
            #expect(own.creation?.id == "1/7", "\(kind)")
            let other = FakeSession(answers: [path: ["id": "job-1"]])
            try await operations(kind).create(wanted(kind, "web", ["product": "1"]), through: other)
            #expect(other.creation?.id == nil, "\(kind)")
        }
    }

    // MARK: Maintenances

    private static let maintenance = "/planned-maintenances/31"

    private static func changeMaintenance(_ dimensions: JSON) async throws -> FakeSession {
        let shown: JSON = ["id": "31", "title": "kernel", "dimensions": dimensions]
        let session = FakeSession(answers: [maintenance: shown])
        let live = LiveObject(
            kind: "PlannedMaintenance", id: "31",
            attributes: ["product": "1", "name": "kernel", "targets": ["101"], "dimensions": "type=svr"])
        try await operations("PlannedMaintenance").update(
            live, to: wanted("PlannedMaintenance", "kernel", live.attributes.merging(["name": "new"]) { $1 }),
            through: session)
        return session
    }

    private static let oddDimensions: [JSON] = [
        .null, [:], ["1": []],
        ["1": [["instanceNo": "101"]], "2": [["instanceNo": "9"]]],
        ["1": [["instanceNo": "101", "type": "svr"], ["instanceNo": "102", "type": "fs"]]],
        ["1": [["instanceNo": "101", "type": "svr"], ["instanceNo": "101", "type": "fs"]]],
        ["1": [["instanceNo": "101"], ["type": "svr"]]],
        ["1": [["instanceNo": "101", "more": ["a": 1]]]],
    ]

    @Test("a maintenance is changed only where the fields say all of it", arguments: oddDimensions)
    func unplain(_ dimensions: JSON) async throws {
        await #expect(throws: StepFailure.self) { _ = try await Self.changeMaintenance(dimensions) }
    }

    @Test("a maintenance whose objects have the same dimensions is changed, whatever their order")
    func plain() async throws {
        let session = try await Self.changeMaintenance([
            "1": [
                ["instanceNo": "101", "type": "fs", "mnt_nm": "/data"],
                ["mnt_nm": "/data", "type": "fs", "instanceNo": "102"],
            ]
        ])
        #expect(session.events == [.read(Self.maintenance), .change(Self.maintenance)])
    }

    @Test("a maintenance is missing when the service says so, and not when it shows nothing or another one")
    func maintenanceDetail() async throws {
        let maintenances = operations("PlannedMaintenance")
        for answer in Self.odd + [["id": "32", "title": "kernel"]] {
            let session = FakeSession(answers: [Self.maintenance: answer])
            await #expect(throws: APIFailure.self, "\(answer)") {
                _ = try await maintenances.detail(of: "31", knownAs: [:], from: session)
            }
        }
        let gone = FakeSession(failures: [Self.maintenance: .gone])
        #expect(try await !maintenances.detail(of: "31", knownAs: [:], from: gone).isShown)
        let there = FakeSession(answers: [Self.maintenance: ["title": "kernel"]])
        #expect(try await maintenances.detail(of: "31", knownAs: [:], from: there).isShown)
    }
}

extension Detail {
    fileprivate var isShown: Bool {
        if case .shown = self { true } else { false }
    }
}
