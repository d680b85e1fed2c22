import Dispatch

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The user's wish to stop, as a stream: an element for each SIGINT or SIGTERM while ``heeded(during:)`` runs.
final class Interrupts {
    let stream: AsyncStream<Void>
    private let sources: [any DispatchSourceSignal]

    private init() {
        let (stream, feed) = AsyncStream.makeStream(of: Void.self)
        self.stream = stream
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { feed.yield() }
            source.resume()
            return source
        }
    }

    /// Keeps listening until `body` has ended.
    static func heeded<Answer>(during body: (AsyncStream<Void>) async throws -> Answer) async rethrows -> Answer {
        let interrupts = Interrupts()
        defer { for source in interrupts.sources { source.cancel() } }
        return try await body(interrupts.stream)
    }
}
