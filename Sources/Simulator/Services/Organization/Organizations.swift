import OrderedJSON

/// Organization, API 1.0: its calls that read the quotas of accounts. A world has no organization until a control call makes one.
///
/// Source: organization-overview, -get-org, -get-policy-region, -get-policy-category, -get-policy-resource,
/// -get-policy-allotment, -get-policy-list. That refusals come in the gateway's envelope is (inferred).
enum Organizations {
    static let kind = RESTKind(
        .organization,
        [
            .get("/org") { world, call throws(Failure) in .ok(shown(try joined(by: call, world))) },
            .get("/policy/region") { world, call throws(Failure) in
                _ = try master(call, world)
                return .ok(regions)
            },
            .get("/policy/category/:") { world, call throws(Failure) in
                .ok(categories(of: try master(call, world), call.ids[0]))
            },
            .get("/policy/resource/:/:") { world, call throws(Failure) in
                let all = quotas(of: try master(call, world), in: call.ids[0])
                return .ok(.array(all.filter { $0["category"]?.text == call.ids[1] }.map(resource)))
            },
            .get("/policy/allotment/:/:") { world, call throws(Failure) in
                let organization = try master(call, world)
                // What is said of another account is not known. (inferred)
                guard call.ids[0] == organization["memberNo"] else { throw .notMaster }
                let region = call.ids[1]
                return .ok(.array(quotas(of: organization, in: region).map { allotment($0, region) }))
            },
            .get("/policy/list") { world, call throws(Failure) in
                _ = try master(call, world)
                return .ok([policy])
            },
        ])

    /// The organization that the account is in.
    /// - Throws: 401 for a sub account, 403 for an account without one. (inferred: that of an account without one)
    private static func joined(by call: RESTCall, _ world: World) throws(Failure) -> Record {
        switch call.owner {
        case .sub?, .user?, .role?:
            throw .rest(401, "COMMON_201", "Only the main account can use this function.")
        case .main?, .foreign?, nil: break
        }
        guard let organization = world.all(.organization).first else { throw .notMaster }
        return organization
    }

    /// The same, for calls that only the master account may make.
    private static func master(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        let organization = try joined(by: call, world)
        guard organization.flag("isMaster") else { throw .notMaster }
        return organization
    }

    private static func shown(_ organization: Record) -> JSON {
        let isMaster = organization.flag("isMaster")
        let member = organization["memberNo"]
        return [
            "organizationNo": .integer(organization.integer("organizationNo")),
            "organizationName": .string(organization["organizationName"]), "organizationDesc": "",
            "masterMemberNo": .integer(Int64(isMaster ? member : "2600099") ?? 0),
            "masterMemberName": .string(organization["organizationName"]),
            "masterMemberEmailAddress": "master@example.com", "masterMemberYn": isMaster ? "Y" : "N",
            "memberNo": .integer(Int64(member) ?? 0), "joinYmdt": 1_669_784_967_541, "memberStatusCode": "JOINED",
            "regYmdt": 1_669_784_967_541,
        ]
    }

    private static let regions: JSON = [
        ["regionNo": 0, "regionCode": "COM", "regionName": "Common"],
        ["regionNo": 1, "regionCode": "KR", "regionName": "Korea"],
    ]

    private static let policy: JSON = [
        "policyNo": 366, "policyName": "Organization_Default_Policy", "defaultPolicyYn": "Y", "applyCount": 1,
        "registrationYmdt": 1_669_784_967_541, "policyDescription": "Organization_Default_Policy",
        "applyGroupNameList": ["Example"], "modifyYmdt": 1_669_784_967_541,
    ]
}

// What has limits, as a control call described it.
extension Organizations {
    /// All that is counted is in Korea.
    private static func quotas(of organization: Record, in region: String) -> [JSON] {
        region == "1" ? organization.attributes["quotas"]?.elements ?? [] : []
    }

    private static func categories(of organization: Record, _ region: String) -> JSON {
        var codes: [String] = []
        for quota in quotas(of: organization, in: region) {
            if let code = quota["category"]?.text, !codes.contains(code) { codes.append(code) }
        }
        return .array(
            codes.enumerated().map { place, code in
                [
                    "sortOrder": .integer(Int64(place + 1)), "resourceCategoryTypeCode": .string(code),
                    "resourceCategoryName": .string(code.prefix(1) + code.dropFirst().lowercased()),
                ]
            })
    }

    private static func resource(_ quota: JSON) -> JSON {
        [
            "resourceTypeCode": quota["code"] ?? "", "resourceName": quota["name"] ?? "", "includeLowerResourceYn": "N",
            "maxResourceRestrictCount": quota["count"] ?? .null, "resourceQuotaDetailConfigYn": "N",
            "restrictionUnitCode": quota["unit"] ?? "COUNT", "restrictionUnitDescription": quota["name"] ?? "",
        ]
    }

    private static func allotment(_ quota: JSON, _ region: String) -> JSON {
        let code = quota["code"] ?? ""
        let limit: JSON = [
            "policyNo": "366", "resourceQuotaSequence": "18", "regionNo": .string(region), "resourceTypeCode": code,
            "restrictionCount": quota["count"] ?? .null,
        ]
        let limits: [JSON] = quota["count"]?.integer.map { _ in [limit] } ?? []
        return [
            "resourceTypeCode": code, "resourceName": quota["name"] ?? "", "customResourceName": quota["name"] ?? "",
            "lowerResourceName": nil, "resourceCategoryTypeCode": quota["category"] ?? "",
            "resourceQuotaDetailConfigYn": "N", "sortOrder": 1, "useYn": "Y", "exposureYn": "Y",
            "restrictionUnitCode": quota["unit"] ?? "COUNT", "restrictionUnitDescription": quota["name"] ?? "",
            "resourceQuotaList": .array(limits), "resourceQuotaDetailList": [],
        ]
    }
}

extension Failure {
    fileprivate static let notMaster = Failure.rest(403, "COMMON_101", "This is not the master account.")
}

extension RESTService {
    static let organization = RESTService("/open-api/v1", naming: .inPath, [Organizations.kind])
}

extension TableSchema { static let organization = TableSchema("organization") }
