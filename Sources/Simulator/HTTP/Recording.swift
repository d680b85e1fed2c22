import OrderedCollections
import OrderedJSON

/// A file that every call to a service and its answer are appended to, a line of JSON each.
///
/// What a fault spoilt is left out, and so are calls of deployed APIs: a recording tells what a client asks of the cloud
/// and what the cloud says. Bodies stand in it as they are, with all secrets.
struct Recording: Sendable {
    private let file: AppendedFile

    /// - Throws: ``SimulatorError`` for a file that cannot be written.
    init(path: String) throws(SimulatorError) { file = try AppendedFile(path: path) }

    func append(_ call: Call, _ delivery: Delivery) {
        guard !call.isInvocation, !delivery.isActed, delivery.ending == .complete else { return }
        let (request, response) = (call.request, delivery.response)
        var members: OrderedDictionary<String, JSON> = [
            "method": .string(request.method), "target": .string(request.target),
            "client": .string(request.headers["user-agent"] ?? ""), "status": .integer(Int64(response.status)),
        ]
        if !request.body.isEmpty { members["request"] = .string(String(decoding: request.body, as: UTF8.self)) }
        if !response.body.isEmpty {
            members["contentType"] = .string(response.contentType)
            members["answer"] = .string(String(decoding: response.body, as: UTF8.self))
        }
        file.append(JSON.object(members).serializedBytes() + [0x0A])
    }

    /// Gives the path when not everything could be written.
    func close() -> String? { file.close() ? nil : file.path }
}
