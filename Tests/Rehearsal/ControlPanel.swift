import NcloudClient
import OrderedJSON

/// The back door of a simulated cloud: what somebody does in the console, what goes wrong, what was called.
public struct ControlPanel: Sendable {
    public let url: String
    /// Recordings tell its calls from nacre's by this name.
    static let client = "console"

    private let transport = CurlTransport(version: client)

    public init(_ url: String) { self.url = url }

    /// What the simulator said no to, or did not come to.
    public struct Refused: Error, CustomStringConvertible {
        public let description: String

        public init(description: String) { self.description = description }
    }

    @discardableResult
    public func send(_ method: APIRequest.Method, _ path: String, _ body: JSON? = nil) async throws -> JSON {
        let request = HTTPRequest(
            method: method, origin: url, target: "/_simulator/" + path, body: body.map { Array($0.serialized().utf8) },
            isRepeatable: method == .get)
        let response = try await transport.send(request)
        let text = String(decoding: response.body, as: UTF8.self)
        guard response.status == 200 else { throw Refused(description: "\(path): \(response.status) \(text)") }
        return try JSON(parsing: text)
    }

    // MARK: What is there

    /// The objects of a table as the simulator keeps them.
    public func objects(_ table: String) async throws -> [JSON] {
        try await send(.get, "world")["tables"]?[table]?.elements ?? []
    }

    /// The names of a table's objects, sorted; objects of which there are several of a name appear as often.
    public func names(_ table: String, _ attribute: String? = nil) async throws -> [String] {
        try await objects(table).compactMap { $0[attribute ?? table + "Name"]?.text }.sorted()
    }

    public func object(_ table: String, named name: String) async throws -> JSON? {
        try await objects(table).first { $0[table + "Name"]?.text == name }
    }

    // MARK: What was called

    /// How often each endpoint was called since the last reset.
    public func calls() async throws -> [String: Int] {
        let endpoints = try await send(.get, "calls")["endpoints"]?.members ?? [:]
        return Dictionary(uniqueKeysWithValues: endpoints.map { ($0.key, Int($0.value.integer ?? 0)) })
    }

    /// The most calls that were open at the same time since the last reset.
    public func mostCallsAtOnce() async throws -> Int { Int(try await send(.get, "calls")["mostAtOnce"]?.integer ?? 0) }

    /// How many calls that change something have been made since the last reset.
    public func changingCallCount() async throws -> Int {
        let isRead = { (endpoint: String) in endpoint.contains(/^[Gg]et|^GET |^List|^Head|\/search$|\/query$/) }
        return try await calls().filter { !isRead($0.key) }.values.reduce(0, +)
    }

    public func callCount() async throws -> Int { try await calls().values.reduce(0, +) }

    public func resetCalls() async throws { try await send(.post, "calls/reset", [:]) }

    // MARK: What somebody does

    /// Replaces the fault script.
    public func faults(_ rules: [JSON]) async throws { try await send(.post, "faults", ["faults": .array(rules)]) }

    /// The other readings of API Gateway's documents that apply from now on.
    public func quirks(_ names: [String]) async throws {
        try await send(.post, "quirks", ["quirks": .array(names.map(JSON.string))])
    }

    public func advance(seconds: Int64) async throws {
        try await send(.post, "clock", ["advanceSeconds": .integer(seconds)])
    }

    public func addFrame(_ name: String) async throws { try await send(.post, "frames", ["name": .string(name)]) }

    /// Somebody registers an application of the linkage API.
    /// - Returns: its id and secret.
    public func application(_ description: JSON) async throws -> (id: String, secret: String) {
        let made = try await send(.post, "applications", description)
        return (made["clientId"]?.text ?? "", made["clientSecret"]?.text ?? "")
    }

    /// The provider publishes an image, by default like the KVM ones of `ubuntu`.
    public func publishImage(_ description: JSON) async throws { try await send(.post, "images", description) }

    public func change(_ table: String, named name: String, _ values: JSON) async throws {
        try await send(.post, "change", ["table": .string(table), "name": .string(name), "set": values])
    }

    public func change(_ table: String, id: String, _ values: JSON) async throws {
        try await send(.post, "change", ["table": .string(table), "id": .string(id), "set": values])
    }

    public func delete(_ table: String, named name: String) async throws {
        try await send(.post, "delete", ["table": .string(table), "name": .string(name)])
    }
}
