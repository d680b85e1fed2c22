import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A host between nacre and a simulated cloud. What it is told to refuse it answers with an error that repeats all it was
/// sent: path, headers and body, as they came and decoded.
public final class EchoingHost: Sendable {
    private let listener: Int32
    private let upstream: UInt16
    private let refused: [String]
    public let url: String
    private let seen = Mutex("")

    /// Everything it was sent so far.
    public var received: String { seen.withLock { $0 } }

    /// - Parameters:
    ///   - cloud: the address of the simulated cloud.
    ///   - refused: words of requests that do not reach it.
    public init(before cloud: String, refusing refused: [String]) throws {
        upstream = UInt16(cloud.split(separator: ":").last ?? "") ?? 0
        self.refused = refused
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> UInt16? in
                guard bind(listener, address, size) == 0, listen(listener, 16) == 0,
                    getsockname(listener, address, &size) == 0
                else { return nil }
                return pointer.pointee.sin_port.bigEndian
            }
        }
        guard let port else { throw ControlPanel.Refused(description: "no port for the echoing host") }
        self.listener = listener
        url = "http://127.0.0.1:\(port)"
        Thread.detachNewThread { [self] in serve() }
    }

    public func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve() {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { return }
            Thread.detachNewThread { [self] in
                respond(on: connection)
                close(connection)
            }
        }
    }

    private func respond(on connection: Int32) {
        let request = read(from: connection)
        seen.withLock { $0 += request }
        guard refused.contains(where: request.contains) else { return relay(request, to: connection) }
        let decoded = request.removingPercentEncoding ?? request
        // What was sent last comes first: long messages are cut.
        let body = request.range(of: "\r\n\r\n").map { request[$0.upperBound...] } ?? ""
        let echo = (body + "\n" + decoded + "\n" + request).map {
            $0 == "\"" || $0 == "\\" ? "\\\($0)" : $0.isNewline ? " " : "\($0)"
        }
        let answer = "{\"responseError\": {\"returnCode\": \"900\", \"returnMessage\": \"\(echo.joined())\"}}"
        let head = "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nConnection: close\r\n"
        write(Array("\(head)Content-Length: \(answer.utf8.count)\r\n\r\n\(answer)".utf8), to: connection)
    }

    private func relay(_ request: String, to connection: Int32) {
        let other = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(other) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        address.sin_port = upstream.bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(other, $0, size) == 0 }
        }
        guard isConnected, let line = request.range(of: "\r\n") else { return }
        // The end of the connection is the end of the answer.
        write(Array(request.replacingCharacters(in: line, with: "\r\nConnection: close\r\n").utf8), to: other)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(other, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            write(Array(buffer[..<count]), to: connection)
        }
    }

    private func write(_ bytes: [UInt8], to connection: Int32) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(connection, $0.baseAddress, $0.count, Int32(truncatingIfNeeded: MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// A request with its body.
    private func read(from connection: Int32) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            bytes += buffer[..<count]
            let text = String(decoding: bytes, as: UTF8.self)
            guard let end = text.range(of: "\r\n\r\n") else { continue }
            let length =
                text.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
                .flatMap { Int($0.split(separator: ":")[1].trimmingCharacters(in: .whitespaces)) } ?? 0
            if text[end.upperBound...].utf8.count >= length { break }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
