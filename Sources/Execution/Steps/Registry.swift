import Kinds
import Model
import NcloudClient
import Planning

/// What a run has learned so far: ids of objects it made, and which live objects belong to whom.
actor Registry {
    private var known: KnownValues
    /// The addresses of ids, by kind and id: an object of somebody else is never taken for a lost one.
    private var owners: [String: [String: Address]] = [:]

    /// Kinds listed in passing, apart from what references come to.
    private var passing: [String: [LiveObject]] = [:]
    private var readings: [String: Task<Result<[LiveObject], APIFailure>, Never>] = [:]

    init(_ known: KnownValues, recorded: Recorded) {
        self.known = known
        for record in recorded.resources {
            if let id = record.id { owners[record.address.kind, default: [:]][id] = record.address }
        }
    }

    func note(_ address: Address, id: String) {
        known.exists(address, id: id)
        owners[address.kind, default: [:]][id] = address
    }

    func note(_ object: LiveObject) { known.observe(object) }

    /// The object at `address` is about to be made anew; what it had is no longer its own.
    func willBeMade(_ address: Address) { known.willBeMade(address) }

    /// Whether the object belongs to another address of the workspace.
    func isTaken(_ object: LiveObject, from address: Address) -> Bool {
        owners[object.kind]?[object.id].map { $0 != address } ?? false
    }

    /// The fields with every reference put in.
    ///
    /// What is still open is looked up live, kind by kind: a lookup whose criteria have become known, or an attribute
    /// of an object made a moment ago.
    ///
    /// A reference of the object to itself stays: a group's rule may admit the group, whose id is known only later.
    func resolve(
        _ attributes: Attributes, of own: Address, cloud: any APICaller
    ) async throws(StepFailure) -> Attributes {
        var resolved = known.resolve(attributes, of: own)
        let open = resolved.values.flatMap(\.references).filter { $0.address != own }
        if open.isEmpty { return resolved }
        for kind in Set(open.map(\.kind)).sorted() {
            guard let driver = Catalog.driver(kind) else { continue }
            let scope = Scope(everything: true, parents: parents())
            let list = try await StepFailure.wrapping { () throws(APIFailure) in
                try await driver.operations.list(scope, from: cloud)
            }
            known.observe(kind, list)
        }
        resolved = known.resolve(attributes, of: own)
        if let left = resolved.values.flatMap(\.references).first(where: { $0.address != own }) {
            throw .diagnostic(
                Diagnostic(
                    code: "unresolved-reference", "\(left) does not come to exactly one value",
                    help: "check that the object exists and is the only one that matches"))
        }
        return resolved
    }

    /// An object of `kind` that is known, or is listed now; all who ask meanwhile share one list.
    func object(
        _ kind: String, where matches: @Sendable (LiveObject) -> Bool, cloud: any APICaller
    ) async throws(APIFailure) -> LiveObject? {
        if let found = known.live.all(kind).first(where: matches) ?? passing[kind]?.first(where: matches) {
            return found
        }
        guard let driver = Catalog.driver(kind) else { return nil }
        let scope = Scope(parents: parents())
        let reading = readings[kind] ?? Task { await Self.list(driver, scope, cloud) }
        readings[kind] = reading
        let result = await reading.value
        if readings[kind] == reading { readings[kind] = nil }
        let list = try result.get()
        passing[kind] = list
        return list.first(where: matches)
    }

    private static func list(
        _ driver: Driver, _ scope: Scope, _ cloud: any APICaller
    ) async -> Result<[LiveObject], APIFailure> {
        do throws(APIFailure) { return .success(try await driver.operations.list(scope, from: cloud)) } catch {
            return .failure(error)
        }
    }

    private func parents() -> [String: Set<String>] {
        owners.mapValues { Set($0.keys) }
    }
}

extension Reference {
    /// The kind of the object that is meant.
    var kind: String {
        switch target {
        case .managed(let address): address.kind
        case .lookup(let kind, _): kind
        }
    }
}
