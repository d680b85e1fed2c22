import OrderedJSON
import Testing

@testable import Simulator

/// Source: api/classic-and-others.md §2; the pages of management-cloudinsight.
@Suite("monitor groups, rule templates and event rules") struct CloudInsightTests {
    private static let server = InsightProducts.server

    /// A call of the service.
    private static func call(
        _ client: TestClient, _ method: String, _ path: String, _ body: JSON? = nil
    ) -> TestClient.Reply {
        client.send(
            method, "/cw_fea/real/cw/api" + path, body: body?.serialized() ?? "", type: "application/json")
    }

    private static func group(_ more: JSON = [:]) -> JSON {
        let always: JSON = [
            "prodKey": "460438474722512898", "groupName": "databases", "monitorGroupItemList": [["resourceId": "5"]],
        ]
        return .object(always.members.merging(more.members) { $1 })
    }

    private static func template(_ item: JSON = [:]) -> JSON {
        let always: JSON = [
            "metric": "slow_queries", "calculation": "AVG", "condition": "GT", "eventLevel": "INFO", "duration": 1,
            "threshold": 1.5, "dimensions": [["dim": "type", "val": "mysql"]],
        ]
        return [
            "prodKey": "460438474722512898", "groupName": "slow", "temporaryGroup": false,
            "metricsGroupItems": [.object(always.members.merging(item.members) { $1 })],
        ]
    }

    @Test("products, metrics and recipients are listed in their documented members")
    func lookups() async throws {
        try await withSimulator { client in
            let products = Self.call(client, "GET", "/schema/system/list").json.elements
            #expect(products.first == ["cw_key": .string(Self.server), "prodName": "Server(VPC)"])
            let search: JSON = [
                "prodKey": .string(Self.server), "query": "used", "dimValues": [["name": "type", "value": "cpu"]],
                "dimensionsSelectedList": [],
            ]
            let found = Self.call(client, "POST", "/rule/group/metric/search", search).json
            #expect(found["metrics"]?.elements.map { $0["metric"] } == ["used_rto", "used_rto"])
            #expect(found["metrics"]?[1]?["dimensions"]?[1] == ["dim": "cpu_idx", "val": "1"])
            let members = ["dataType", "desc", "dimensions", "idDimension", "metric", "options", "prodKey", "unit"]
            #expect(found["metrics"]?[0]?.members.keys.sorted() == members)
            let told = Self.call(client, "GET", "/rule/notify/groups").json
            #expect(told[0] == ["groupName": "operations", "groupNum": 1001, "personalNotification": false])
            #expect(told[2] == ["managerName": "hongildong", "managerNo": 1003, "personalNotification": true])
            #expect(Self.call(client, "POST", "/rule/group/metric/search", ["prodKey": "1"]).status == 400)
        }
    }

    @Test("a group, a template and a rule live from their creation to their deletion, in that order and back")
    func life() async throws {
        try await withSimulator { client in
            let group = Self.call(client, "POST", "/rule/group/monitor", Self.group()).json.text ?? ""
            let template = Self.call(client, "POST", "/rule/group/metrics", Self.template()).json.text ?? ""
            let product = "460438474722512898"
            let shown = Self.call(client, "GET", "/rule/group/monitor/\(product)/\(group)").json
            #expect(
                shown.members.keys.sorted() == [
                    "groupDesc", "groupName", "id", "monitorGroupItemList", "prodKey", "prodName", "temporaryGroup",
                    "type",
                ])
            #expect(shown["monitorGroupItemList"]?[0]?["resourceId"] == "5" && shown["type"] == "NORMAL")
            #expect(Self.call(client, "GET", "/rule/group/monitor/\(product)").json.elements == [shown])
            let order: JSON = [
                "prodKey": .string(product), "groupName": "slow databases", "monitorGroupKey": [.string(group)],
                "metricsGroupKey": [.string(template)],
                "recipientNotifications": [["groupNum": 1001, "notifyTypes": ["SMS"], "reminderTime": 5]],
            ]
            let rule = Self.call(client, "POST", "/rule/group/ruleGrp", order).json.text ?? ""
            let path = "/rule/group/ruleGrp/query/\(product)/\(rule)"
            let whole = Self.call(client, "GET", path).json["ruleGroup"]
            #expect(whole?["monitorGroups"]?[0]?["id"]?.text == group && whole?["status"] == "OK")
            #expect(whole?["metricsGroups"]?[0]?["metrics"]?[0]?["metricGroupItemId"] != nil)
            #expect(whole?["recipientNotifications"]?[0]?["groupName"] == "operations")
            let query: JSON = ["prodKey": .string(product), "pageNum": 1, "pageSize": 10, "search": "slow"]
            #expect(
                Self.call(client, "POST", "/rule/group/ruleGrp/query", query).json["ruleGroups"]?.elements.count == 1)

            #expect(
                Self.call(client, "DELETE", "/rule/group/monitor?prodKey=\(product)", [.string(group)]).status == 400)
            let renamed = JSON.object(order.members.merging(["id": .string(rule), "groupName": "other"]) { $1 })
            #expect(Self.call(client, "POST", "/rule/group/ruleGrp/update", renamed).status == 400)
            #expect(Self.call(client, "DELETE", "/rule/group/ruleGrp/del/\(product)/\(rule)").status == 200)
            #expect(Self.call(client, "GET", path).status == 404)
            for (path, id) in [("/rule/group/monitor", group), ("/rule/group/metrics/del", template)] {
                #expect(Self.call(client, "DELETE", "\(path)?prodKey=\(product)", [.string(id)]).status == 200)
            }
            #expect(Self.call(client, "GET", "/rule/group/monitor/\(product)").json == [])
        }
    }

    @Test(
        "what an item cannot be is refused",
        arguments: [
            ("metric", "none"), ("metric", nil), ("calculation", "MEDIAN"), ("condition", ">"), ("eventLevel", nil),
            ("duration", 0), ("threshold", "high"), ("dimensions", [["dim": "type", "val": "svr"]]),
        ] as [(String, JSON)])
    func badItem(member: String, value: JSON) async throws {
        try await withSimulator { client in
            let reply = Self.call(client, "POST", "/rule/group/metrics", Self.template([member: value]))
            #expect(reply.status == 400, "\(reply.body)")
        }
    }

    @Test(
        "so is what a group cannot be",
        arguments: [
            ("prodKey", "1"), ("groupName", ""), ("monitorGroupItemList", []), ("type", "OTHER"),
            ("monitorGroupItemList", [["resourceId": "web"]]),
        ] as [(String, JSON)])
    func badGroup(member: String, value: JSON) async throws {
        try await withSimulator { client in
            let reply = Self.call(client, "POST", "/rule/group/monitor", Self.group([member: value]))
            #expect(reply.status == 400, "\(reply.body)")
        }
    }

    @Test("a group of servers takes servers that there are")
    func servers() async throws {
        try await withSimulator { client in
            let reply = Self.call(client, "POST", "/rule/group/monitor", Self.group(["prodKey": .string(Self.server)]))
            #expect(reply.status == 400 && reply.json["error"]?["message"]?.text?.contains("resourceId") == true)
        }
    }

    @Test("maintenances are listed by time or by what is maintained")
    func maintenance() async throws {
        try await withSimulator { client in
            let path = "/planned-maintenances"
            let order: JSON = [
                "title": "kernel", "startTime": 1_721_129_400_000, "endTime": 1_721_133_000_000,
                "dimensions": .object([Self.server: [["instanceNo": "7", "type": "svr"]]]),
            ]
            let id = Self.call(client, "POST", path, order).json.text ?? ""
            func listed(_ query: String) -> [JSON] {
                Self.call(client, "GET", "\(path)?pageNum=1&pageSize=5&\(query)").json.elements
            }
            let shown = Self.call(client, "GET", "\(path)/\(id)").json
            #expect(shown["title"] == "kernel" && shown["desc"] == "")
            #expect(listed("timeType=endTime&from=0&to=1721133000000") == [shown])
            #expect(listed("timeType=startTime&from=0&to=1000") == [])
            #expect(listed("productKey=\(Self.server)&resourceId=7") == [shown])
            #expect(Self.call(client, "GET", "\(path)?pageNum=1&pageSize=5").status == 400)
            let backwards = JSON.object(order.members.merging(["endTime": 5]) { $1 })
            #expect(Self.call(client, "PUT", "\(path)/\(id)", backwards).status == 400)
            #expect(Self.call(client, "DELETE", "\(path)/\(id)").status == 200)
            #expect(Self.call(client, "GET", "\(path)/\(id)").status == 404)
        }
    }
}
