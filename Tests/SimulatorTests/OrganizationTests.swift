import OrderedJSON
import Testing

@testable import Simulator

/// Source: organization-overview, organization-get-org, organization-get-policy-resource, organization-get-policy-allotment.
@Suite("Organization: who may read quotas, and what they stop") struct OrganizationTests {
    private static let quotas: JSON = [
        ["code": "VSVR", "name": "Server", "category": "COMPUTE", "count": 3],
        ["code": "PRSBN", "name": "Private Subnet", "category": "NETWORKING", "count": 1],
        ["code": "X1", "name": "VPC", "category": "NETWORKING", "count": 1],
        ["code": "CF", "name": "Cloud Functions", "category": "COMPUTE", "count": nil, "unit": "BOOLEAN"],
    ]

    private func get(_ client: TestClient, _ path: String) -> TestClient.Reply {
        client.send("GET", "/open-api/v1" + path)
    }

    private func join(_ client: TestClient, isMaster: Bool = true) {
        let joined = client.control("POST", "organization", ["master": .bool(isMaster), "quotas": Self.quotas])
        #expect(joined.status == 200, "\(joined.body)")
    }

    @Test("the master account reads its organization, and its limits by region")
    func master() async throws {
        try await withSimulator { client in
            join(client)
            let organization = get(client, "/org").json
            #expect(organization["masterMemberYn"] == "Y")
            let member = organization["memberNo"]?.text ?? ""
            let korea = get(client, "/policy/region").json.elements.first { $0["regionCode"] == "KR" }
            #expect(korea?["regionNo"] == 1)
            let limits = get(client, "/policy/allotment/\(member)/1").json.elements
            #expect(limits.map { $0["resourceTypeCode"]?.text } == ["VSVR", "PRSBN", "X1", "CF"])
            #expect(limits[0]["resourceQuotaList"]?[0]?["restrictionCount"] == 3)
            #expect(limits[3]["resourceQuotaList"]?.elements.isEmpty == true)
            #expect(get(client, "/policy/allotment/\(member)/0").json.elements.isEmpty)
            #expect(get(client, "/policy/allotment/1/1").status == 403)
            let categories = get(client, "/policy/category/1").json.elements
            #expect(categories.map { $0["resourceCategoryTypeCode"]?.text } == ["COMPUTE", "NETWORKING"])
            let compute = get(client, "/policy/resource/1/COMPUTE").json.elements
            #expect(compute.map { $0["resourceName"]?.text } == ["Server", "Cloud Functions"])
            #expect(compute[0]["maxResourceRestrictCount"] == 3)
        }
    }

    @Test("a member reads its organization alone, an account without one and a sub account nothing")
    func others() async throws {
        try await withSimulator { client in
            #expect(get(client, "/org").status == 403 && get(client, "/org").code == "COMMON_101")
            join(client, isMaster: false)
            #expect(get(client, "/org").json["masterMemberYn"] == "N")
            #expect(get(client, "/policy/region").code == "COMMON_101")
            var sub = client
            sub.accessKey = "SIMULATORACCESSKEY02"
            sub.secretKey = String(sub.secretKey.dropLast()) + "2"
            #expect(get(sub, "/org").status == 401 && get(sub, "/org").code == "COMMON_201")
        }
    }

    @Test("what is beyond a limit is not created, whether or not the account may read the limit")
    func limits() async throws {
        try await withSimulator { client in
            join(client, isMaster: false)
            let home = client.makeVPC()
            let second = client.call("createVpc", ["ipv4CidrBlock": "10.1.0.0/16"])
            #expect(second.status == 400 && second.body.contains("You can no longer create a product."))
            func subnet(_ range: String, _ type: String) -> TestClient.Reply {
                defer { client.pass(10) }
                return client.call(
                    "createSubnet",
                    [
                        "vpcNo": home.vpc, "zoneCode": "KR-1", "subnet": range, "networkAclNo": home.acl,
                        "subnetTypeCode": type,
                    ])
            }
            #expect(subnet("10.0.1.0/24", "PRIVATE").status == 200)
            #expect(subnet("10.0.2.0/24", "PRIVATE").body.contains("no longer create"))
            #expect(subnet("10.0.3.0/24", "PUBLIC").status == 200)
        }
    }
}
