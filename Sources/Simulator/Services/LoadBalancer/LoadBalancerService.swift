extension ActionService {
    /// What stands in front of servers. Source: api/loadbalancer.md §2.
    static let loadBalancer = ActionService(
        "/vloadbalancer/v2",
        [LoadBalancers.kind, Listeners.kind, ListenerRules.kind, TargetGroups.kind, Targets.kind])
}

extension Failure {
    /// What is documented of the service's refusals; all others are outside the numbers known. Source:
    /// api/loadbalancer.md §4, §6.
    static let balancerIsBusy = Failure.action(
        "1200004", "The load balancer is being changed. Please try again later.")
    static let unknownTargetGroup = Failure.action("1205009", "The target group does not exist.")
}
