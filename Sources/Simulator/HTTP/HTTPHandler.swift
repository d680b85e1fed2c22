import NIOCore
import NIOHTTP1

/// Turns the parts of HTTP/1.1 into requests, and deliveries back into parts.
final class HTTPHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// Larger bodies are refused. Source: api/signing.md §3 (10 MB).
    private static let bodyLimit = 10 << 20

    private let cloud: Cloud
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(cloud: Cloud) { self.cloud = cloud }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
            if head.headers["expect"].contains(where: { $0.lowercased() == "100-continue" }) {
                let interim = HTTPResponseHead(version: .http1_1, status: .continue)
                context.writeAndFlush(wrapOutboundOut(.head(interim)), promise: nil)
            }
        case .body(let buffer):
            if body.count <= Self.bodyLimit { body += buffer.readableBytesView }
        case .end:
            guard let head else { return }
            answer(head, context: context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func answer(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
        var headers: [String: String] = [:]
        for (name, value) in head.headers { headers[name.lowercased()] = value }
        let request = Request(method: head.method.rawValue, target: head.uri, headers: headers, body: body)
        var delivery =
            body.count > Self.bodyLimit ? cloud.refuse(.gateway(status: 413)) : cloud.handle(request)
        delivery.isHeadOnly = head.method == .HEAD
        let keepAlive = head.isKeepAlive
        guard delivery.response.forward == nil else { return forward(delivery, keepAlive: keepAlive, context: context) }
        deliver(delivery, keepAlive: keepAlive, context: context)
    }

    /// Fetches the answer an endpoint gives, without holding up other connections.
    private func forward(_ delivery: Delivery, keepAlive: Bool, context: ChannelHandlerContext) {
        guard let forward = delivery.response.forward else { return }
        Forwarder.perform(forward, on: context.eventLoop).assumeIsolated().whenSuccess { outcome in
            var delivery = delivery
            delivery.response = self.cloud.finish(forward, outcome)
            self.deliver(delivery, keepAlive: keepAlive, context: context)
        }
    }

    private func deliver(_ delivery: Delivery, keepAlive: Bool, context: ChannelHandlerContext) {
        guard delivery.delayMilliseconds > 0 else { return send(delivery, keepAlive: keepAlive, context: context) }
        _ = context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(delivery.delayMilliseconds)) {
            self.send(delivery, keepAlive: keepAlive, context: context)
        }
    }

    private func send(_ delivery: Delivery, keepAlive: Bool, context: ChannelHandlerContext) {
        let response = delivery.response
        defer { cloud.ended() }
        guard delivery.ending != .dropped else { return context.close(promise: nil) }
        let staysOpen = keepAlive && delivery.ending == .complete
        context.write(wrapOutboundOut(.head(head(of: response, staysOpen: staysOpen))), promise: nil)
        let sent = delivery.ending == .truncated ? response.body.prefix(response.body.count / 2) : response.body[...]
        if !sent.isEmpty, !delivery.isHeadOnly {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: sent)))), promise: nil)
        }
        let loopBound = NIOLoopBound(context, eventLoop: context.eventLoop)
        guard delivery.ending == .complete else {
            // The end part would be refused for a body shorter than announced.
            context.flush()
            return context.close(promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
            if !staysOpen { loopBound.value.close(promise: nil) }
        }
    }

    private func head(of response: Response, staysOpen: Bool) -> HTTPResponseHead {
        var headers = HTTPHeaders(response.headers.map { ($0.name, $0.value) })
        headers.add(name: "Date", value: Timestamp(milliseconds: VirtualClock.wallMilliseconds()).http)
        if response.status != 204 {
            headers.add(name: "Content-Type", value: response.contentType)
            headers.add(name: "Content-Length", value: String(response.body.count))
        }
        headers.add(name: "Connection", value: staysOpen ? "keep-alive" : "close")
        return HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: response.status), headers: headers)
    }
}
