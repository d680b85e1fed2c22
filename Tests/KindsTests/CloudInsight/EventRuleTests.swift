import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

/// Source: common-vapidatatype-cicreateorupdaterulegroupdto, -cirulegroupitemdto.
@Suite("who is told by a rule") struct EventRuleTests {
    private static let path = "/rule/group/ruleGrp"

    private static let current: JSON = [
        "id": "7", "prodKey": "1", "groupName": "busy", "groupDesc": "old", "monitorGroups": [["id": "5"]],
        "metricsGroups": [["id": "6"]],
        "recipientNotifications": [["groupNum": 3, "notifyTypes": ["SMS"], "reminderTime": 30]],
        "personalNotificationRecipients": [["managerNo": 4, "notifyTypes": ["EMAIL"]]],
    ]

    /// The body of the change to a rule that a list showed as `listed`.
    private func change(listed: JSON, to desired: Attributes) async throws -> JSON {
        let session = FakeSession(answers: [
            Self.path + "/query": ["ruleGroups": [listed]], Self.path + "/query/1/7": ["ruleGroup": Self.current],
        ])
        let scope = ReadScope(parents: ["MonitoredProduct": ["1"]])
        let live = try #require(try await operations("EventRule").list(scope, from: session).first)
        let own: Attributes = ["product": "1", "name": "busy"]
        let target = wanted("EventRule", "busy", own.merging(desired) { $1 })
        try await operations("EventRule").update(live, to: target, through: session)
        return try #require(session.requests(Self.path + "/update").first?.body)
    }

    @Test("those that the manifest does not name are kept as they are")
    func kept() async throws {
        let body = try await change(listed: Self.current, to: ["description": "new"])
        #expect(body["groupDesc"] == "new")
        #expect(body["recipientNotifications"]?.elements.map { $0["groupNum"] } == [3])
        #expect(body["recipientNotifications"]?[0]?["reminderTime"] == 30)
        #expect(body["personalNotificationRecipients"]?.elements.map { $0["managerNo"] } == [4])
        #expect(body["monitorGroupKey"] == ["5"] && body["metricsGroupKey"] == ["6"])
    }

    @Test("so they are where the list shows nothing of them")
    func leftOut() async throws {
        let short: JSON = ["id": "7", "prodKey": "1", "groupName": "busy", "groupDesc": "old"]
        let body = try await change(listed: short, to: ["description": "new"])
        #expect(body["recipientNotifications"]?.elements.map { $0["groupNum"] } == [3])
        #expect(body["personalNotificationRecipients"]?.elements.map { $0["managerNo"] } == [4])
        #expect(body["monitorGroupKey"] == ["5"] && body["metricsGroupKey"] == ["6"])
    }

    @Test("a list that it names replaces its own, and the other one stays")
    func named() async throws {
        let body = try await change(listed: Self.current, to: ["recipientGroups": []])
        #expect(body["recipientNotifications"] == [])
        #expect(body["personalNotificationRecipients"]?.elements.map { $0["managerNo"] } == [4])
    }
}
