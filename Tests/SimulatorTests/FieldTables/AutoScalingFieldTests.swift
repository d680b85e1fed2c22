import OrderedJSON
import Testing

@testable import Simulator

@Suite("fields of the Auto Scaling answers") struct AutoScalingFieldTests {
    @Test("the simulator has every action of the sheet, and no other")
    func actions() {
        #expect(AutoScalingFieldTables.actions.count == 22)
        #expect(Set(ActionService.autoScaling.actions.keys) == Set(AutoScalingFieldTables.actions.keys))
    }

    @Test("every action answers exactly the fields of the sheet, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let book = AnswerBook(client, tables: AutoScalingFieldTables.actions)
            let lab = ScalingLab(client)
            let one = ["autoScalingGroupNo": lab.group("web", ["desiredCapacity": "2"], by: book.call)]
            client.pass(40)
            book.call("getAutoScalingGroupList")
            book.call("getLaunchConfigurationList")
            book.call("getLaunchConfigurationDetail", ["launchConfigurationNo": lab.configuration])
            let other = book.call(
                "createLaunchConfiguration",
                ["serverImageProductCode": "SW.VSVR.OS.LNX64.ROCKY.0810.B050", "launchConfigurationName": "old"])
            book.call("updateAutoScalingGroup", one.merging(["maxSize": "6", "minSize": "0"]) { $1 })
            book.call("suspendProcesses", one.merging(["scalingProcessCodeList.1": "SCACT"]) { $1 })
            book.call("getAutoScalingGroupDetail", one)
            book.call("resumeProcesses", one.merging(["scalingProcessCodeList.1": "SCACT"]) { $1 })
            book.call("getScalingProcessTypeList")
            book.call("getAdjustmentTypeList")
            let policy = book.call(
                "putScalingPolicy",
                one.merging([
                    "policyName": "more", "adjustmentTypeCode": "PRCNT", "scalingAdjustment": "50",
                    "minAdjustmentStep": "2",
                ]) { $1 })
            let both = one.merging(["policyNo": policy["policyNo"]?.text ?? ""]) { $1 }
            book.call("executePolicy", both)
            book.call("getAutoScalingPolicyList", one)
            book.call("deleteScalingPolicy", both)
            let schedule = book.call(
                "putScheduledUpdateGroupAction",
                one.merging([
                    "scheduledActionName": "nightly", "minSize": "0", "maxSize": "3", "recurrence": "0 3 * * *",
                ]) { $1 })
            book.call("getScheduledActionList", one)
            book.call(
                "deleteScheduledAction",
                one.merging(["scheduledActionNo": schedule["scheduledActionNo"]?.text ?? ""]) { $1 })
            book.settle()
            book.call("setDesiredCapacity", one.merging(["desiredCapacity": "0"]) { $1 })
            book.settle()
            book.call("getAutoScalingActivityLogList", one)
            book.call("deleteAutoScalingGroup", one)
            book.call(
                "deleteLaunchConfiguration", ["launchConfigurationNo": other["launchConfigurationNo"]?.text ?? ""])
            book.call("createLaunchConfiguration", ["serverImageNo": "23214590"])
            #expect(book.problems == [])
            #expect(Set(AutoScalingFieldTables.actions.keys).subtracting(book.sizes.keys) == [])
            #expect(book.sizes.filter { $0.value == 0 }.isEmpty)
        }
    }

    @Test("a missing id is answered with an empty list")
    func missing() async throws {
        try await withSimulator { client in
            for (action, parameter) in [
                "getAutoScalingGroupDetail": "autoScalingGroupNo",
                "getLaunchConfigurationDetail": "launchConfigurationNo",
                "getAutoScalingPolicyList": "autoScalingGroupNo", "getScheduledActionList": "autoScalingGroupNo",
            ] {
                let reply = client.call(action, [parameter: "4711"])
                #expect(reply.status == 200 && reply.content["totalRows"] == 0 && reply.first == .null, "\(action)")
            }
        }
    }
}
