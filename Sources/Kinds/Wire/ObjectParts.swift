import Model
import NcloudClient

/// What calls of their own tell of an object: the rules of a group, the document of an API, the users of a database. It is
/// read of those that someone asks for.
struct ObjectParts: Sendable {
    typealias Read = @Sendable (LiveObject, any APICaller) async throws(APIFailure) -> Attributes

    /// What some calls tell together.
    private struct Part: Sendable {
        let calls: [String]
        /// The fields that they tell; they are not made when no one asks for one of them. Empty stands for any.
        let fields: [String]
        /// The fields of one object. Whether a failure means that it went away meanwhile is not decided here.
        let read: Read
    }

    private let parts: [Part]

    init(_ calls: [String], of fields: String..., read: @escaping Read) {
        parts = [Part(calls: calls, fields: fields, read: read)]
    }

    /// Several that are asked for one by one.
    init(_ several: [ObjectParts]) { parts = several.flatMap(\.parts) }

    /// The calls, for plans.
    var calls: [String] { parts.flatMap(\.calls) }

    /// The object with its parts; nil when it is gone.
    /// - Parameter isThere: whether the object's own call still shows it.
    func read(
        of object: LiveObject, from cloud: any APICaller, isThere: () async throws(APIFailure) -> Bool
    ) async throws(APIFailure) -> LiveObject? {
        try await cloud.unlessGone(
            object, { () throws(APIFailure) in try await read(parts, of: object, from: cloud) }, isThere: isThere)
    }

    /// The objects of a list, with the parts of those that `scope` wants.
    /// - Parameter list: the list once more. Some services refuse what is asked about an object that is gone with a code that
    ///   they have for other refusals too, and a 404 of one part may come from elsewhere: only the list tells.
    func read(
        of objects: [LiveObject], _ scope: ReadScope, from cloud: any APICaller,
        again list: @escaping @Sendable () async throws(APIFailure) -> [LiveObject]
    ) async throws(APIFailure) -> [LiveObject] {
        let asked = parts.filter { scope.asks(for: $0.fields) }
        return try await objects.concurrentlyReading { object throws(APIFailure) -> LiveObject? in
            guard scope.wants(id: object.id, name: object.name) else { return object }
            return try await cloud.unlessGone(object) { () throws(APIFailure) -> LiveObject in
                try await read(asked, of: object, from: cloud)
            } isThere: { () throws(APIFailure) -> Bool in
                try await list().contains { $0.id == object.id }
            }
        }.compactMap(\.self)
    }

    private func read(
        _ parts: [Part], of object: LiveObject, from cloud: any APICaller
    ) async throws(APIFailure) -> LiveObject {
        let answers = try await parts.concurrentlyReading { part throws(APIFailure) in
            try await part.read(object, cloud)
        }
        return answers.reduce(object) { object, fields in object.adding(fields) }
    }
}
