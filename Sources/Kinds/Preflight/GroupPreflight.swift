import Model

/// What can be known of groups of rules before they are made or changed. Sources: api/vpc.md §3.3, api/vserver.md §3.6.
enum GroupPreflight {
    static let networkAcl: [Preflight] = [
        .freeName(of: "NetworkAcl", within: "vpc", refused: false), .exists("Vpc", in: "vpc"),
    ]

    static let accessControlGroup: [Preflight] = [
        .freeName(of: "AccessControlGroup", within: "vpc", refused: false), .exists("Vpc", in: "vpc"), quota,
    ]

    /// A VPC holds 500 groups.
    private static let quota = Preflight(of: ["vpc"]) { subject, scene in
        let most = 500
        let count = scene.all("AccessControlGroup", where: "vpc", is: subject.attributes["vpc"]).count
        guard subject.isNew, count > most else { return [] }
        return [
            Preflight.Problem(
                at: "vpc", "its VPC would have \(count) access control groups, but can have \(most)",
                help: "distribute them over several VPCs, or remove some")
        ]
    }
}
