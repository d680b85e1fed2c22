import Model
import NcloudClient
import OrderedJSON
import Rehearsal

/// Somebody else with the console open, who knows nothing of any manifest.
struct GatewayStranger {
    let bench: MortalBench
    var dice: Dice
    private let world: GatewayWorld
    private let reading: GatewayReading
    /// What the manifests describe, by what it is called.
    private let addresses: [String: Address]

    init(_ bench: MortalBench, of world: GatewayWorld) async throws {
        self.bench = bench
        self.world = world
        dice = world.dice
        addresses = Dictionary(world.addresses.map { (world.title($0), $0) }, uniquingKeysWith: { first, _ in first })
        reading = GatewayReading(try await bench.cloud.send(.get, "world"))
    }

    /// Changes, deletes or deploys something.
    /// - Returns: what, in words.
    mutating func act() async throws -> String {
        switch Int.random(in: 0..<7, using: &dice) {
        case 0: try await deploy()
        case 6: try await add()
        case 1, 2: try await delete()
        default: try await change()
        }
    }

    // MARK: Additions

    /// What paths of somebody else begin with: no manifest says a word of them.
    static let ownPath = "/theirs"

    /// A path with one method.
    private mutating func add() async throws -> String {
        guard let api = dice.pick(reading.rows("api")) else { return "nothing" }
        let path = "\(Self.ownPath)-\(dice.next() % 100_000)"
        let home = "\(self.path(ofApi: api["id"]))/resources"
        let answer = try await bench.call(.rest(.apiGateway, .post, home, body: ["resourcePath": .string(path)]))
        let id = answer["resource"]?["resourceId"]?.text ?? ""
        try await bench.call(.rest(.apiGateway, .post, "\(home)/\(id)/methods", body: Self.method))
        return "somebody adds \(path) to \(reading.title(of: api, in: "api"))"
    }

    private static let method: JSON = [
        "methodName": "GET", "validation": ["type": "NONE"], "authentication": ["platform": "NONE"],
        "requiredApiKey": ["required": false], "mockEndPoint": ["httpStatus": 200],
    ]

    // MARK: Deployments

    private mutating func deploy() async throws -> String {
        guard let stage = dice.pick(reading.rows("stage")) else { return "nothing" }
        let path = "\(path(ofApi: stage["apiId"]))/deploy"
        try await bench.call(.rest(.apiGateway, .post, path, body: ["stageId": stage["id"] ?? ""]))
        return "somebody deploys \(reading.title(of: stage))"
    }

    // MARK: Deletions

    /// As the console would: what the cloud refuses stays.
    private mutating func delete() async throws -> String {
        let tables = ["resource", "resource", "model", "stage", "usagePlan", "apiKey", "authorizer", "api", "product"]
        guard let table = dice.pick(tables), let row = dice.pick(reading.rows(table)) else { return "nothing" }
        let id = row["id"]?.text ?? ""
        if table == "resource", dice.oneIn(2), let name = dice.pick(Array((row["methods"]?.members ?? [:]).keys)) {
            let path = "\(path(ofApi: row["apiId"]))/resources/\(id)/methods/\(name)"
            return try await delete(path, "\(name) \(row["resourcePath"]?.text ?? "")")
        }
        // Settings that a stage has for its methods name the old one until the next deployment.
        if table == "resource", hasSettings(row) { return "nothing" }
        let home =
            switch table {
            case "resource", "model", "stage": path(ofApi: row["apiId"])
            case "api": path(ofApi: row["id"]).replacing("/apis/\(id)", with: "")
            default: ""
            }
        return try await delete("\(home)/\(Self.lists[table] ?? "")/\(id)", "\(table) \(id)")
    }

    private func hasSettings(_ resource: JSON) -> Bool {
        world.all("Stage").flatMap { world.resources[$0]?.attributes["methods"]?.elements ?? [] }
            .contains { $0.members["path"]?.text == resource["resourcePath"]?.text }
    }

    private static let lists = [
        "resource": "resources", "model": "models", "stage": "stages", "usagePlan": "usage-plans",
        "apiKey": "api-keys", "authorizer": "authorizers", "api": "apis", "product": "products",
    ]

    private func delete(_ path: String, _ what: String) async throws -> String {
        do { try await bench.call(.rest(.apiGateway, .delete, path)) } catch { return "\(what) cannot be deleted" }
        return "somebody deletes \(what)"
    }

    private func path(ofApi id: JSON?) -> String {
        let api = reading.row(id?.text)
        return "/products/\(api["productId"]?.text ?? "")/apis/\(id?.text ?? "")"
    }

    // MARK: Changes

    /// Of a field that the manifests say something about: what they leave out is left to others.
    private mutating func change() async throws -> String {
        guard let table = dice.pick(Self.changes.keys.sorted()), let row = dice.pick(reading.rows(table)),
            let address = addresses[reading.title(of: row, in: table)],
            let (field, values) = dice.pick(Self.changes[table] ?? []), said(address).contains(field)
        else { return try await tamper() }
        try await bench.cloud.change(table, id: row["id"]?.text ?? "", values)
        return "somebody sets \(values.serialized()) of \(address)"
    }

    private func said(_ address: Address) -> Set<String> { Set(world.resources[address]?.attributes.keys ?? []) }

    /// One method without one of its parts, or with another description.
    private mutating func tamper() async throws -> String {
        guard let row = dice.pick(reading.rows("resource")), let methods = row["methods"]?.members,
            let name = dice.pick(Array(methods.keys)),
            let address = addresses[
                "\(reading.title(of: row, in: "resource")) \(name)".replacing(/^Resource/, with: "Method")],
            let (field, key, value) = dice.pick(Self.tampering), said(address).contains(field)
        else { return "nothing" }
        var method = methods[name]?.members ?? [:]
        method[key] = value
        var changed = methods
        changed[name] = .object(method)
        try await bench.cloud.change("resource", id: row["id"]?.text ?? "", ["methods": .object(changed)])
        return "somebody sets \(key) of \(address)"
    }

    private static let tampering: [(field: String, key: String, value: JSON)] = [
        ("parameters", "parameters", []), ("responses", "responses", [:]),
        ("description", "methodDescription", "theirs"),
        ("endpoint", "mockEndPoint", ["httpStatus": 599]), ("consumes", "consumers", "text/theirs"),
    ]

    private static let changes: [String: [(field: String, values: JSON)]] = [
        "product": [
            ("description", ["productDescription": "theirs"]), ("subscription", ["subscriptionCode": "PUBLIC"]),
            ("name", ["productName": "theirs"]),
        ],
        "api": [
            ("description", ["apiDescription": "theirs"]), ("document", ["documentMd": "# theirs"]),
            ("product", ["gatewayResponses": [:]]),
        ],
        "model": [
            ("schema", ["modelSchema": "{\"type\":\"array\"}"]), ("description", ["modelDescription": "theirs"]),
        ],
        "resource": [
            ("cors", ["corsAllowOrigin": "*", "corsAllowMethods": "GET"]), ("cors", ["corsAllowOrigin": ""]),
        ],
        "stage": [
            ("throttle", ["throttleRps": 77]), ("published", ["isPublished": true]),
            ("cacheTtl", ["cacheTtlSec": .null]),
            ("published", ["isPublished": false]), ("defaultPlan", ["rateRps": 3]),
            ("ipAcl", ["ipAclCode": "REJECTED"]),
            ("endpoint", ["endpointDomain": "https://theirs.example.com"]), ("canary", ["canaryDeploymentNo": .null]),
        ],
        "usagePlan": [("requestsPerSecond", ["rateRps": 9]), ("name", ["usagePlanName": "theirs"])],
        "apiKey": [
            ("enabled", ["isEnabled": false]), ("enabled", ["isEnabled": true]), ("name", ["apiKeyName": "theirs"]),
        ],
        "authorizer": [("cacheTtl", ["cacheTtlSec": 9]), ("description", ["authorizerDescription": "theirs"])],
        "subscription": [("approval", ["status": "REJECTED"]), ("plans", ["plans": [:]])],
    ]
}
