import Model
import NcloudClient

/// What calls of their own tell of an object: the rules of a group, the document of an API. It is read of those that
/// someone asks for.
struct ObjectParts: Sendable {
    typealias Read = @Sendable (LiveObject, any APICaller) async throws(APIFailure) -> Attributes?

    /// The calls, for plans.
    let calls: [String]
    /// The fields that they tell; they are not made when no one asks for one of them. Empty stands for any.
    let fields: [String]
    /// The fields of one object; nil when it went away meanwhile.
    let read: Read

    init(_ calls: [String], of fields: String..., read: @escaping Read) {
        self.calls = calls
        self.fields = fields
        self.read = read
    }

    /// The object with its parts; nil when it is gone.
    func read(of object: LiveObject, from cloud: any APICaller) async throws(APIFailure) -> LiveObject? {
        try await read(object, cloud).map(object.adding)
    }

    /// The objects of a list, with the parts of those that `scope` wants.
    func read(
        of objects: [LiveObject], _ scope: ReadScope, from cloud: any APICaller
    ) async throws(APIFailure) -> [LiveObject] {
        try await objects.concurrentlyReading { object throws(APIFailure) in
            guard scope.wants(id: object.id, name: object.name), scope.asks(for: fields) else { return object }
            return try await read(of: object, from: cloud)
        }.compactMap(\.self)
    }
}
