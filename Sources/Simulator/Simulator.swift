import NIOCore
import NIOHTTP1
import NIOPosix

/// NAVER Cloud in a box: a local server that answers like the documented services.
///
/// It listens on the loopback address only. One instance owns one world.
public final class Simulator: Sendable {
    /// The access key accepted unless another is given.
    public static let defaultAccessKey = "SIMULATORACCESSKEY01"
    /// The secret that belongs to ``defaultAccessKey``. It protects nothing.
    public static let defaultSecretKey = "SIMULATORSECRETKEY0000000000000000000001"

    private let group: MultiThreadedEventLoopGroup
    private let channels: [any Channel]
    private let cloud: Cloud

    /// The port the simulator listens on.
    public let port: Int
    /// The UDP port that its name server answers on; nil for none.
    public let dnsPort: Int?

    /// Where clients find it, such as `http://127.0.0.1:40123`.
    public var url: String { "http://127.0.0.1:\(port)" }

    private init(
        group: MultiThreadedEventLoopGroup, channel: any Channel, nameServer: (any Channel)?, cloud: Cloud
    ) {
        self.group = group
        self.channels = [channel] + [nameServer].compactMap(\.self)
        self.cloud = cloud
        port = channel.localAddress?.port ?? 0
        dnsPort = nameServer?.localAddress?.port
    }

    /// Opens the world and begins to answer.
    /// - Throws: ``SimulatorError`` for an unusable world or seed file, or the system's error when the port is taken.
    public static func start(_ options: SimulatorOptions) async throws -> Simulator {
        let cloud = try Cloud(options)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        do {
            let nameServer: (any Channel)? =
                if let port = options.dnsPort {
                    try await NameServerHandler.listen(on: port, group: group, cloud: cloud)
                } else { nil }
            let channel = try await listen(on: options.port, group: group, cloud: cloud)
            let simulator = Simulator(group: group, channel: channel, nameServer: nameServer, cloud: cloud)
            if options.announcesAddress { cloud.announce(simulator.url) }
            return simulator
        } catch {
            cloud.close()
            try? await group.shutdownGracefully()
            throw error
        }
    }

    /// Where the world in a file is served now, by a simulator that announces its address; nil where it is not.
    public static func address(ofWorld path: String) -> String? { WorldLock.address(ofWorld: path) }

    /// Ends all connections. The world file already holds everything that was answered.
    /// - Throws: ``SimulatorError/unwritten(path:)`` when the world file or the recording could not take everything.
    public func stop() async throws {
        for channel in channels { try await channel.close().get() }
        try await group.shutdownGracefully()
        if let path = cloud.close().first { throw SimulatorError.unwritten(path: path) }
    }

    private static func listen(
        on port: Int, group: MultiThreadedEventLoopGroup, cloud: Cloud
    ) async throws -> any Channel {
        try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 512)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                    try channel.pipeline.syncOperations.addHandler(HTTPHandler(cloud: cloud))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
    }
}
