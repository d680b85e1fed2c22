import OrderedJSON
import Testing

@testable import Simulator

/// The simulated calls of Organization, API 1.0. Source: organization-get-org, -get-policy-region, -get-policy-category,
/// -get-policy-resource, -get-policy-allotment, -get-policy-list. What is in a limit of a single type is not simulated.
enum OrganizationFieldTables {
    private static let limit = FieldTable(
        texts: "policyNo resourceQuotaSequence regionNo resourceTypeCode", integers: "restrictionCount")

    static let calls: [String: RESTAnswer] = [
        "GET /org": .object(
            FieldTable(
                texts: """
                    organizationName organizationDesc masterMemberName masterMemberEmailAddress masterMemberYn \
                    memberStatusCode
                    """,
                integers: "organizationNo masterMemberNo memberNo joinYmdt regYmdt")),
        "GET /policy/region": .list(FieldTable(texts: "regionCode regionName", integers: "regionNo")),
        "GET /policy/category/:": .list(
            FieldTable(texts: "resourceCategoryTypeCode resourceCategoryName", integers: "sortOrder")),
        "GET /policy/resource/:/:": .list(
            FieldTable(
                texts: """
                    resourceTypeCode resourceName includeLowerResourceYn resourceQuotaDetailConfigYn \
                    restrictionUnitCode restrictionUnitDescription
                    """,
                integers: "maxResourceRestrictCount", nullable: "maxResourceRestrictCount")),
        "GET /policy/allotment/:/:": .list(
            FieldTable(
                texts: """
                    resourceTypeCode resourceName customResourceName lowerResourceName resourceCategoryTypeCode \
                    resourceQuotaDetailConfigYn useYn exposureYn restrictionUnitCode restrictionUnitDescription
                    """,
                integers: "sortOrder", elements: ["resourceQuotaList": limit], open: "resourceQuotaDetailList",
                nullable: "lowerResourceName")),
        "GET /policy/list": .list(
            FieldTable(
                texts: "policyName defaultPolicyYn policyDescription",
                integers: "policyNo applyCount registrationYmdt modifyYmdt", lists: "applyGroupNameList")),
    ]
}

@Suite("fields of the Organization answers") struct OrganizationFieldTests {
    @Test("the simulator has every call of the table, and no other")
    func calls() {
        #expect(RESTService.organization.calls == Set(OrganizationFieldTables.calls.keys))
    }

    @Test("every call answers exactly the fields of the pages, in their shapes")
    func story() async throws {
        try await withSimulator { client in
            let quotas: JSON = [
                ["code": "VSVR", "name": "Server", "category": "COMPUTE", "count": 3],
                ["code": "CF", "name": "Cloud Functions", "category": "COMPUTE", "count": nil, "unit": "BOOLEAN"],
            ]
            #expect(client.control("POST", "organization", ["master": true, "quotas": quotas]).status == 200)
            let book = RESTAnswerBook(client, "/open-api/v1", OrganizationFieldTables.calls)
            let member = book.call("GET", "/org")["memberNo"]?.text ?? ""
            for path in [
                "region", "category/1", "resource/1/COMPUTE", "allotment/\(member)/1", "list",
            ] { book.call("GET", "/policy/" + path) }
            #expect(book.problems == [])
            #expect(book.unseen == [])
        }
    }
}
