import OrderedJSON
import Testing

@testable import Simulator

/// Source: api/identity.md §1.
@Suite("who owns a key") struct AccountTests {
    @Test("two keys of one account share its alias and objects, another account shares nothing")
    func accounts() async throws {
        try await withSimulator { main in
            var sub = main
            (sub.accessKey, sub.secretKey) = (Simulator.subAccessKey, "SIMULATORSECRETKEY0000000000000000000002")
            var foreign = main
            (foreign.accessKey, foreign.secretKey) = (
                Simulator.foreignAccessKey, "SIMULATORSECRETKEY0000000000000000000003"
            )
            let identities = [main, sub, foreign].map { $0.send("GET", "/api/v1/caller-identity").json }
            #expect(identities.map { $0["userType"]?.text } == ["Customer", "Sub", "Customer"])
            #expect(Set(identities.compactMap { $0["id"]?.text }).count == 3)
            #expect(identities[0]["loginAlias"] == identities[1]["loginAlias"])
            #expect(identities[0]["loginAlias"] != identities[2]["loginAlias"])

            let body = "regionCode=KR&vpcName=shop&ipv4CidrBlock=10.0.0.0%2F16&responseFormatType=json"
            #expect(main.send("POST", "/vpc/v2/createVpc", body: body).status == 200)
            let counts = [main, sub, foreign].map { client in
                client.send("POST", "/vpc/v2/getVpcList", body: "responseFormatType=json")
                    .json["getVpcListResponse"]?["totalRows"]?.integer
            }
            #expect(counts == [1, 1, 0])
        }
    }

    @Test("two worlds are two accounts")
    func worlds() async throws {
        var aliases: Set<String> = []
        for _ in 1...2 {
            try await withSimulator { client in
                aliases.insert(client.send("GET", "/api/v1/caller-identity").json["loginAlias"]?.text ?? "")
            }
        }
        #expect(aliases.count == 2)
    }
}
