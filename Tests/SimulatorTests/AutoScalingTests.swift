import OrderedJSON
import Testing

@testable import Simulator

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("Auto Scaling, simulated") struct AutoScalingTests {
    @Test("a new group makes real servers, which are members in service when they run")
    func makes() async throws {
        try await withSimulator { client in
            let lab = ScalingLab(client)
            let group = lab.group("web", ["minSize": "2", "maxSize": "4"])
            #expect(lab.desired(group) == 2)
            #expect(lab.states(group) == ["PNDNG HLTHY", "PNDNG HLTHY"])
            #expect(lab.servers().map { $0["serverInstanceNo"]?.text } == lab.members(group))
            #expect(lab.servers().allSatisfy { $0["serverName"]?.text?.wholeMatch(of: /web-[a-z0-9]{4}/) != nil })
            #expect(lab.servers().allSatisfy { $0["subnetNo"]?.text == lab.subnet && $0["loginKeyName"] == "ops-key" })
            client.pass(30)
            #expect(lab.states(group) == ["INSVC HLTHY", "INSVC HLTHY"])
            let interfaces = client.call("getNetworkInterfaceList").content["networkInterfaceList"]?.elements ?? []
            #expect(interfaces.allSatisfy { $0["accessControlGroupNoList"] == [.string(lab.home.acg)] })
        }
    }

    @Test("a smaller capacity ends the oldest servers, and then they are gone")
    func shrinks() async throws {
        try await withSimulator { client in
            let lab = ScalingLab(client)
            let group = lab.group("web", ["desiredCapacity": "3"])
            client.pass(30)
            let before = lab.members(group)
            lab.call("setDesiredCapacity", group, ["desiredCapacity": "1"])
            #expect(lab.states(group) == ["TMNNG HLTHY", "TMNNG HLTHY", "INSVC HLTHY"])
            client.pass(30)
            #expect(lab.members(group) == [before[2]])
            #expect(lab.servers().map { $0["serverInstanceNo"]?.text } == [before[2]])
        }
    }

    @Test("the capacity is between the sizes, which are from 0 to 30")
    func sizes() async throws {
        try await withSimulator { client in
            let lab = ScalingLab(client)
            for wrong in [
                ["minSize": "3", "maxSize": "2"], ["maxSize": "31"], ["minSize": "-1"],
                ["minSize": "1", "maxSize": "2", "desiredCapacity": "3"], ["serverNamePrefix": "toolongname"],
                ["healthCheckTypeCode": "LOADB"], ["autoScalingGroupName": "Upper"],
            ] {
                #expect(client.call("createAutoScalingGroup", lab.parameters("web", wrong)).status == 400, "\(wrong)")
            }
            let group = lab.group("web")
            #expect(lab.call("setDesiredCapacity", group, ["desiredCapacity": "6"]).status == 400)
            #expect(lab.call("updateAutoScalingGroup", group, ["minSize": "1"]).status == 400)
            #expect(lab.call("updateAutoScalingGroup", group, ["minSize": "1", "desiredCapacity": "1"]).status == 200)
            #expect(client.call("createAutoScalingGroup", lab.parameters("web")).code == "1250903")
        }
    }

    @Test("a group lies in a general subnet of its VPC")
    func subnet() async throws {
        try await withSimulator { client in
            let lab = ScalingLab(client)
            let balancers = client.call(
                "createSubnet",
                [
                    "vpcNo": lab.home.vpc, "zoneCode": "KR-1", "subnet": "10.0.9.0/24", "networkAclNo": lab.home.acl,
                    "subnetTypeCode": "PRIVATE", "usageTypeCode": "LOADB",
                ]
            ).first["subnetNo"]?.text
            client.pass(10)
            let refused = client.call("createAutoScalingGroup", lab.parameters("web", ["subnetNo": balancers ?? ""]))
            #expect(refused.status == 400)
        }
    }

    @Test("a group is not changed while an activity runs")
    func busy() async throws {
        try await withSimulator { client in
            let lab = ScalingLab(client)
            let group = lab.group("web", ["desiredCapacity": "1"])
            #expect(lab.call("updateAutoScalingGroup", group, ["maxSize": "4"]).status == 400)
            client.pass(30)
            #expect(lab.call("updateAutoScalingGroup", group, ["maxSize": "4"]).status == 200)
        }
    }

    @Test("a group with members is not deleted, nor a launch configuration, subnet or ACG that a group has")
    func deletion() async throws {
        try await withSimulator { client in
            let lab = ScalingLab(client)
            let group = lab.group("web", ["desiredCapacity": "1"])
            let configuration = ["launchConfigurationNo": lab.configuration]
            #expect(lab.call("deleteAutoScalingGroup", group).code == "1250700")
            client.pass(30)
            #expect(lab.call("deleteAutoScalingGroup", group).code == "1250700")
            lab.call("updateAutoScalingGroup", group, ["minSize": "0", "maxSize": "0", "desiredCapacity": "0"])
            #expect(lab.call("deleteAutoScalingGroup", group).code == "1250700")
            #expect(client.call("deleteLaunchConfiguration", configuration).code == "1250700")
            client.pass(30)
            #expect(lab.servers().isEmpty)
            #expect(client.call("deleteSubnet", ["subnetNo": lab.subnet]).code == "1001019")
            #expect(lab.call("deleteAutoScalingGroup", group).status == 200)
            #expect(lab.look(group) == .null)
            #expect(client.call("deleteLaunchConfiguration", configuration).status == 200)
            #expect(client.call("deleteSubnet", ["subnetNo": lab.subnet]).status == 200)
        }
    }

    @Test("a member that somebody stops or terminates is replaced")
    func health() async throws {
        try await withSimulator { client in
            let lab = ScalingLab(client)
            let group = lab.group("web", ["desiredCapacity": "2"])
            client.pass(30)
            let before = lab.members(group)
            _ = client.call("stopServerInstances", ["serverInstanceNoList.1": before[0]])
            client.pass(120)
            #expect(lab.states(group) == ["INSVC HLTHY", "INSVC HLTHY"])
            #expect(!lab.members(group).contains(before[0]) && lab.members(group).contains(before[1]))
            #expect(lab.servers().count == 2)
        }
    }

    @Test("members are registered in the group's target groups while they are in service")
    func targets() async throws {
        try await withSimulator { client in
            let lab = ScalingLab(client)
            let target =
                client.call(
                    "createTargetGroup",
                    [
                        "vpcNo": lab.home.vpc, "targetGroupName": "web", "targetGroupProtocolTypeCode": "TCP",
                        "healthCheckProtocolTypeCode": "TCP",
                    ],
                    service: "vloadbalancer"
                ).first["targetGroupNo"]?.text ?? ""
            func targets() -> [String] {
                let reply = client.call(
                    "getTargetGroupDetail", ["targetGroupNo": target], service: "vloadbalancer")
                return reply.first["targetNoList"]?.elements.compactMap(\.text) ?? []
            }
            let group = lab.group("web", ["desiredCapacity": "2", "targetGroupNoList.1": target])
            #expect(targets().isEmpty)
            client.pass(30)
            #expect(targets() == lab.members(group) && targets().count == 2)
            let kept = lab.members(group)[1]
            lab.call("setDesiredCapacity", group, ["desiredCapacity": "1"])
            #expect(targets() == [kept])
            let strange = lab.parameters("other", ["targetGroupNoList.1": "4711"])
            #expect(client.call("createAutoScalingGroup", strange).status == 400)
        }
    }

    @Test("what is suspended is not done, and is made up for when it is resumed")
    func suspension() async throws {
        try await withSimulator { client in
            let lab = ScalingLab(client)
            let group = lab.group("web", ["desiredCapacity": "1"])
            client.pass(30)
            let stopped = lab.members(group)[0]
            let codes = ["scalingProcessCodeList.1": "RPUNH", "scalingProcessCodeList.2": "LANCH"]
            lab.call("suspendProcesses", group, codes)
            #expect(
                lab.look(group)["suspendedProcessList"]?.elements.compactMap { $0["process"]?["code"]?.text }
                    == ["LANCH", "RPUNH"])
            _ = client.call("stopServerInstances", ["serverInstanceNoList.1": stopped])
            client.pass(120)
            #expect(lab.states(group) == ["INSVC UNHEALTHY"])
            lab.call("setDesiredCapacity", group, ["desiredCapacity": "2"])
            client.pass(120)
            #expect(lab.members(group) == [stopped])
            lab.call("resumeProcesses", group, codes)
            client.pass(120)
            #expect(lab.states(group) == ["INSVC HLTHY", "INSVC HLTHY"])
            #expect(!lab.members(group).contains(stopped))
            #expect(lab.call("suspendProcesses", group, ["scalingProcessCodeList.1": "NONE"]).status == 400)
        }
    }

    @Test(
        "a policy changes the capacity by its sort, within the sizes",
        arguments: [
            (["adjustmentTypeCode": "CHANG", "scalingAdjustment": "2"], 4),
            (["adjustmentTypeCode": "CHANG", "scalingAdjustment": "-5"], 0),
            (["adjustmentTypeCode": "EXACT", "scalingAdjustment": "9"], 5),
            (["adjustmentTypeCode": "PRCNT", "scalingAdjustment": "50"], 3),
            (["adjustmentTypeCode": "PRCNT", "scalingAdjustment": "10", "minAdjustmentStep": "2"], 4),
            (["adjustmentTypeCode": "PRCNT", "scalingAdjustment": "-10"], 1),
        ] as [([String: String], Int64)])
    func policies(_ policy: [String: String], _ expected: Int64) async throws {
        try await withSimulator { client in
            let lab = ScalingLab(client)
            let group = lab.group("web", ["desiredCapacity": "2"])
            client.pass(30)
            let made = lab.call("putScalingPolicy", group, policy.merging(["policyName": "move"]) { $1 })
            let number = ["policyNo": made.first["policyNo"]?.text ?? ""]
            #expect(lab.call("executePolicy", group, number).status == 200)
            #expect(lab.desired(group) == expected)
            #expect(lab.call("executePolicy", group, number).status == 400, "it cools down")
            client.pass(300)
            #expect(lab.members(group).count == expected)
            #expect(lab.call("executePolicy", group, number).status == 200)
        }
    }

    @Test("a policy that is put again under its name or number is the same one")
    func puts() async throws {
        try await withSimulator { client in
            let lab = ScalingLab(client)
            let group = lab.group("web")
            let policy = ["policyName": "more", "adjustmentTypeCode": "CHANG", "scalingAdjustment": "1"]
            let first = lab.call("putScalingPolicy", group, policy).first
            let again = lab.call("putScalingPolicy", group, policy.merging(["scalingAdjustment": "3"]) { $1 }).first
            #expect(again["policyNo"] == first["policyNo"] && again["scalingAdjustment"] == 3)
            let numbered = policy.merging(["policyNo": first["policyNo"]?.text ?? "", "policyName": "most"]) { $1 }
            #expect(lab.call("putScalingPolicy", group, numbered).first["policyNo"] == first["policyNo"])
            #expect(lab.call("getAutoScalingPolicyList", group).content["totalRows"] == 1)
            for index in 2...10 {
                #expect(
                    lab.call("putScalingPolicy", group, policy.merging(["policyName": "p\(index)"]) { $1 }).status
                        == 200)
            }
            #expect(
                lab.call("putScalingPolicy", group, policy.merging(["policyName": "eleventh"]) { $1 }).code == "1250904"
            )
            let wrong = policy.merging(["minAdjustmentStep": "2"]) { $1 }
            #expect(lab.call("putScalingPolicy", group, wrong).status == 400, "a step is for percentages")
        }
    }

    @Test("a schedule for one moment sets the sizes then and leaves the list")
    func oneShot() async throws {
        try await withSimulator { client in
            // The clock of the simulator stands from its start on.
            let now = Int64(Date().timeIntervalSince1970 * 1000)
            let lab = ScalingLab(client)
            let group = lab.group("web")
            let start = Timestamp(milliseconds: now + 600_000).korean
            let action = ["scheduledActionName": "once", "minSize": "1", "maxSize": "3", "desiredCapacity": "2"]
            #expect(lab.call("putScheduledUpdateGroupAction", group, action).code == "900")
            let past = action.merging(["startTime": Timestamp(milliseconds: now - 600_000).korean]) { $1 }
            #expect(lab.call("putScheduledUpdateGroupAction", group, past).status == 400)
            let made = lab.call("putScheduledUpdateGroupAction", group, action.merging(["startTime": start]) { $1 })
            #expect(made.first["startTime"]?.text == start)
            client.pass(500)
            #expect(lab.desired(group) == 0)
            #expect(lab.call("getScheduledActionList", group).content["totalRows"] == 1)
            client.pass(200)
            #expect(lab.desired(group) == 2 && lab.look(group)["minSize"] == 1)
            #expect(lab.call("getScheduledActionList", group).content["totalRows"] == 0)
            client.pass(60)
            #expect(lab.states(group) == ["INSVC HLTHY", "INSVC HLTHY"])
        }
    }

    @Test("sizes that a control call has turned round are answered, not fallen over")
    func turnedRound() async throws {
        try await withSimulator { client in
            let lab = ScalingLab(client)
            let group = lab.group("web")
            let policy = ["policyName": "more", "adjustmentTypeCode": "CHANG", "scalingAdjustment": "1"]
            let made = lab.call("putScalingPolicy", group, policy).first["policyNo"]?.text ?? ""
            _ = client.control(
                "POST", "change",
                ["table": "autoScalingGroup", "id": .string(group), "set": ["minSize": 3, "maxSize": 1]])
            #expect(lab.call("executePolicy", group, ["policyNo": made]).status == 200)
            #expect(lab.desired(group) == 1)
        }
    }

    @Test("a recurring schedule comes again and stays in the list; a suspended one does nothing")
    func recurring() async throws {
        try await withSimulator { client in
            let lab = ScalingLab(client)
            let group = lab.group("web")
            let action = ["scheduledActionName": "hourly", "minSize": "1", "maxSize": "3", "recurrence": "0 * * * *"]
            #expect(lab.call("putScheduledUpdateGroupAction", group, action).status == 200)
            client.pass(3660)
            #expect(lab.desired(group) == 1)
            lab.call("updateAutoScalingGroup", group, ["minSize": "0", "desiredCapacity": "0"])
            client.pass(60)
            lab.call("updateAutoScalingGroup", group, ["minSize": "0", "desiredCapacity": "0"])
            client.pass(3660)
            #expect(lab.desired(group) == 1)
            #expect(lab.call("getScheduledActionList", group).content["totalRows"] == 1)
            lab.call("suspendProcesses", group, ["scalingProcessCodeList.1": "SCACT"])
            lab.call("updateAutoScalingGroup", group, ["minSize": "0", "desiredCapacity": "0"])
            client.pass(3660)
            #expect(lab.desired(group) == 0)
            let wrong = action.merging(["recurrence": "61 * * * *"]) { $1 }
            #expect(lab.call("putScheduledUpdateGroupAction", group, wrong).status == 400)
        }
    }

    @Test("what was done is in the activity log, the latest first")
    func activities() async throws {
        try await withSimulator { client in
            let lab = ScalingLab(client)
            let group = lab.group("web", ["desiredCapacity": "1"])
            func log() -> [String] {
                let entries = lab.call("getAutoScalingActivityLogList", group).content["activityLogList"]?.elements
                return (entries ?? []).map {
                    ($0["actionName"]?.text ?? "") + " " + ($0["actionStatus"]?["code"]?.text ?? "")
                }
            }
            #expect(log() == ["Launch INPRG"])
            client.pass(30)
            lab.call("setDesiredCapacity", group, ["desiredCapacity": "0"])
            client.pass(30)
            #expect(log() == ["Terminate SUCCS", "Launch SUCCS"])
        }
    }

    @Test("a launch that cannot be is in the log, and is tried again")
    func failure() async throws {
        try await withSimulator { client in
            let lab = ScalingLab(client)
            _ = client.call("deleteLoginKeys", ["keyNameList.1": "ops-key"])
            let group = lab.group("web", ["desiredCapacity": "1"])
            client.pass(120)
            let log = lab.call("getAutoScalingActivityLogList", group)
            #expect(log.content["totalRows"] == 1 && log.first["actionStatus"]?["code"] == "FAILD")
            #expect(lab.servers().isEmpty)
            _ = client.call("createLoginKey", ["keyName": "ops-key"])
            client.pass(60)
            #expect(lab.states(group) == ["INSVC HLTHY"])
        }
    }

    @Test(
        "cron fields say the next moment in their zone",
        arguments: [
            ("0 3 * * *", 9, "2026-02-27T18:00:00Z"), ("0 3 * * *", 0, "2026-02-28T03:00:00Z"),
            ("*/15 * * * *", 0, "2026-02-27T15:15:00Z"), ("0 0 29 2 *", 0, "2028-02-29T00:00:00Z"),
            ("30 9 * * 1-5", 9, "2026-03-02T00:30:00Z"), ("0 0 1 1,7 *", 0, "2026-07-01T00:00:00Z"),
            ("0 0 13 * 5", 0, "2026-03-06T00:00:00Z"),
        ])
    func cron(_ text: String, _ hours: Int64, _ expected: String) throws {
        let start = try #require(Timestamp(offset: "2026-02-28T00:00:00+0900"))
        #expect(start.universal == "2026-02-27T15:00:00Z")
        let next = try #require(CronSchedule(text)?.next(after: start.milliseconds, hoursEast: hours))
        #expect(Timestamp(milliseconds: next).universal == expected)
    }

    @Test("what is no cron text and no moment is refused")
    func nonsense() {
        for text in ["", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "a * * * *", "5-1 * * * *", "*/0 * * * *"]
        {
            #expect(CronSchedule(text) == nil, "\(text)")
        }
        for text in ["2026-02-29T00:00:00+0900", "2026-02-28 00:00:00+0900", "2026-02-28T24:00:00+0900", "later"] {
            #expect(Timestamp(offset: text) == nil, "\(text)")
        }
    }

    @Test("what a group was about to do is done after a restart")
    func restart() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("asg-\(UUID().uuidString).json").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let options = with { $0.worldFile = path }
        var group = ""
        try await withSimulator(options) { client in
            group = ScalingLab(client).group("web", ["desiredCapacity": "1"])
        }
        try await withSimulator(options) { client in
            client.pass(30)
            let states = client.call("getAutoScalingGroupDetail", ["autoScalingGroupNo": group]).first
            #expect(
                states["inAutoScalingGroupServerInstanceList"]?[0]?["lifecycleState"]?["code"] == "INSVC")
        }
    }
}
