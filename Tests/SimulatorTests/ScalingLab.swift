import OrderedJSON

@testable import Simulator

/// A network with what a group needs: a launch configuration, and a login key for its servers.
struct ScalingLab {
    let client: TestClient
    let home: (vpc: String, acl: String, acg: String)
    let subnet: String
    let configuration: String

    init(_ client: TestClient) {
        self.client = client
        home = client.makeVPC()
        subnet = client.makeSubnet(home)
        _ = client.call("createLoginKey", ["keyName": "ops-key"])
        configuration =
            client.call(
                "createLaunchConfiguration",
                [
                    "serverImageNo": "23214590", "serverSpecCode": "s2-g3", "loginKeyName": "ops-key",
                    "launchConfigurationName": "web",
                ]
            ).first["launchConfigurationNo"]?.text ?? ""
    }

    /// What a call that makes a group says.
    func parameters(_ name: String, _ more: [String: String] = [:]) -> [String: String] {
        [
            "autoScalingGroupName": name, "launchConfigurationNo": configuration, "vpcNo": home.vpc,
            "subnetNo": subnet, "accessControlGroupNoList.1": home.acg, "minSize": "0", "maxSize": "5",
            "serverNamePrefix": "web",
        ].merging(more) { $1 }
    }

    /// Makes a group.
    /// - Returns: its number.
    func group(_ name: String, _ more: [String: String] = [:], by call: (String, [String: String]) -> JSON) -> String {
        call("createAutoScalingGroup", parameters(name, more))["autoScalingGroupNo"]?.text ?? ""
    }

    func group(_ name: String, _ more: [String: String] = [:]) -> String {
        group(name, more) { client.call($0, $1).first }
    }

    func look(_ group: String) -> JSON { client.call("getAutoScalingGroupDetail", ["autoScalingGroupNo": group]).first }

    func desired(_ group: String) -> Int64? { look(group)["desiredCapacity"]?.integer }

    /// The members' states, in order.
    func states(_ group: String) -> [String] {
        (look(group)["inAutoScalingGroupServerInstanceList"]?.elements ?? []).map {
            ($0["lifecycleState"]?["code"]?.text ?? "") + " " + ($0["healthStatus"]?["code"]?.text ?? "")
        }
    }

    func members(_ group: String) -> [String] {
        (look(group)["inAutoScalingGroupServerInstanceList"]?.elements ?? []).compactMap {
            $0["serverInstanceNo"]?.text
        }
    }

    func servers() -> [JSON] { client.call("getServerInstanceList").content["serverInstanceList"]?.elements ?? [] }

    @discardableResult
    func call(_ action: String, _ group: String, _ more: [String: String] = [:]) -> TestClient.Reply {
        client.call(action, ["autoScalingGroupNo": group].merging(more) { $1 })
    }
}
