extension ActionService {
    /// Servers, with what they are made of and what they are reached by. Source: api/vserver.md §1.
    static let vserver = ActionService(
        "/vserver/v2",
        [
            ServerImages.kind, MemberImages.kind, ServerSpecs.kind, Servers.kind, PlacementGroups.kind,
            FabricClusters.kind, BlockStorages.kind, Snapshots.kind, NetworkInterfaces.kind, AccessControlGroups.kind,
            PublicIPs.kind, LoginKeys.kind, InitScripts.kind,
        ], others: Regions.actions)
}
