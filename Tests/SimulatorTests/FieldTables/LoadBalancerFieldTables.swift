/// The answers of `/vloadbalancer/v2`. Source: api/loadbalancer.md §2 (actions), §3–§7 (fields), and the pages of the data
/// types LoadBalancerInstance, LoadBalancerListener, Target and loadBalancerListenerCertificate.
enum LoadBalancerFieldTables {
    static let balancer = FieldTable(
        "loadBalancerInstanceList",
        texts: """
            loadBalancerInstanceNo loadBalancerInstanceStatusName loadBalancerDescription createDate loadBalancerName \
            loadBalancerDomain vpcNo regionCode
            """,
        integers: "idleTimeout",
        coded: """
            loadBalancerInstanceStatus loadBalancerInstanceOperation loadBalancerType loadBalancerNetworkType \
            throughputType
            """,
        lists: "loadBalancerIpList subnetNoList loadBalancerListenerNoList",
        elements: ["loadBalancerSubnetList": FieldTable(nil, texts: "zoneCode subnetNo publicIpInstanceNo")],
        optional: "idleTimeout")

    static let listener = FieldTable(
        "loadBalancerListenerList", texts: "loadBalancerInstanceNo loadBalancerListenerNo sslCertificateNo",
        integers: "port", flags: "useHttp2", coded: "protocolType tlsMinVersionType",
        lists: "loadBalancerRuleNoList cipherSuiteList", optional: "tlsMinVersionType")

    static let rule = FieldTable(
        "loadBalancerRuleList", texts: "loadBalancerRuleNo loadBalancerListenerNo", integers: "priority",
        elements: ["loadBalancerRuleConditionList": condition, "loadBalancerRuleActionList": action])

    private static let condition = FieldTable(
        nil, coded: "ruleConditionType",
        objects: [
            "hostHeaderCondition": FieldTable(nil, lists: "hostHeaderList"),
            "pathPatternCondition": FieldTable(nil, lists: "pathPatternList"),
        ], optional: "hostHeaderCondition pathPatternCondition")

    private static let action = FieldTable(
        nil, coded: "ruleActionType",
        objects: [
            "targetGroupAction": FieldTable(
                nil, flags: "useStickySession",
                elements: ["targetGroupWeightList": FieldTable(nil, texts: "targetGroupNo", integers: "weight")]),
            "redirectionAction": FieldTable(nil, texts: "protocol port host path query statusCode"),
        ], optional: "targetGroupAction redirectionAction")

    static let certificate = FieldTable(
        "loadBalancerListenerCertificateList",
        texts: "sslCertificateNo memberNo sslCertificateName domainAddress validEndDate statusName",
        integers: "statusCode", flags: "isDefault")

    static let group = FieldTable(
        "targetGroupList",
        texts: """
            targetGroupNo targetGroupName vpcNo targetGroupDescription createDate regionCode loadBalancerInstanceNo \
            healthCheckUrlPath
            """,
        integers: "targetGroupPort healthCheckPort healthCheckCycle healthCheckUpThreshold healthCheckDownThreshold",
        flags: "useStickySession useProxyProtocol",
        coded: "targetType targetGroupProtocolType algorithmType healthCheckProtocolType healthCheckHttpMethodType",
        lists: "targetNoList", optional: "healthCheckUrlPath healthCheckHttpMethodType")

    static let target = FieldTable(
        "targetList", texts: "targetNo targetName targetIp healthCheckResponse", coded: "healthCheckStatus",
        optional: "healthCheckResponse")

    /// Every action of the service, with what it answers. Source: api/loadbalancer.md §2.
    static let actions: [String: FieldTable] = [
        "createLoadBalancerInstance": balancer, "changeLoadBalancerInstanceConfiguration": balancer,
        "setLoadBalancerDescription": balancer, "setLoadBalancerInstanceSubnet": balancer,
        "deleteLoadBalancerInstances": balancer, "getLoadBalancerInstanceDetail": balancer,
        "getLoadBalancerInstanceList": balancer,
        "createLoadBalancerListener": listener, "changeLoadBalancerListenerConfiguration": listener,
        "deleteLoadBalancerListeners": listener, "getLoadBalancerListenerList": listener,
        "getLoadBalancerRuleList": rule,
        "addLoadBalancerListenerCertificate": certificate, "removeLoadBalancerListenerCertificate": certificate,
        "getLoadBalancerListenerCertificateList": certificate,
        "createTargetGroup": group, "changeTargetGroupConfiguration": group,
        "changeTargetGroupHealthCheckConfiguration": group, "setTargetGroupDescription": group,
        "deleteTargetGroups": group, "getTargetGroupDetail": group, "getTargetGroupList": group,
        "addTarget": target, "removeTarget": target, "setTarget": target, "getTargetList": target,
    ]
}
