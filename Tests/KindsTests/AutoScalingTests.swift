import Model
import NcloudClient
import OrderedJSON
import Testing

@testable import Kinds

@Suite("Auto Scaling groups and their parts") struct AutoScalingKindTests {
    private static func group(_ more: Attributes = [:]) -> LiveObject {
        let attributes: Attributes = [
            "name": "web", "minSize": 1, "maxSize": 4, "desiredCapacity": 2, "serversInService": 2,
            "serversChanging": 0, "servers": ["1", "2"], "suspendedProcesses": [], "healthCheckType": "SVR",
            "healthCheckGracePeriod": 300,
        ]
        return LiveObject(kind: "AutoScalingGroup", id: "7", attributes: attributes.merging(more) { $1 })
    }

    private static func update(_ live: LiveObject, _ desired: Attributes) async throws -> FakeSession {
        let session = FakeSession()
        try await operations("AutoScalingGroup").update(
            live, to: wanted("AutoScalingGroup", "web", desired), through: session)
        return session
    }

    @Test("a capacity that nobody wrote is sent only where the new sizes do not allow it")
    func capacity() async throws {
        func sent(_ desired: Attributes) async throws -> [String: String] {
            try await Self.update(Self.group(), desired).requests("updateAutoScalingGroup").first?.fields ?? [:]
        }
        let sizes = ["autoScalingGroupNo": "7", "minSize": "1"]
        #expect(try await sent(["maxSize": 3]) == sizes.merging(["maxSize": "3"]) { $1 })
        #expect(
            try await sent(["minSize": 1, "maxSize": 1])
                == sizes.merging(["maxSize": "1", "desiredCapacity": "1"]) { $1 })
        #expect(
            try await sent(["minSize": 3]) == [
                "autoScalingGroupNo": "7", "minSize": "3", "maxSize": "4", "desiredCapacity": "3",
            ])
        #expect(
            try await sent(["desiredCapacity": 4])
                == sizes.merging(["maxSize": "4", "desiredCapacity": "4"]) { $1 })
        #expect(try await sent(["desiredCapacity": 2]).isEmpty)
    }

    @Test("health checks of a load balancer are given their period, also where the manifest leaves it to its default")
    func gracePeriod() async throws {
        let answer: JSON = ["autoScalingGroupList": [["autoScalingGroupNo": "7"]]]
        func sent(_ more: Attributes) async throws -> String? {
            let session = FakeSession(answers: ["createAutoScalingGroup": answer])
            let desired: Attributes = ["name": "web", "minSize": 0, "maxSize": 1, "waitForCapacity": false]
            try await operations("AutoScalingGroup").create(
                wanted("AutoScalingGroup", "web", desired.merging(more) { $1 }), through: session)
            return session.requests[0].fields["healthCheckGracePeriod"]
        }
        #expect(try await sent(["healthCheckType": "LOADB"]) == "300")
        #expect(try await sent(["healthCheckType": "LOADB", "healthCheckGracePeriod": 60]) == "60")
        #expect(try await sent(["healthCheckType": "SVR"]) == nil)
    }

    @Test("a change waits for the activity that runs, and for the servers that it asks for")
    func waits() async throws {
        let moved = try await Self.update(Self.group(), ["desiredCapacity": 4])
        #expect(
            moved.events == [
                .wait("no scaling activity"), .change("updateAutoScalingGroup"),
                .wait("as many servers in service as desired"),
            ])
        let renamed = try await Self.update(Self.group(), ["serverNamePrefix": "api"])
        #expect(renamed.events == [.wait("no scaling activity"), .change("updateAutoScalingGroup")])
        let impatient = try await Self.update(Self.group(), ["desiredCapacity": 4, "waitForCapacity": false])
        #expect(!impatient.events.contains(.wait("as many servers in service as desired")))
        let idle = try await Self.update(
            Self.group(["suspendedProcesses": ["LANCH"]]), ["desiredCapacity": 4, "suspendedProcesses": ["LANCH"]])
        #expect(!idle.events.contains(.wait("as many servers in service as desired")), "nothing is created")
    }

    @Test("processes are resumed and suspended by what differs")
    func processes() async throws {
        let session = try await Self.update(
            Self.group(["suspendedProcesses": ["ALMNO", "SCACT"]]), ["suspendedProcesses": ["RPUNH", "SCACT"]])
        #expect(session.events == [.change("resumeProcesses"), .change("suspendProcesses")])
        #expect(session.requests("resumeProcesses")[0].fields["scalingProcessCodeList.1"] == "ALMNO")
        #expect(session.requests("suspendProcesses")[0].fields["scalingProcessCodeList.1"] == "RPUNH")
    }

    @Test("a group is scaled to zero before it is deleted, and is let end its servers first where it does not")
    func deletion() async throws {
        let session = FakeSession()
        try await operations("AutoScalingGroup").delete(
            Self.group(["suspendedProcesses": ["TERMT"]]), through: session)
        #expect(
            session.events == [
                .change("resumeProcesses"), .wait("no scaling activity"), .change("updateAutoScalingGroup"),
                .wait("no servers left"), .delete("deleteAutoScalingGroup"),
            ])
        let zero = ["autoScalingGroupNo": "7", "minSize": "0", "maxSize": "0", "desiredCapacity": "0"]
        #expect(session.requests("updateAutoScalingGroup")[0].fields == zero)

        let again = FakeSession()
        let left = Self.group(["minSize": 0, "maxSize": 0, "desiredCapacity": 0])
        try await operations("AutoScalingGroup").delete(left, through: again)
        #expect(again.events == [.wait("no servers left"), .delete("deleteAutoScalingGroup")])
    }

    @Test("a policy that does nothing is an error, by servers or by percent", arguments: ["CHANG", "PRCNT"])
    func idlePolicy(adjustment: String) throws {
        let kind = try #require(DriverCatalog.ncloud["ScalingPolicy"]?.kind)
        func problems(_ attributes: Attributes) -> [String] {
            let subject = Preflight.Subject(
                Address(kind: kind.name, name: "it"), attributes, changed: ["amount"], isNew: true)
            return kind.checks.preflight.flatMap { $0.problems(subject, Preflight.Scene([:], readKinds: [])) }
                .map(\.message)
        }
        let told = "with adjustment \(adjustment) and amount 0, the policy does nothing"
        #expect(problems(["adjustment": .string(adjustment), "amount": 0]) == [told])
        #expect(problems(["adjustment": .string(adjustment), "amount": 1]) == [])
        #expect(problems(["adjustment": "EXACT", "amount": 0]) == [])
    }

    @Test("what belongs to a group is put as a whole")
    func parts() async throws {
        let live = LiveObject(
            kind: "ScalingPolicy", id: "7/11",
            attributes: [
                "name": "more", "group": "7", "adjustment": "PRCNT", "amount": 50, "minimumStep": 2, "cooldown": 300,
            ])
        let session = FakeSession()
        try await operations("ScalingPolicy").update(
            live, to: wanted("ScalingPolicy", "more", ["adjustment": "CHANG", "amount": 1, "minimumStep": .null]),
            through: session)
        #expect(
            session.requests("putScalingPolicy").map(\.fields) == [
                [
                    "policyNo": "11", "policyName": "more", "autoScalingGroupNo": "7", "adjustmentTypeCode": "CHANG",
                    "scalingAdjustment": "1", "coolDown": "300",
                ]
            ])
        try await operations("ScalingPolicy").delete(live, through: session)
        #expect(
            session.requests("deleteScalingPolicy")[0].fields == ["policyNo": "11", "autoScalingGroupNo": "7"])
    }

    @Test("a schedule is put without the times that its manifest does not say")
    func schedules() async throws {
        let live = LiveObject(
            kind: "ScalingSchedule", id: "7/12",
            attributes: [
                "name": "mornings", "group": "7", "minSize": 1, "maxSize": 3, "recurrence": "0 8 * * *",
                "startTime": "2026-01-01T00:00:00+0900", "timeZone": "KST", "desiredCapacity": .null,
                "endTime": .null,
            ])
        var desired: Attributes = [
            "minSize": 2, "maxSize": 3, "recurrence": "0 8 * * *",
        ]
        func put() async throws -> [String: String] {
            let session = FakeSession()
            try await operations("ScalingSchedule").update(
                live, to: wanted("ScalingSchedule", "mornings", desired), through: session)
            return session.requests("putScheduledUpdateGroupAction").first?.fields ?? [:]
        }
        #expect(
            try await put() == [
                "scheduledActionNo": "12", "scheduledActionName": "mornings", "autoScalingGroupNo": "7",
                "minSize": "2", "maxSize": "3", "recurrence": "0 8 * * *", "timeZone": "KST",
            ])
        desired["startTime"] = "2099-01-01T00:00:00+0900"
        #expect(try await put()["startTime"] == "2099-01-01T00:00:00+0900")
    }
}
