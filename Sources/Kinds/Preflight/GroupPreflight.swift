import Model

/// What can be known of groups of rules before they are made or changed. Sources: api/vpc.md §3.3, api/vserver.md §3.6.
enum GroupPreflight {
    static let networkAcl: [Preflight] = [
        .freeName(of: "NetworkAcl", within: "vpc", refused: false), .exists("Vpc", in: "vpc"),
    ]

    static let accessControlGroup: [Preflight] = [
        .freeName(of: "AccessControlGroup", within: "vpc", refused: false), .exists("Vpc", in: "vpc"),
    ]
}
