/// Which way the traffic of a rule goes. Source: api/vserver.md §2.2, api/vpc.md §1.
enum RuleDirection: String, CaseIterable, Sendable {
    case inbound = "INBND"
    case outbound = "OTBND"

    /// The field of the manifest that holds the rules.
    var field: String {
        switch self {
        case .inbound: "inbound"
        case .outbound: "outbound"
        }
    }

    /// The word inside the names of calls: `addNetworkAclInboundRule`.
    var callWord: String {
        switch self {
        case .inbound: "Inbound"
        case .outbound: "Outbound"
        }
    }
}
