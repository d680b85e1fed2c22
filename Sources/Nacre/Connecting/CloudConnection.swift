import Execution
import Model
import NcloudClient
import OrderedJSON

/// A cloud that can be called: where it is, who calls, and how patiently.
public struct CloudConnection: Sendable {
    public let endpoint: CloudEndpoint
    public let client: NcloudClient
    /// Repeats, limits and counts.
    public let caller: PatientCaller
    public let counter: CallCounter
    public let limiter: Limiter
    public let clock: RunClock

    /// How many calls may be under way at once, until the host asks for fewer.
    public static let defaultConcurrency = 16

    /// - Parameter transport: what sends the calls; nil for the network.
    public init(
        endpoint: CloudEndpoint, credentials: any CredentialProvider, region: String, version: String,
        concurrency: Int = defaultConcurrency, policy: RetryPolicy = RetryPolicy(),
        clock: RunClock = RunClock(ContinuousClock()), transport: (any HTTPTransport)? = nil
    ) {
        self.endpoint = endpoint
        client = NcloudClient(
            endpoint: endpoint, credentials: credentials, region: region,
            transport: transport ?? CurlTransport(version: version))
        counter = CallCounter()
        limiter = Limiter(limit: concurrency, clock: clock)
        self.clock = clock
        caller = PatientCaller(client, limiter: limiter, policy: policy, clock: clock, counter: counter)
    }
}
