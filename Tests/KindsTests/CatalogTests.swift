import Kinds
import Model
import NcloudClient
import OrderedJSON
import Testing

/// Answers every call with lists full of things that no list should hold.
private struct OddCloud: APICaller {
    /// What the calls of the kinds answer lists under: `subnetList` for `getSubnetList`, and what is called otherwise.
    private static var keys: [String] {
        let readings = DriverCatalog.ncloud.kinds.kinds.map(\.reading)
        let calls = readings.flatMap { $0.once + $0.perParent + $0.perObject }
        let lists = calls.filter { $0.hasPrefix("get") && $0.hasSuffix("List") }.map { call -> String in
            let name = call.dropFirst("get".count)
            return name.prefix(1).lowercased() + name.dropFirst()
        }
        return lists + otherKeys
    }
    private static let otherKeys = [
        "productList", "serverSpecList", "apis", "content", "resourceList", "methods", "gatewayResponses", "usagePlans",
        "apiKeys",
        "sslCertificateList", "scalingPolicyList", "scheduledUpdateGroupActionList", "apiKeyRelateProductDtos",
        "authorizers", "responses", "headers", "stageMethods", "data", "replacerList", "clusters", "domains", "records",
        "ruleGroups", "result", "subAccounts", "accessKeys", "groups", "policies", "roles", "targets", "permissions",
        "contents", "accessEntries", "nodes", "authorizer", "stage",
    ]
    /// Fields, with what they should not hold.
    private static let odd: JSON = [
        "destinationCidrBlock": 7, "targetNo": 7, "targetType": "text", "instanceNo": 7, "parameterName": 7,
        "serverInstanceStatus": ["code": "NEW"], "vpcStatus": "text", "networkAclStatus": ["code": 3],
        "isDefault": "maybe", "cpuCount": "many", "sharedLoginIdList": 5, "fabricClusterServerInstanceList": [5],
        "blockStorageSize": "large", "secondaryIpList": 5, "memo": ["a": 1], "statusCode": "ODD",
        "accessControlGroupNoList": "text", "stages": ["text", [:], ["stageId": 7, "isPublished": "maybe"]],
        "methods": [7, [:], ["methodName": 7]], "authorizerConfig": "text", "httpEndPoint": "text",
        "isCategory": true, "edgeName": 7,
    ]
    private static let elements: JSON = [
        nil, 5, "text", [], [:],
        ["vpcNo": "", "subnetNo": "", "keyName": "", "serverInstanceNo": nil, "productId": ""],
        object, request,
    ]
    /// With the ids of all kinds.
    private static var object: JSON {
        var members = odd.members
        for name in DriverCatalog.ncloud.kinds.kinds.flatMap({ $0.identity.id.split(separator: "/") }) {
            members[String(name)] = 7
        }
        members["nodePool"] = [nil, 5, [:], ["instanceNo": 7, "autoscale": "text", "labels": 5, "softwareCode": "|"]]
        for noun in ["Mysql", "Postgresql", "Mssql"] {
            members["cloud\(noun)ServerInstanceList"] = .array(
                [nil, 5, [:]] + ["S", "R"].map { server(of: noun, $0) })
        }
        return .object(members)
    }

    /// A server inside a database, of a role that makes it an object.
    private static func server(of noun: String, _ role: String) -> JSON {
        ["cloud\(noun)ServerInstanceNo": 7, "cloud\(noun)ServerRole": ["code": .string(role)], "memorySize": "large"]
    }

    /// An entry of a request that is known by the key in its memo.
    private static var request: JSON {
        var members = object.members
        for name in ["importApplyId", "exportApplyId", "fileId"] { members[name] = 7 }
        for name in ["memo", "description"] { members[name] = "[nacre:key:7]" }
        members["isCategory"] = false
        return .object(members)
    }

    func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
        // Options of Kubernetes are a bare list.
        if request.path.contains("/option/") { return Self.elements }
        var members = JSON.object([:]).members
        for key in Self.keys { members[key] = Self.elements }
        members["productPage"] = ["content": Self.elements]
        members["apiKeyRelations"] = ["content": Self.elements]
        // Lists of Object Storage are elements of the answer, or of one in it; Ncloud Storage has nothing here.
        if request.service == .objectStorage {
            let named = Self.elements.elements + [["Name": 7, "Key": 7, "ETag": 7, "Size": "large"]]
            members["Buckets"] = ["Bucket": .array(named)]
            members["Contents"] = .array(named)
        }
        // Single objects of Sub Account are the answer itself; and the key has an owner.
        if request.service == .subAccount { members.merge(Self.object.members) { list, _ in list } }
        if request.service == .sts { members["id"] = 7 }
        // So are templates of mails.
        if request.service == .mail {
            members["sid"] = 7
            members["title"] = "odd"
        }
        // The document of an edge, and the certificates of a slot.
        if request.path.hasPrefix("/cdn-edge/") {
            members["result"] = [
                "profileId": 7, "edgeName": 7, "distributionConfig": 7, "originalCopyConfig": 7, "cachingConfig": 7,
            ]
        }
        if request.path.hasPrefix("/certificate/provisioning/") { members["result"] = ["certificates": Self.elements] }
        // Lists and single keys of KMS are one member deeper.
        if request.service == .kms {
            members["data"] = .object(Self.object.members.merging(["KeyList": Self.elements]) { $1 })
        }
        return .object(members)
    }
}

/// Answers every call alike.
private struct FixedAnswer: APICaller {
    let answer: JSON

    init(_ answer: JSON) { self.answer = answer }

    func call(_ request: APIRequest) async throws(APIFailure) -> JSON { answer }
}

@Suite("the catalog") struct CatalogTests {
    /// The kinds whose objects a call lists; of the others only what a manifest names is asked for.
    private static let listed = DriverCatalog.ncloud.kinds.kinds.filter {
        !$0.isExternal && (!$0.reading.once.isEmpty || !$0.reading.perParent.isEmpty)
    }.map(\.name)

    @Test(
        "odd answers are read without harm, and only what has an id counts",
        arguments: listed)
    func oddAnswers(_ kind: String) async throws {
        let objects = try await operations(kind).list(ReadScope(everything: true), from: OddCloud())
        // What lies inside others is told by all ids on the way there.
        #expect(Set(objects.flatMap { $0.id.split(separator: "/") }) == ["7"])
        #expect(objects.allSatisfy { $0.kind == kind })
    }

    @Test("every field of a live object is declared", arguments: listed)
    func declaredFields(_ name: String) async throws {
        let kind = try #require(DriverCatalog.ncloud.kinds[name])
        let object = try #require(
            try await operations(name).list(ReadScope(everything: true), from: OddCloud()).first)
        for field in object.attributes.keys { #expect(kind.field(field) != nil, "\(name).\(field)") }
    }

    @Test("references point to kinds there are", arguments: DriverCatalog.ncloud.kinds.names)
    func references(_ name: String) throws {
        let kind = try #require(DriverCatalog.ncloud.kinds[name])
        for field in kind.fields {
            for target in field.type.referencedKinds {
                #expect(DriverCatalog.ncloud.kinds[target] != nil, "\(name).\(field.name)")
            }
        }
        for field in kind.place.serializedOn + kind.identity.marker { #expect(kind.field(field) != nil) }
        for choice in kind.choices { for field in choice.fields { #expect(kind.field(field) != nil) } }
    }

    @Test("what lookups go by are fields of the kind", arguments: DriverCatalog.ncloud.kinds.names)
    func lookups(_ name: String) throws {
        let kind = try #require(DriverCatalog.ncloud.kinds[name])
        let rules = kind.choosing.lookup
        let named = Array(rules.comparisons.keys) + rules.defaults.keys + rules.picks.flatMap(\.order).map(\.field)
        for field in named { #expect(kind.field(field) != nil, "\(name).\(field)") }
        #expect(kind.field(LookupRules.pickMember) == nil && kind.field("id") == nil)
        #expect(Set(rules.picks.map(\.name)).count == rules.picks.count)
    }

    @Test(
        "an image's version is read out of its name",
        arguments: [
            ("ubuntu-22.04-base", "22.04"), ("Ubuntu Server 20.04 (64-bit)", "20.04"), ("Rocky Linux 8.10", "8.10"),
            ("win-2022-64-en", "2022"), ("rocky-9.4-base", "9.4"), ("mine", nil), ("v2..", "2"),
        ] as [(String, String?)])
    func imageVersion(name: String, version: String?) async throws {
        let image: JSON = ["serverImageNo": "1", "serverImageName": .string(name)]
        let list = try await operations("ServerImage").list(
            ReadScope(everything: true), from: FixedAnswer(["serverImageList": [image], "totalRows": 1]))
        #expect(list.first?.attributes["version"] == version.map(Value.string) ?? .null)
    }

    @Test("keys of keyed lists are fields of their elements", arguments: DriverCatalog.ncloud.kinds.names)
    func keyedLists(_ name: String) throws {
        for field in try #require(DriverCatalog.ncloud.kinds[name]).fields {
            guard case .keyed(let elements, let key) = field.type else { continue }
            #expect(!key.isEmpty && key.allSatisfy { part in elements.contains { $0.name == part } })
        }
    }

    @Test("plans can say which calls a change takes", arguments: DriverCatalog.ncloud.kinds.names)
    func changeCalls(_ name: String) throws {
        for field in try #require(DriverCatalog.ncloud.kinds[name]).fields {
            // A file is written by nacre itself.
            guard case .inPlace(_, let calls) = field.change, field.deliveredSecret == nil else { continue }
            #expect(!calls.isEmpty, "\(name).\(field.name)")
        }
    }

    @Test("a status means one thing", arguments: DriverCatalog.ncloud.kinds.names)
    func statusTable(_ name: String) throws {
        guard let table = try #require(DriverCatalog.ncloud.kinds[name]).status else { return }
        let sets = [table.pending, table.ready, table.failed, table.gone]
        #expect(sets.reduce(0) { $0 + $1.count } == sets.reduce(into: Set()) { $0.formUnion($1) }.count)
        #expect(!table.ready.isEmpty)
    }

    @Test("every kind explains itself", arguments: DriverCatalog.ncloud.kinds.names)
    func documentation(_ name: String) throws {
        let kind = try #require(DriverCatalog.ncloud.kinds[name])
        #expect(kind.example.contains("kind: \(name)\n"))
        #expect(kind.summary.hasSuffix("."))
        for field in kind.fields { #expect(field.summary.hasSuffix("."), "\(name).\(field.name)") }
    }
}
