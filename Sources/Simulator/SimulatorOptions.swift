/// How a simulated cloud behaves; the defaults give an empty world at real speed.
public struct SimulatorOptions: Sendable {
    /// Port on the loopback address; 0 lets the system choose.
    public var port = 0
    /// UDP port on the loopback address to answer queries about applied zones on; 0 lets the system choose, nil answers none.
    public var dnsPort: Int?
    /// File the world is kept in; nil keeps it in memory only.
    public var worldFile: String?
    /// Whether the world is read from its file and kept in memory from then on: nothing is written, and another simulator
    /// may go on with the file.
    public var readsWorldOnly = false
    /// Whether it serves other programs too: then a command that would open its world file is referred to its address.
    public var announcesAddress = false
    /// Simulated seconds that pass in one real second.
    public var speed: Double = 1
    /// Waiting time added to every answer.
    public var latency: Duration = .zero
    /// Calls a real second that are let through, the others are answered with 429; nil for no limit.
    public var rate: Double?
    /// Failures to act out; see ``FaultScript``.
    public var faults: FaultScript?
    /// JSON file with objects a fresh world starts with, such as `{"frames":[{"name":"lab"}]}`.
    public var seedFile: String?
    /// The access key whose signatures are accepted.
    public var accessKey = Simulator.defaultAccessKey
    /// The secret the signatures are checked with; never printed.
    public var secretKey = Simulator.defaultSecretKey
    /// Refuses new Data Boxes, as the product does since 2025-10-23. Source: api/databoxframe.md §1.
    public var sunset = false
    /// Where a service shall take the other reading of its documents.
    public var quirks: Set<Quirk> = []
    /// File that every call and its answer are appended to, a line of JSON each; nil records nothing.
    public var recordingFile: String?
    /// Seed for made-up values (request ids, keys, addresses); nil takes a random one.
    public var randomSeed: UInt64?

    public init() {}
}
