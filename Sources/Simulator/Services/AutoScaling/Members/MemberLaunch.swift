import OrderedJSON

/// How a group makes a server: as its launch configuration says, in its subnet and with its ACGs.
enum MemberLaunch {
    /// Makes one server, or notes why none could be made.
    /// - Returns: whether one is on its way.
    static func perform(for group: Record, because cause: String, _ world: inout World) -> Bool {
        let before = world
        do throws(Failure) {
            let request = try request(for: group, &world)
            let answer = try ServerCreation.create(&world, request)
            guard let number = answer.list?.elements.first?["serverInstanceNo"]?.text else {
                throw .invalid("serverInstanceNo")
            }
            let activity = ActivityLog.begin("Launch", of: group, server: number, because: cause, &world)
            GroupMembers.kind.insert(
                [
                    "serverInstanceNo": .string(number), "autoScalingGroupNo": .string(group.id),
                    "healthStatus": "HLTHY", "lifecycleState": "PNDNG", "activityNo": .string(activity),
                ], &world)
            return true
        } catch {
            world = before
            ActivityLog.noteFailure("Launch", of: group, error.message, &world)
            return false
        }
    }

    private static func request(for group: Record, _ world: inout World) throws(Failure) -> CallParameters {
        let configuration = try LaunchConfigurations.kind.find(world, group["launchConfigurationNo"])
        let kept = [
            "serverImageProductCode", "memberServerImageInstanceNo", "serverImageNo", "serverProductCode",
            "serverSpecCode", "loginKeyName", "initScriptNo",
        ]
        var values = [
            "vpcNo": group["vpcNo"], "subnetNo": group["subnetNo"], "serverName": name(for: group, &world),
            "networkInterfaceList.1.networkInterfaceOrder": "0",
        ]
        for name in kept where !configuration[name].isEmpty { values[name] = configuration[name] }
        for (index, number) in group.list("accessControlGroupNoList").enumerated() {
            values["networkInterfaceList.1.accessControlGroupNoList.\(index + 1)"] = number
        }
        return CallParameters(values)
    }

    /// The prefix, and letters and digits that no other server has behind it.
    private static func name(for group: Record, _ world: inout World) -> String {
        while true {
            let letters = world.random.text(4, of: "abcdefghijklmnopqrstuvwxyz0123456789")
            let name = group["serverNamePrefix"] + "-" + letters
            if !world.contains(.server, where: "serverName", is: name) { return name }
        }
    }
}
