/// Every table of the world, with what is needed to find its records.
enum TableName: String, CaseIterable, Sendable {
    case account
    case vpc, subnet, networkAcl, denyAllowGroup, natGateway, routeTable, vpcPeering
    case server, serverImage, serverSpec, networkInterface, accessControlGroup, publicIp
    case blockStorage, snapshot, loginKey, initScript, placementGroup, memberImage, fabricCluster
    case frame, frameInfra, box, boxInfra, importApply, exportApply, bucket
    case product, api, stage, apiKey, usagePlan, authorizer, resource, subscription, model, deployment
    case foreignProduct, gatewayUsage, gatewayEvent

    /// The attribute a person knows the object by.
    var nameAttribute: String {
        switch self {
        case .denyAllowGroup: "networkAclDenyAllowGroupName"
        case .natGateway: "natGatewayName"
        case .snapshot: "blockStorageSnapshotName"
        case .loginKey: "keyName"
        case .memberImage: "memberServerImageName"
        case .serverSpec: "serverSpecCode"
        case .publicIp: "publicIp"
        case .frame: "dataBoxFrameName"
        case .box: "dataBoxName"
        case .frameInfra, .boxInfra: "instanceName"
        case .bucket: "bucketName"
        case .account: "alias"
        case .resource: "resourcePath"
        case .foreignProduct: "productName"
        case .importApply, .exportApply, .subscription, .deployment, .gatewayUsage, .gatewayEvent: "id"
        case .vpc, .subnet, .networkAcl, .routeTable, .vpcPeering, .server, .serverImage, .networkInterface,
            .accessControlGroup, .blockStorage, .initScript, .placementGroup, .fabricCluster, .product, .api, .stage,
            .apiKey, .usagePlan, .authorizer, .model:
            rawValue + "Name"
        }
    }

    /// Attributes looked up often enough to deserve an index; a list attribute is indexed by each of its elements.
    var indexed: [String] {
        switch self {
        case .subnet: ["vpcNo", "networkAclNo", "routeTableNo"]
        case .networkAcl, .denyAllowGroup, .routeTable, .accessControlGroup: ["vpcNo"]
        case .natGateway: ["vpcNo", "subnetNo"]
        case .vpcPeering: ["sourceVpcNo", "targetVpcNo"]
        case .server: ["vpcNo", "subnetNo", "placementGroupNo", "fabricClusterNo"]
        case .networkInterface: ["subnetNo", "instanceNo", "ip", "secondaryIpList", "accessControlGroupNoList"]
        case .publicIp: ["serverInstanceNo", "comingTo"]
        case .blockStorage: ["serverInstanceNo"]
        case .snapshot: ["originalBlockStorageInstanceNo"]
        case .frameInfra, .box: ["dataBoxFrameNo"]
        case .boxInfra, .importApply, .exportApply: ["dataBoxNo"]
        case .api: ["productId"]
        case .stage: ["apiId", "usagePlanIds"]
        case .resource, .model: ["apiId"]
        case .deployment: ["stageId"]
        case .apiKey: ["primaryKey", "secondaryKey"]
        case .subscription, .gatewayUsage: ["apiKeyId", "productId"]
        case .vpc, .serverImage, .serverSpec, .loginKey, .initScript, .placementGroup, .memberImage, .fabricCluster,
            .account, .frame, .bucket, .product, .usagePlan, .authorizer, .foreignProduct, .gatewayEvent:
            []
        }
    }
}
