import NIOCore
import NIOHTTP1
import NIOPosix

/// Performs forwarded calls, one connection each.
enum Forwarder {
    /// How long an endpoint may take. The real limit is not documented. (inferred)
    static let patience = TimeAmount.seconds(30)

    static func perform(_ forward: Forward, on loop: any EventLoop) -> EventLoopFuture<ForwardOutcome> {
        let promise = loop.makePromise(of: ForwardOutcome.self)
        ClientBootstrap(group: loop)
            .connectTimeout(.seconds(5))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    try channel.pipeline.syncOperations.addHandler(ForwardHandler(forward, promise))
                }
            }
            .connect(host: forward.host, port: forward.port)
            .whenFailure { _ in promise.succeed(.unreachable) }
        return promise.futureResult
    }
}

/// Sends one request and gathers its answer.
private final class ForwardHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let forward: Forward
    private let promise: EventLoopPromise<ForwardOutcome>
    private var response = Response(status: 0)
    private var deadline: Scheduled<Void>?
    private var isDone = false

    init(_ forward: Forward, _ promise: EventLoopPromise<ForwardOutcome>) {
        self.forward = forward
        self.promise = promise
    }

    func channelActive(context: ChannelHandlerContext) {
        let loopBound = NIOLoopBound(context, eventLoop: context.eventLoop)
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: Forwarder.patience) {
            self.finish(.late, loopBound.value)
        }
        let head = HTTPRequestHead(
            version: .http1_1, method: HTTPMethod(rawValue: forward.method), uri: forward.target,
            headers: HTTPHeaders(forward.headers.map { ($0.name, $0.value) }))
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if !forward.body.isEmpty {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: forward.body)))), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            response = Response(status: Int(head.status.code))
            response.take(headers: head.headers.map { ($0.name, $0.value) })
        case .body(let buffer): response.body += buffer.readableBytesView
        case .end: finish(.answered(response), context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) { finish(.closed, context) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { finish(.closed, context) }

    private func finish(_ outcome: ForwardOutcome, _ context: ChannelHandlerContext) {
        guard !isDone else { return }
        isDone = true
        deadline?.cancel()
        promise.succeed(outcome)
        context.close(promise: nil)
    }
}
