import Foundation
import Synchronization

/// A loopback server that does to each connection what the test says, byte by byte.
final class RawServer: Sendable {
    let port: UInt16
    var origin: String { "http://127.0.0.1:\(port)" }
    var connections: Int { counts.withLock { $0.connections } }
    var requests: [String] { counts.withLock { $0.requests } }

    private let listener: Int32
    private let counts = Mutex((connections: 0, requests: [String]()))

    /// - Parameter serve: Runs on a thread of its own per connection, with the connection's number from 1.
    init(serve: @escaping @Sendable (Connection, Int) -> Void) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                precondition(bind(listener, generic, length) == 0)
                getsockname(listener, generic, &length)
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
        listen(listener, 512)
        self.listener = listener
        self.port = port
        Thread.detachNewThread { [weak self] in
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0, let self else { return }
                let number = self.counts.withLock { counts in
                    counts.connections += 1
                    return counts.connections
                }
                let connection = Connection(descriptor: descriptor) { [weak self] request in
                    self?.counts.withLock { $0.requests.append(request) }
                }
                Thread.detachNewThread {
                    serve(connection, number)
                    close(descriptor)
                }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// A port nobody listens on.
    static func closedPort() -> UInt16 {
        let server = RawServer { _, _ in }
        return server.port
    }

    struct Connection: Sendable {
        let descriptor: Int32
        let record: @Sendable (String) -> Void

        /// Reads one request with its body; nil when the peer has closed.
        func readRequest() -> String? {
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 4096)
            while true {
                let text = String(decoding: bytes, as: UTF8.self)
                if let end = text.range(of: "\r\n\r\n") {
                    let length =
                        text.lowercased().range(of: "content-length: ").map {
                            text[$0.upperBound...].prefix { $0.isNumber }
                        }
                        .flatMap { Int($0) } ?? 0
                    if text[end.upperBound...].utf8.count >= length {
                        record(text)
                        return text
                    }
                }
                let count = recv(descriptor, &buffer, buffer.count, 0)
                guard count > 0 else { return nil }
                bytes += buffer.prefix(count)
            }
        }

        func write(_ text: String) {
            _ = send(descriptor, text, text.utf8.count, Int32(MSG_NOSIGNAL))
        }

        func answer(_ body: String, status: String = "200 OK") {
            write("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
        }
    }
}
