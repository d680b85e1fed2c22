import OrderedJSON
import Testing

@testable import Simulator

@Suite("fields of the Cloud Insight answers") struct CloudInsightFieldTests {
    private static let product = "460438474722512898"

    private static let group: JSON = [
        "prodKey": .string(product), "groupName": "databases", "monitorGroupItemList": [["resourceId": "5"]],
    ]

    private static let template: JSON = [
        "prodKey": .string(product), "groupName": "slow", "temporaryGroup": false,
        "metricsGroupItems": [
            [
                "metric": "slow_queries", "calculation": "AVG", "condition": "GT", "threshold": 1.5, "duration": 1,
                "eventLevel": "INFO", "dimensions": [["dim": "type", "val": "mysql"]],
            ]
        ],
    ]

    private static func rule(_ group: String, _ template: String) -> JSON {
        [
            "prodKey": .string(product), "groupName": "slow databases", "monitorGroupKey": [.string(group)],
            "metricsGroupKey": [.string(template)],
            "recipientNotifications": [
                [
                    "groupNum": 1001, "notifyTypes": ["SMS", "EMAIL"], "reminderTime": 30,
                    "enableNotiWhenEventClose": true,
                ]
            ],
            "personalNotificationRecipients": [["managerNo": 1003, "notifyTypes": ["EMAIL"]]],
            "suspendRuleItems": [["resourceId": "5", "metricGroupItemId": "1"]],
        ]
    }

    private static let maintenance: JSON = [
        "title": "kernel", "startTime": 1_721_129_400_000, "endTime": 1_721_133_000_000,
        "dimensions": .object([product: [["instanceNo": "5", "type": "mysql"]]]),
    ]

    @Test("the simulator has every call of the sheet, and no other")
    func calls() {
        #expect(CloudInsightFieldTables.answers.count == 24)
        #expect(RESTService.cloudInsight.calls == Set(CloudInsightFieldTables.answers.keys))
    }

    @Test("every call answers exactly the fields of the sheet, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "/cw_fea/real/cw/api", CloudInsightFieldTables.answers)
            lookUp(book)
            let group = book.call("POST", "/rule/group/monitor", Self.group).text ?? ""
            let template = book.call("POST", "/rule/group/metrics", Self.template).text ?? ""
            changeRule(book, group, template)
            for (path, id, body) in [("monitor", group, Self.group), ("metrics", template, Self.template)] {
                let changed = body.with(["id": .string(id), "groupDesc": "changed"])
                let isGroup = path == "monitor"
                book.call(isGroup ? "PUT" : "POST", "/rule/group/" + (isGroup ? path : "metrics/update"), changed)
                let query = isGroup ? path : "metrics/query"
                book.call("GET", "/rule/group/\(query)/\(Self.product)")
                #expect(book.call("GET", "/rule/group/\(query)/\(Self.product)/\(id)")["groupDesc"] == "changed")
                let deletion = isGroup ? path : "metrics/del"
                book.call("DELETE", "/rule/group/\(deletion)?prodKey=\(Self.product)", [.string(id)])
            }
            maintain(book)
            #expect(book.problems == [])
            #expect(book.unseen == [])
        }
    }

    private func lookUp(_ book: RESTAnswerBook) {
        book.call("GET", "/schema/system/list")
        book.call("GET", "/rule/notify/groups")
        book.call("POST", "/rule/group/metric/search", ["prodKey": .string(Self.product), "query": "slow"])
    }

    private func changeRule(_ book: RESTAnswerBook, _ group: String, _ template: String) {
        let (path, order) = ("/rule/group/ruleGrp", Self.rule(group, template))
        let first = book.call("POST", path, order).text ?? ""
        book.call("POST", path + "/query", ["prodKey": .string(Self.product), "pageNum": 1, "pageSize": 10])
        book.call("POST", path + "/update", order.with(["id": .string(first), "groupDesc": "changed"]))
        let shown = book.call("GET", "\(path)/query/\(Self.product)/\(first)")["ruleGroup"]
        #expect(shown?["groupDesc"] == "changed" && shown?["updateTime"]?.integer != nil)
        book.call("DELETE", "\(path)/del/\(Self.product)/\(first)")
        let second = book.call("POST", path, order)
        book.call("POST", path + "/del", ["items": [["prodKey": .string(Self.product), "ruleGroupId": second]]])
    }

    private func maintain(_ book: RESTAnswerBook) {
        let path = "/planned-maintenances"
        let id = book.call("POST", path, Self.maintenance).text ?? ""
        book.call("PUT", "\(path)/\(id)", Self.maintenance.with(["desc": "changed"]))
        #expect(book.call("GET", "\(path)/\(id)")["desc"] == "changed")
        book.call("GET", path + "?pageNum=1&pageSize=5&timeType=startTime&from=0&to=1721133000000")
        book.call("DELETE", "\(path)/\(id)")
    }

    @Test("what is required is refused when it is missing")
    func required() async throws {
        try await withSimulator { client in
            let book = RESTAnswerBook(client, "/cw_fea/real/cw/api", CloudInsightFieldTables.answers)
            let group = "/rule/group/monitor"
            let items = "metricsGroupItems.0."
            #expect(
                book.accepted(without: "prodKey groupName monitorGroupItemList", "POST", group, Self.group)
                    == ["groupName"], "the name of a group is optional")
            let members = """
                prodKey groupName metricsGroupItems temporaryGroup \(items)metric \(items)calculation \
                \(items)condition \(items)threshold \(items)duration \(items)eventLevel
                """
            #expect(book.accepted(without: members, "POST", "/rule/group/metrics", Self.template) == [])
            let rule = Self.rule(
                book.call("POST", group, Self.group).text ?? "",
                book.call("POST", "/rule/group/metrics", Self.template).text ?? "")
            #expect(
                book.accepted(
                    without: "prodKey groupName monitorGroupKey metricsGroupKey", "POST", "/rule/group/ruleGrp", rule)
                    == [])
            #expect(
                book.accepted(
                    without: "title startTime endTime dimensions", "POST", "/planned-maintenances", Self.maintenance)
                    == [])
            book.call("POST", "/rule/group/ruleGrp", rule)
            book.call("POST", "/planned-maintenances", Self.maintenance)
            #expect(book.problems == [], "whole, each of them is accepted")
        }
    }
}
