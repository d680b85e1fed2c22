import Model
import NcloudClient
import OrderedJSON

/// A list inside an instance whose elements come, change and go by calls of their own: its users, its databases.
/// Source: api/clouddb.md §2, §3, §4.
struct DatabaseElements: Sendable {
    /// How many elements one call takes: what published clients send at most.
    static let batch = 10

    /// The field of the manifest.
    let field: String
    /// The members by which the element that comes with the instance is told, with the fields of the instance that have them.
    let initial: [String: String]
    /// The vendor's noun: `CloudMysqlUser` of `addCloudMysqlUserList`.
    let noun: String
    let summary: String
    let members: [Field]
    let key: [String]
    /// The members with their names at the API.
    let columns: [Column]
    /// Whether the list takes pages, which count from 0 then.
    var isPaged = false
    /// The parameter that takes bare names, where elements have nothing else.
    var plainNames: String?
    /// Whether a call changes an element.
    var canChange = true
    /// Members that no call changes.
    var kept: [String] = []
    /// What the removal of an element does.
    var removal = Disruption.none

    // MARK: Names

    var listCall: String { "get\(noun)List" }
    var addCall: String { "add\(noun)List" }
    var changeCall: String { "change\(noun)List" }
    var removeCall: String { "delete\(noun)List" }
    var list: String { "\(noun.beginningSmall)List" }

    /// The field of the instance that names the element that comes with it.
    var initialName: String { initial["name"] ?? "" }

    var calls: Field.ElementCalls {
        Field.ElementCalls(
            add: addCall, change: canChange ? changeCall : nil, remove: removeCall, batch: Self.batch,
            removal: removal, spared: ["name": initialName])
    }

    var declaration: Field {
        Field(
            field, .keyed(members, by: key), change: .inPlace(.none, calls: calls.names), initial: [],
            constraints: kept.isEmpty ? [] : [.keeps(kept)], summary
        ).shareable.changing(calls)
    }

    func key(of element: Attributes) -> String { key.map { element[$0]?.spelling ?? "" }.joined(separator: " ") }

    func byKey(_ value: Value?) -> [String: Attributes] {
        Dictionary((value?.elements ?? []).map { (key(of: $0.members), $0.members) }) { _, last in last }
    }
}

// MARK: Reading

extension DatabaseElements {
    /// The elements in an instance, as the field has them; nil when it is gone.
    func read(of instance: String, _ database: CloudDatabase, from cloud: any APICaller) async throws(APIFailure)
        -> Value?
    {
        try await cloud.unlessGone { () throws(APIFailure) in try await listed(in: instance, database, from: cloud) }
    }

    private func listed(
        in instance: String, _ database: CloudDatabase, from cloud: any APICaller
    ) async throws(APIFailure) -> Value {
        let request = APIRequest.action(database.service, listCall, [database.instanceNumber: instance])
        let wires =
            isPaged
            ? try await cloud.pages(of: request, .actionFromZero(list: list))
            : try await cloud.elements(of: request, under: list)
        return .list(wires.compactMap(value))
    }

    private func value(_ wire: JSON) -> Value? {
        let members = columns.attributes(wire)
        guard key.allSatisfy({ members.text($0) != nil }) else { return nil }
        return .present(members)
    }

    func parts(of database: CloudDatabase) -> ObjectParts {
        ObjectParts([listCall], of: field) { object, cloud throws(APIFailure) in
            [field: try await listed(in: object.id, database, from: cloud)]
        }
    }
}

// MARK: Requests

extension DatabaseElements {
    /// The parameters of a call about some elements of an instance.
    /// - Parameter fields: the members that it takes; nil for all.
    func parameters(
        _ elements: [Attributes], of instance: String, _ database: CloudDatabase, only fields: [String]? = nil
    ) -> Parameters {
        var parameters: Parameters = [database.instanceNumber: instance]
        if let plainNames {
            parameters.add(plainNames, elements.compactMap { $0.text("name") })
            return parameters
        }
        let rows = elements.map { element in
            let taken = columns.filter { fields?.contains($0.field) ?? true && !(element[$0.field] ?? .null).isAbsent }
            return Parameters(taken.flatMap { $0.write(element[$0.field]) })
        }
        parameters.add(list, rows)
        return parameters
    }

    /// The parameters that are never logged.
    var sensitive: Set<String> { columns.sensitive }
}
