import Execution
import Model
import NcloudClient
import OrderedJSON

/// A cloud that can be called: where it is, who calls, and how patiently.
///
/// Once its keys were refused and there were no others, ``caller`` sends nothing more: another connection is made.
public struct CloudConnection: Sendable {
    public let endpoint: CloudEndpoint
    /// What a state remembers the endpoint by.
    public let name: String
    public let credentials: any CredentialProvider
    public let client: NcloudClient
    /// Calls with the keys of applications, which no key of the account signs.
    public let linkage: LinkageClient
    /// Repeats, limits and counts.
    public let caller: PatientCaller
    public let counter: CallCounter
    public let limiter: Limiter
    public let clock: RunClock
    /// Told of every wait that takes longer than a few seconds, while nothing shows progress.
    public let announce: @Sendable (String) -> Void

    /// The name of the simulator that lives as long as a command.
    public static let embeddedName = "simulator"

    /// How many calls may be under way at once, until the host asks for fewer.
    public static let defaultConcurrency = 16

    /// - Parameters:
    ///   - name: what a state remembers the endpoint by; nil for the endpoint's own name.
    ///   - storageOrigin: where Object Storage is called instead of its own host; nil for there.
    ///   - transport: what sends the calls; nil for the network.
    public init(
        endpoint: CloudEndpoint, name: String? = nil, credentials: any CredentialProvider, region: String,
        version: String, storageOrigin: String? = nil,
        concurrency: Int = defaultConcurrency, policy: RetryPolicy = RetryPolicy(),
        clock: RunClock = RunClock(ContinuousClock()), transport: (any HTTPTransport)? = nil,
        announce: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.announce = announce
        self.endpoint = endpoint
        self.name = name ?? endpoint.name
        self.credentials = credentials
        let transport = transport ?? CurlTransport(version: version)
        var client = NcloudClient(endpoint: endpoint, credentials: credentials, region: region, transport: transport)
        client.storageOrigin = storageOrigin
        self.client = client
        linkage = LinkageClient(endpoint: endpoint, transport: transport)
        counter = CallCounter()
        limiter = Limiter(limit: concurrency, clock: clock)
        self.clock = clock
        caller = PatientCaller(
            client, limiter: limiter, policy: policy, clock: clock, counter: counter, announce: announce)
    }
}
