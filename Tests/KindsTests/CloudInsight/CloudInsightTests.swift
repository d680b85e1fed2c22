import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Source: api/classic-and-others.md §2; the pages of management-cloudinsight.
@Suite("groups, templates and rules, call by call") struct CloudInsightTests {
    private static let server = "460438474722512896"
    private static let group = "/rule/group/monitor"
    private static let rule = "/rule/group/ruleGrp"

    @Test("a group is made of the ids of its objects, and the answer is its bare id")
    func groupCreation() async throws {
        let session = FakeSession(answers: [Self.group: "55"])
        try await operations("MonitorGroup").create(
            wanted(
                "MonitorGroup", "web",
                ["product": .string(Self.server), "name": "web", "targets": ["102", "101"]]), through: session)
        #expect(session.creation?.id == "\(Self.server)/55")
        #expect(
            session.requests(Self.group).first?.body == [
                "prodKey": .string(Self.server), "groupName": "web", "type": "NORMAL",
                "monitorGroupItemList": [["resourceId": "101"], ["resourceId": "102"]], "temporaryGroup": false,
            ])
    }

    @Test("a change sends the group whole, and what the service knows of items that stay")
    func groupChange() async throws {
        let path = "\(Self.group)/\(Self.server)/55"
        let kept: JSON = ["nrn": "nrn:1", "resourceId": "101", "resourceName": "web-0"]
        let session = FakeSession(answers: [path: ["id": "55", "monitorGroupItemList": [kept]]])
        let live = LiveObject(
            kind: "MonitorGroup", id: "\(Self.server)/55",
            attributes: [
                "product": .string(Self.server), "name": "web", "description": "old", "type": "NORMAL",
                "targets": ["101"],
            ])
        let target = wanted("MonitorGroup", "web", live.attributes.merging(["targets": ["101", "103"]]) { $1 })
        try await operations("MonitorGroup").update(live, to: target, through: session)
        #expect(session.events == [.read(path), .change(Self.group)])
        let body = session.requests(Self.group).first?.body
        #expect(body?["id"] == "55" && body?["groupName"] == "web" && body?["groupDesc"] == "old")
        #expect(body?["monitorGroupItemList"] == [kept, ["resourceId": "103"]])
        #expect(session.requests(Self.group).first?.method == .put)
    }

    @Test("lists are read product by product, and what a rule has for itself alone is left out")
    func reading() async throws {
        let session = FakeSession(
            answers: [
                "/schema/system/list": [
                    ["cw_key": "1", "prodName": "System/Server(VPC)"], ["cw_key": "2", "prodName": "Object Storage"],
                ],
                "\(Self.group)/1": [
                    [
                        "id": "7", "groupName": "web",
                        "monitorGroupItemList": [["resourceId": 12], ["resourceId": "11"]],
                    ],
                    ["id": "8", "groupName": "own", "temporaryGroup": true],
                ],
                "\(Self.group)/2": [["id": "9", "groupName": "files"]],
            ])
        let products = try await operations("MonitoredProduct").list(ReadScope(), from: session)
        #expect(products.map(\.name) == ["Server", "Object Storage"])
        let groups = try await operations("MonitorGroup").list(ReadScope(), from: session)
        #expect(groups.map(\.id) == ["1/7", "2/9"])
        #expect(groups[0].attributes["targets"] == ["11", "12"] && groups[0].attributes["product"] == "1")
        let one = ReadScope(parents: ["MonitoredProduct": ["2"]])
        #expect(try await operations("MonitorGroup").list(one, from: session).map(\.id) == ["2/9"])
    }

    @Test("items of a template are read and sent with their dimensions, and keep their ids when it changes")
    func template() async throws {
        let path = "/rule/group/metrics"
        let item: JSON = [
            "metric": "fs_usert", "calculation": "AVG", "condition": "GT", "eventLevel": "WARNING", "duration": 5,
            "threshold": 80, "dimensions": [["dim": "mnt_nm", "val": "/data"], ["dim": "type", "val": "fs"]],
        ]
        let shown = JSON.object(item.members.merging(["metricGroupItemId": "item-1"]) { $1 })
        let session = FakeSession(answers: [
            "\(path)/query/1": ["metricsGroups": [["id": "7", "groupName": "full", "metrics": [shown]]]],
            "\(path)/query/1/7": ["id": "7", "metrics": [shown]],
        ])
        let live = try #require(
            try await operations("RuleTemplate").list(
                ReadScope(parents: ["MonitoredProduct": ["1"]]), from: session
            ).first)
        let metric: Value = [
            "metric": "fs_usert", "dimensions": "type=fs, mnt_nm=/data", "calculation": "AVG", "condition": "GT",
            "threshold": .number(80), "durationMinutes": 5, "level": "WARNING",
        ]
        #expect(live.attributes["metrics"] == [metric])
        var changed = metric.members
        changed["threshold"] = .number(90.5)
        let other: Value = ["metric": "mem_usert", "condition": "LT", "threshold": .number(1)]
        try await operations("RuleTemplate").update(
            live,
            to: wanted("RuleTemplate", "full", live.attributes.merging(["metrics": [.map(changed), other]]) { $1 }),
            through: session)
        let items = session.requests("\(path)/update").first?.body?["metricsGroupItems"]
        #expect(items?[0]?["metricGroupItemId"] == "item-1" && items?[0]?["threshold"] == 90.5)
        #expect(
            items?[1] == [
                "metric": "mem_usert", "calculation": "AVG", "condition": "LT", "eventLevel": "WARNING", "duration": 1,
                "threshold": 1.0,
            ])
    }

    @Test("a changed rule keeps what no manifest says of it, and names groups by their own ids")
    func rule() async throws {
        let path = "\(Self.rule)/query/1/7"
        let suspended: JSON = [["resourceId": "101", "metricGroupItemId": "item-1"]]
        let current: JSON = [
            "id": "7", "prodKey": "1", "groupName": "busy", "monitorGroups": [["id": "5"]],
            "metricsGroups": [["id": "6", "prodKey": "1"]],
            "recipientNotifications": [
                ["groupNum": 3, "notifyTypes": ["SMS"]],
                ["managerNo": 4, "notifyTypes": ["EMAIL"], "reminderTime": 10],
            ],
            "suspendRuleItems": suspended, "asgPolicys": [["policyNo": "1"]], "status": "OK",
        ]
        let session = FakeSession(
            answers: [path: ["ruleGroup": current], "\(Self.rule)/query": ["ruleGroups": [current]]])
        let scope = ReadScope(parents: ["MonitoredProduct": ["1"]])
        let live = try #require(try await operations("EventRule").list(scope, from: session).first)
        #expect(live.attributes["monitorGroups"] == ["1/5"] && live.attributes["templates"] == ["1/6"])
        #expect(live.attributes["recipientGroups"] == [["group": "3", "notify": ["SMS"], "whenClosed": false]])
        #expect(
            live.attributes["recipients"] == [
                ["recipient": "4", "notify": ["EMAIL"], "reminderMinutes": 10, "whenClosed": false]
            ])
        #expect(
            session.requests("\(Self.rule)/query").first?.body == ["prodKey": "1", "pageNum": 1, "pageSize": 100])
        try await operations("EventRule").update(
            live, to: wanted("EventRule", "busy", live.attributes.merging(["monitorGroups": ["1/5", "1/8"]]) { $1 }),
            through: session)
        let body = session.requests("\(Self.rule)/update").first?.body
        #expect(body?["monitorGroupKey"] == ["5", "8"] && body?["metricsGroupKey"] == ["6"])
        #expect(body?["suspendRuleItems"] == suspended && body?["asgPolicyList"] == [["policyNo": "1"]])
        #expect(body?["groupName"] == "busy" && body?["status"] == nil && body?["id"] == "7")
        #expect(body?["recipientNotifications"]?[0]?["groupNum"] == 3)
        #expect(body?["personalNotificationRecipients"]?[0]?["managerNo"] == 4)
    }

    @Test("what is deleted is named with its product")
    func deletion() async throws {
        for (kind, path, body) in [
            ("MonitorGroup", Self.group, ["7"]), ("RuleTemplate", "/rule/group/metrics/del", ["7"]),
            ("EventRule", "\(Self.rule)/del/1/7", nil),
        ] as [(String, String, JSON?)] {
            let session = FakeSession()
            try await operations(kind).delete(LiveObject(kind: kind, id: "1/7", attributes: [:]), through: session)
            let request = try #require(session.requests(path).first, "\(kind)")
            #expect(request.method == .delete && request.body == body && (body == nil || request["prodKey"] == "1"))
            #expect(try await operations(kind).detail(of: "7", knownAs: [:], from: session).isMissing)
        }
    }

    @Test("a maintenance is sent in milliseconds, with its objects under the key of their product")
    func maintenance() async throws {
        let path = "/planned-maintenances"
        let session = FakeSession(answers: [path: "31"])
        let fields: Attributes = [
            "product": "1", "name": "kernel", "targets": ["101"], "dimensions": "type=svr",
            "startTime": "2098-12-01T02:00:00+0900", "endTime": "2098-12-01T04:00:00+0900",
        ]
        try await operations("PlannedMaintenance").create(
            wanted("PlannedMaintenance", "kernel", fields), through: session)
        let body = try #require(session.requests(path).first?.body)
        #expect(
            body == [
                "title": "kernel", "desc": "", "startTime": 4_068_205_200_000, "endTime": 4_068_212_400_000,
                "dimensions": ["1": [["instanceNo": "101", "type": "svr"]]],
            ])
        let shown = JSON.object(body.members.merging(["id": "31"]) { $1 })
        let listing = FakeSession(answers: [path: ["total": 1, "list": [shown]]])
        let listed = try await operations("PlannedMaintenance").list(ReadScope(), from: listing)
        #expect(listed.map(\.id) == ["31"])
        #expect(listed.first?.attributes.filter { fields[$0.key] != nil } == fields)
        #expect(listing.requests(path).first?["timeType"] == "endTime")
    }
}

extension Detail {
    fileprivate var isMissing: Bool {
        if case .missing = self { true } else { false }
    }
}
