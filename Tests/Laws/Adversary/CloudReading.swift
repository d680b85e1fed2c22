import Model
import OrderedJSON
import Rehearsal

/// An object of the simulated cloud, as the simulator knows it.
struct CloudObject: Hashable, Sendable, CustomStringConvertible {
    let table: String
    let id: String

    var description: String { "\(table) \(id)" }
}

/// What the cloud holds and who did it, read from the simulator itself and by none of nacre's code.
struct CloudReading: Sendable {
    struct Entry: Sendable, CustomStringConvertible {
        let act: String
        let object: CloudObject
        let name: String
        let isNacres: Bool
        let call: String

        var description: String { "\(isNacres ? "nacre" : "somebody") \(call): \(act) \(object) \(name)" }
    }

    let objects: [CloudObject: JSON]
    /// In the order in which things happened.
    let entries: [Entry]
    /// Whether nacre's calls made it; nil for what was there in the beginning.
    let makers: [CloudObject: Bool]

    init(_ cloud: ControlPanel) async throws {
        let tables = try await cloud.send(.get, "world")["tables"]?.members ?? [:]
        var objects: [CloudObject: JSON] = [:]
        for (table, rows) in tables {
            for row in rows.elements { objects[CloudObject(table: table, id: row["id"]?.text ?? "")] = row }
        }
        self.objects = objects
        entries = (try await cloud.send(.get, "ledger")["entries"]?.elements ?? []).map(Entry.init)
        makers = Dictionary(
            entries.filter { $0.act == "made" }.map { ($0.object, $0.isNacres) }, uniquingKeysWith: { _, last in last })
    }

    /// Tables whose objects have manifests, by kind.
    static let tables = [
        "Vpc": "vpc", "Subnet": "subnet", "NetworkAcl": "networkAcl", "AccessControlGroup": "accessControlGroup",
        "LoginKey": "loginKey", "InitScript": "initScript", "Server": "server", "PublicIp": "publicIp",
        "PlacementGroup": "placementGroup", "Product": "product", "Api": "api", "UsagePlan": "usagePlan",
        "ApiKey": "apiKey", "NetworkInterface": "networkInterface", "BlockStorage": "blockStorage",
        "Resource": "resource", "Model": "model", "Stage": "stage", "Authorizer": "authorizer",
    ]
    /// Tables of whose objects the API has no question for a single one.
    static let unasked: Set = ["usagePlan", "apiKey"]
    private static let managed = Set(tables.values)

    /// The object that a row of the state is about. nacre's ids of nested objects hold those of the parents too.
    static func object(of row: RecordedResource) -> CloudObject? {
        guard let table = tables[row.address.kind], let id = row.id?.split(separator: "/").last else { return nil }
        return CloudObject(table: table, id: String(id))
    }

    /// Objects that are there, that somebody's call made for their own sake, in an order that is always the same.
    func made(byNacre: Bool) -> [CloudObject] {
        objects.keys.filter {
            makers[$0] == byNacre && Self.managed.contains($0.table) && !comesAlong($0)
        }
        .sorted { ($0.table, $0.id) < ($1.table, $1.id) }
    }

    /// What is there because another object is: the defaults of a VPC, the first disk and interface of a server, the root
    /// of an API.
    private func comesAlong(_ object: CloudObject) -> Bool {
        let row = objects[object] ?? [:]
        return row["isDefault"]?.bool == true || row["blockStorageType"]?.text == "BASIC"
            || row["resourcePath"]?.text == "/"
    }

    /// Objects that cannot be without this one.
    func contents(of object: CloudObject) -> [CloudObject] {
        let parents: Set = ["vpcNo", "subnetNo", "productId", "apiId"]
        var found: [CloudObject] = []
        var open = [object]
        while let next = open.popLast() {
            for (inner, row) in objects where inner != next && !found.contains(inner) {
                guard row.members.contains(where: { parents.contains($0.key) && $0.value.text == next.id }) else {
                    continue
                }
                found.append(inner)
                open.append(inner)
            }
        }
        return found.sorted { ($0.table, $0.id) < ($1.table, $1.id) }
    }

    /// Whether another object names it: such a one cannot be deleted alone.
    func isUsed(_ object: CloudObject) -> Bool {
        objects.contains { other, row in other != object && row.members.values.contains { $0.names(object.id) } }
    }
}

extension CloudReading.Entry {
    fileprivate init(_ json: JSON) {
        act = json["act"]?.text ?? ""
        object = CloudObject(table: json["table"]?.text ?? "", id: json["id"]?.text ?? "")
        name = json["name"]?.text ?? ""
        call = json["call"]?.text ?? ""
        isNacres = !call.contains("/_simulator/") && json["client"]?.text != "nacre/console"
    }
}

extension JSON {
    fileprivate func names(_ id: String) -> Bool {
        text == id || elements.contains { $0.names(id) } || members.values.contains { $0.names(id) }
    }
}
