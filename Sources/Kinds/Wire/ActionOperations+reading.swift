import Model
import NcloudClient
import OrderedJSON

extension ActionOperations {
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let objects = try await objects(scope, from: cloud)
        return try await parts?.read(of: objects, scope, from: cloud) { () throws(APIFailure) in
            try await self.objects(scope, from: cloud)
        } ?? objects
    }

    private func objects(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        guard let parent else { return try await list(with: narrowing, from: cloud) }
        return try await parent.ids(scope, from: cloud).concurrentlyReading { id throws(APIFailure) in
            try await objects(in: id, from: cloud)
        }.flatMap(\.self)
    }

    /// The objects inside one parent; none when that is gone.
    private func objects(in parent: String, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        do throws(APIFailure) {
            var parameters = narrowing
            parameters.add(naming(parent: parent))
            return try await list(with: parameters, in: parent, from: cloud)
        } catch {
            guard error.classification == .gone else { throw error }
            return []
        }
    }

    /// The objects that the list shows with these parameters.
    func list(
        with parameters: Parameters, in parent: String? = nil, from cloud: any APICaller
    ) async throws(APIFailure) -> [LiveObject] {
        let request = APIRequest.action(service, names.list, parameters)
        guard !isPaged else {
            return try await cloud.pages(of: request, list: names.elements).compactMap { read($0, in: parent) }
        }
        return try await cloud.elements(of: request, under: names.elements).compactMap { read($0, in: parent) }
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        let action: String
        let (own, parent) = split(id)
        // Nothing can be asked for without its parent.
        if self.parent != nil, parent == nil { return .notOffered }
        var parameters = Parameters()
        switch look {
        case .detail:
            action = names.detail
            parameters.add(self.id, own)
        case .narrowedList:
            action = names.list
            parameters.add(self.id, own)
        case .listed(let name):
            action = names.list
            parameters.add(name, [own])
        case .none: return .notOffered
        }
        if let parent { parameters.add(naming(parent: parent)) }
        let request = APIRequest.action(service, action, parameters)
        return try await cloud.detail(request, of: id, under: names.elements) { wire throws(APIFailure) in
            guard let object = read(wire, in: parent), let parts else { return read(wire, in: parent) }
            return try await parts.read(of: object, from: cloud) { () throws(APIFailure) in
                try await cloud.detail(request, of: id, under: names.elements) { read($0, in: parent) }.isShown
            }
        }
    }

    /// The object that an answer shows; nil for one without an id, or of another kind.
    func read(_ wire: JSON, in parent: String? = nil) -> LiveObject? {
        guard let own = wire.nonEmpty(id), admits(wire) else { return nil }
        guard let parent, let field = self.parent?.field else { return columns.object(kind, id: own, wire) }
        return columns.object(kind, id: "\(parent)/\(own)", wire, besides: [field: .string(parent)])
    }

    /// The parameters that name a parent.
    private func naming(parent: String) -> Parameters {
        Parameters(columns.first { $0.field == self.parent?.field }?.write(.string(parent)) ?? [])
    }

    /// The id as the cloud has it, and the parent's before it. Those of kinds without a parent are one.
    func split(_ id: String) -> (own: String, parent: String?) {
        guard parent != nil, let slash = id.lastIndex(of: "/") else { return (id, nil) }
        return (String(id[id.index(after: slash)...]), String(id[..<slash]))
    }
}
