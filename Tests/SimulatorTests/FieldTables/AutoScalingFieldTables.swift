/// The answers of `/vautoscaling/v2`. Source: api/autoscaling.md §1 (actions), §2–§5 (fields); the lists as the vendor's
/// data types and its library name them.
enum AutoScalingFieldTables {
    static let configuration = FieldTable(
        "launchConfigurationList",
        texts: """
            regionCode launchConfigurationNo launchConfigurationName serverImageProductCode memberServerImageInstanceNo \
            serverImageNo serverProductCode serverSpecCode loginKeyName createDate initScriptNo
            """,
        flags: "isEncryptedVolume", coded: "launchConfigurationStatus",
        optional: """
            serverImageProductCode memberServerImageInstanceNo serverImageNo serverProductCode serverSpecCode
            """)

    static let group = FieldTable(
        "autoScalingGroupList",
        texts: """
            vpcNo subnetNo serverNamePrefix autoScalingGroupNo autoScalingGroupName launchConfigurationNo createDate
            """,
        integers: "minSize maxSize desiredCapacity defaultCoolDown healthCheckGracePeriod",
        coded: "healthCheckType autoScalingGroupStatus", lists: "targetGroupNoList accessControlGroupNoList",
        elements: [
            "inAutoScalingGroupServerInstanceList": FieldTable(
                nil, texts: "serverInstanceNo", coded: "healthStatus lifecycleState"),
            "suspendedProcessList": FieldTable(nil, texts: "suspensionReason", coded: "process"),
        ])

    static let policy = FieldTable(
        "scalingPolicyList", texts: "autoScalingGroupNo policyNo policyName",
        integers: "scalingAdjustment minAdjustmentStep coolDown", coded: "adjustmentType", optional: "minAdjustmentStep"
    )

    static let schedule = FieldTable(
        "scheduledUpdateGroupActionList",
        texts: "autoScalingGroupNo scheduledActionNo scheduledActionName startTime endTime recurrence timeZone",
        integers: "minSize maxSize desiredCapacity", optional: "desiredCapacity")

    static let activity = FieldTable(
        "activityLogList",
        texts: """
            autoScalingGroupNo activityNo serverInstanceNo zoneCode actionName actionCause actionDescription startTime \
            endTime
            """,
        coded: "actionStatus")

    static let process = FieldTable("processList", texts: "code codeName")
    static let adjustment = FieldTable("adjustmentTypeList", texts: "code codeName")

    /// Every action of the service, with what it answers.
    static let actions: [String: FieldTable] = [
        "createLaunchConfiguration": configuration, "deleteLaunchConfiguration": configuration,
        "getLaunchConfigurationDetail": configuration, "getLaunchConfigurationList": configuration,
        "createAutoScalingGroup": group, "updateAutoScalingGroup": group, "deleteAutoScalingGroup": group,
        "setDesiredCapacity": group, "getAutoScalingGroupDetail": group, "getAutoScalingGroupList": group,
        "putScalingPolicy": policy, "deleteScalingPolicy": policy, "getAutoScalingPolicyList": policy,
        "putScheduledUpdateGroupAction": schedule, "deleteScheduledAction": schedule,
        "getScheduledActionList": schedule, "executePolicy": policy, "suspendProcesses": process,
        "resumeProcesses": process, "getAdjustmentTypeList": adjustment, "getScalingProcessTypeList": process,
        "getAutoScalingActivityLogList": activity,
    ]
}
