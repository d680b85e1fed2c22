import Foundation
import Testing

@testable import NcloudClient

/// The transport against a server that misbehaves on the wire. Each test has its own transport, hence its own connections.
@Suite(.timeLimit(.minutes(10))) struct CurlTransportTests {
    let transport = CurlTransport()

    func read(_ server: RawServer, _ target: String = "/read") -> HTTPRequest {
        HTTPRequest(method: .post, origin: server.origin, target: target, body: Array("a=1".utf8), isRepeatable: true)
    }

    func change(_ server: RawServer) -> HTTPRequest {
        HTTPRequest(
            method: .post, origin: server.origin, target: "/change", body: Array("a=1".utf8), isRepeatable: false)
    }

    @Test("reads reuse one connection; the target goes out as it is")
    func keepAlive() async throws {
        let server = RawServer { connection, _ in
            while let request = connection.readRequest() { connection.answer(request) }
        }
        var lines: [String] = []
        for _ in 0..<3 {
            let response = try await transport.send(read(server, "/a/../b%2F?x=%20&y"))
            #expect(response.status == 200)
            lines.append(String(decoding: response.body, as: UTF8.self))
        }
        #expect(server.connections == 1)
        #expect(
            lines.allSatisfy { $0.hasPrefix("POST /a/../b%2F?x=%20&y HTTP/1.1\r\n") && $0.hasSuffix("\r\n\r\na=1") })
        #expect(lines.allSatisfy { $0.contains("User-Agent: nacre/dev\r\n") && !$0.contains("Expect") })
    }

    @Test("a header without a value is sent: the signature covers it")
    func emptyHeader() async throws {
        let server = RawServer { connection, _ in
            while connection.readRequest() != nil { connection.answer("ok") }
        }
        var request = read(server)
        request.headers = [HTTPHeader("x-amz-meta-note", ""), HTTPHeader("x-amz-meta-team", "web")]
        _ = try await transport.send(request)
        let sent = try #require(server.requests.first)
        #expect(sent.contains("\r\nx-amz-meta-note:\r\n") && sent.contains("\r\nx-amz-meta-team: web\r\n"), "\(sent)")
    }

    @Test("a change is never sent twice, though the connection in hand dies under it before an answer")
    func noDoubledChange() async throws {
        // Serves reads, and closes after having read a change: the server may have acted, and nothing comes back.
        let server = RawServer { connection, _ in
            while let request = connection.readRequest() {
                if request.contains("/change") { return }
                connection.answer("ok")
            }
        }
        for _ in 0..<3 { _ = try await transport.send(read(server)) }
        for round in 1...3 {
            let failure = await #expect(throws: TransportFailure.self) { try await transport.send(change(server)) }
            guard case .answerLost(.closed, _)? = failure else {
                Issue.record("\(String(describing: failure))")
                return
            }
            #expect(server.requests.filter { $0.contains("/change") }.count == round)
            _ = try await transport.send(read(server))
        }
    }

    @Test("a read survives a kept connection that the server has closed")
    func staleRead() async throws {
        // Each connection serves two requests and is closed when the third arrives unanswered.
        let server = RawServer { connection, _ in
            for _ in 0..<2 { if connection.readRequest() != nil { connection.answer("ok") } }
            _ = connection.readRequest()
        }
        for _ in 0..<6 { #expect(try await transport.send(read(server)).status == 200) }
    }

    @Test("a refused connection was certainly not sent")
    func refused() async throws {
        let request = HTTPRequest(
            method: .post, origin: "http://127.0.0.1:\(RawServer.closedPort())", target: "/", isRepeatable: false)
        let failure = await #expect(throws: TransportFailure.self) { try await transport.send(request) }
        guard case .notSent(.connect, _)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test("a failed handshake was certainly not sent")
    func handshake() async throws {
        let server = RawServer { connection, _ in
            var buffer = [UInt8](repeating: 0, count: 1024)
            _ = recv(connection.descriptor, &buffer, buffer.count, 0)
            connection.write("this is no TLS\r\n\r\n")
        }
        let request = HTTPRequest(
            method: .post, origin: "https://127.0.0.1:\(server.port)", target: "/", isRepeatable: false)
        let failure = await #expect(throws: TransportFailure.self) { try await transport.send(request) }
        guard case .notSent(.tls, _)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test(
        "an answer cut short is a lost answer",
        arguments: [
            "", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nDate: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        ])
    func cut(_ part: String) async throws {
        let server = RawServer { connection, _ in
            _ = connection.readRequest()
            connection.write(part)
        }
        let failure = await #expect(throws: TransportFailure.self) { try await transport.send(change(server)) }
        guard case .answerLost(.closed, _)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(server.requests.count == 1)
    }

    @Test("a server that never answers ends in a time-out that leaves the change open")
    func timeout() async throws {
        let server = RawServer { connection, _ in
            _ = connection.readRequest()
            _ = connection.readRequest()
        }
        let transport = CurlTransport(limits: .init(total: .milliseconds(150)))
        let failure = await #expect(throws: TransportFailure.self) { try await transport.send(change(server)) }
        guard case .answerLost(.timeout, _)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test("cancelling ends the exchange at once and says it may have happened")
    func cancellation() async throws {
        let server = RawServer { connection, _ in
            _ = connection.readRequest()
            _ = connection.readRequest()
        }
        let (transport, request) = (transport, change(server))
        let task = Task { () -> TransportFailure? in
            do throws(TransportFailure) { _ = try await transport.send(request) } catch { return error }
            return nil
        }
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
        task.cancel()
        let failure = await task.value
        guard case .answerLost(.cancelled, _)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test("a task that is cancelled already sends nothing")
    func cancelledBefore() async throws {
        let server = RawServer { connection, _ in
            while connection.readRequest() != nil { connection.answer("ok") }
        }
        let (transport, request) = (transport, change(server))
        let task = Task { () -> TransportFailure? in
            while !Task.isCancelled { await Task.yield() }
            do throws(TransportFailure) { _ = try await transport.send(request) } catch { return error }
            return nil
        }
        task.cancel()
        #expect(await task.value == .notSent(.cancelled, detail: "cancelled before it was sent"))
        #expect(server.requests.isEmpty)
    }

    @Test("an answer beyond the limit is dropped")
    func tooLarge() async throws {
        let server = RawServer { connection, _ in
            _ = connection.readRequest()
            connection.answer(String(repeating: "x", count: 5000))
        }
        let transport = CurlTransport(limits: .init(bodyBytes: 4999))
        let failure = await #expect(throws: TransportFailure.self) { try await transport.send(read(server)) }
        #expect(failure?.cause == .tooLarge)
    }

    @Test("a redirect is an answer like any other, and is not followed")
    func redirect() async throws {
        let server = RawServer { connection, _ in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
        }
        let response = try await transport.send(read(server))
        #expect(response.status == 302)
        #expect(response[header: "location"] == "/elsewhere")
        #expect(server.requests.count == 1)
    }

    @Test("plain http to another machine is refused before anything is sent")
    func plain() async throws {
        let request = HTTPRequest(method: .get, origin: "http://192.0.2.1", target: "/", isRepeatable: true)
        let failure = await #expect(throws: TransportFailure.self) { try await transport.send(request) }
        #expect(failure?.cause == .forbidden)
    }

    @Test("many tasks at once all get their own answer")
    func burst() async throws {
        let server = RawServer { connection, _ in
            while let request = connection.readRequest() {
                connection.answer(String(request.split(separator: " ")[1]))
            }
        }
        let transport = transport
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                let request = HTTPRequest(
                    method: .get, origin: server.origin, target: "/\(number)", isRepeatable: number % 4 != 0)
                group.addTask {
                    (try? await transport.send(request)).map { String(decoding: $0.body, as: UTF8.self) }
                        == "/\(number)"
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
