/// A service of the cloud, and how it is spoken to.
///
/// Sources: api/common.md §2, api/apigateway.md §1.1, api/databoxframe.md §2, api/identity.md §1.
public enum Service: String, Sendable, CaseIterable {
    case vpc, vserver, apiGateway, dataBoxFrame
    /// The Secure Token Service, which tells who owns an access key.
    case sts

    /// How a service takes its parameters.
    public enum Style: Sendable, Hashable {
        /// A form posted to the name of an action; the answer is wrapped in `<action>Response`.
        case action
        /// Methods on paths with JSON bodies.
        case rest
    }

    /// The way this service is spoken to.
    public var style: Style {
        switch self {
        case .vpc, .vserver: .action
        case .apiGateway, .dataBoxFrame, .sts: .rest
        }
    }

    /// The path in front of every action or path of the service.
    public var basePath: String {
        switch self {
        case .vpc: "/vpc/v2"
        case .vserver: "/vserver/v2"
        case .apiGateway, .dataBoxFrame, .sts: "/api/v1"
        }
    }

    /// The first label of the service's host; the action services share one gateway.
    public var hostLabel: String {
        switch self {
        case .vpc, .vserver: "ncloud"
        case .apiGateway: "apigateway"
        case .dataBoxFrame: "databoxframe"
        case .sts: "sts"
        }
    }
}
