import Kinds
import Model
import NcloudClient
import Planning

/// What a run has learned so far: ids of objects it made, and which live objects belong to whom.
actor Registry {
    let drivers: DriverCatalog
    private var known: KnownValues
    /// The addresses of ids, by kind and id: an object of somebody else is never taken for a lost one.
    var owners: [String: [String: Address]] = [:]
    /// Creations whose object is not known yet, by address.
    var creations: [Address: Creating] = [:]

    /// Kinds listed in passing, apart from what references come to.
    private var passing: [String: [LiveObject]] = [:]
    private typealias Reading = SharedReading<Result<[LiveObject], APIFailure>>
    private var readings: [String: Reading] = [:]

    init(_ known: KnownValues, recorded: Recorded, drivers: DriverCatalog) {
        self.drivers = drivers
        self.known = known
        for record in recorded.resources {
            if let id = record.id { owners[record.address.kind, default: [:]][id] = record.address }
        }
    }

    func note(_ address: Address, id: String) {
        known.exists(address, id: id)
        owners[address.kind, default: [:]][id] = address
        creations[address] = nil
    }

    /// The id of an object that exists; nil for one that is still to be made.
    func id(of address: Address) -> String? {
        known.resolve(["it": .reference(Reference(address))])["it"]?.text
    }

    func note(_ object: LiveObject) { known.observe(object) }

    /// The object at `address` is about to be made anew; what it had is no longer its own.
    func willBeMade(_ address: Address) { known.willBeMade(address) }

    /// What an object serves, with the ids of what was made for it.
    func identified(_ deployed: Value) -> Value {
        Kind.Deployment.identified(deployed, id: id)
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
            guard let driver = drivers[kind] else { continue }
            let scope = ReadScope(everything: true, parents: parents())
            let list = try await StepFailure.wrapping { () throws(APIFailure) in
                try await driver.operations.list(scope, from: cloud)
            }
            known.observe(kind, list)
        }
        resolved = known.resolve(attributes, of: own)
        if let left = resolved.values.flatMap(\.references).first(where: { $0.address != own }) {
            throw .diagnostic(
                Diagnostic(
                    code: "unresolved-reference", "\(left) does not resolve to exactly one value",
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
        guard let driver = drivers[kind] else { return nil }
        let list = try await reading(driver, cloud).get()
        passing[kind] = list
        return list.first(where: matches)
    }

    /// The list of a kind, read once for all who ask meanwhile.
    private func reading(
        _ driver: Driver, _ cloud: any APICaller
    ) async -> Result<[LiveObject], APIFailure> {
        let kind = driver.kind.name
        if let reading = readings[kind], reading.join() { return await reading.answer }
        let scope = ReadScope(parents: parents())
        let reading = Reading { await Self.list(driver, scope, cloud) }
        readings[kind] = reading
        let result = await reading.answer
        if readings[kind] === reading { readings[kind] = nil }
        return result
    }

    private static func list(
        _ driver: Driver, _ scope: ReadScope, _ cloud: any APICaller
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
