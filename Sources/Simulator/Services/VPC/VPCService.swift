extension ActionService {
    /// Networks. Source: api/vpc.md §1.
    static let vpc = ActionService(
        "/vpc/v2",
        [
            VPCs.kind, Subnets.kind, NetworkAcls.kind, DenyAllowGroups.kind, RouteTables.kind, NatGateways.kind,
            VPCPeerings.kind,
        ])
}
