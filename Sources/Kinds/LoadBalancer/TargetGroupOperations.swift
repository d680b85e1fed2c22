import Model
import NcloudClient
import OrderedJSON

/// The calls of target groups. Source: api/loadbalancer.md §5.
enum TargetGroupOperations {
    static let form = ActionOperations(
        "TargetGroup", .vloadbalancer,
        [
            .text("name", "targetGroupName"), .text("vpc", "vpcNo"), .code("protocol", "targetGroupProtocolType"),
            .number("port", "targetGroupPort"), .text("description", "targetGroupDescription"),
            .code("algorithm", "algorithmType").setLater(),
            .bool("stickySession", "useStickySession").setLater(from: false),
            .bool("proxyProtocol", "useProxyProtocol").setLater(from: false),
            .code("healthCheckProtocol", "healthCheckProtocolType"), .number("healthCheckPort", "healthCheckPort"),
            .text("healthCheckPath", "healthCheckUrlPath").leftOutWhenEmpty,
            .code("healthCheckMethod", "healthCheckHttpMethodType").leftOutWhenEmpty,
            .number("healthCheckCycle", "healthCheckCycle"),
            .number("healthCheckUpThreshold", "healthCheckUpThreshold"),
            .number("healthCheckDownThreshold", "healthCheckDownThreshold"),
            .texts("targets", "targetNoList").asSet, .text("loadBalancer", "loadBalancerInstanceNo"), .created,
        ],
        deletion: .byList, parts: TargetExchange.health, filling: fillHealthCheck,
        changes: [
            .set(
                "healthCheckPort", "healthCheckPath", "healthCheckMethod", "healthCheckCycle",
                "healthCheckUpThreshold", "healthCheckDownThreshold",
                by: "changeTargetGroupHealthCheckConfiguration", until: .none),
            .set("algorithm", "stickySession", "proxyProtocol", by: "changeTargetGroupConfiguration", until: .none),
            .set("description", by: "setTargetGroupDescription", until: .none),
            .own("targets", calls: [TargetExchange.add, TargetExchange.remove], TargetExchange.perform),
        ])

    /// What the creation needs and a manifest need not say.
    private static func fillHealthCheck(
        _ desired: DesiredObject, _ session: any CallSession
    ) throws(StepFailure) -> Parameters {
        let group = desired.text("protocol") ?? ""
        let isHTTP = ["HTTP", "HTTPS"].contains(group)
        var parameters: Parameters = [:]
        if desired["healthCheckProtocol"] == nil {
            parameters.add("healthCheckProtocolTypeCode", isHTTP ? group : "TCP")
        }
        if isHTTP, desired["healthCheckMethod"] == nil { parameters.add("healthCheckHttpMethodTypeCode", "HEAD") }
        return parameters
    }
}
