import OrderedJSON
import Testing

@testable import Simulator

/// What the control calls offer to whoever meddles with the cloud.
@Suite struct MeddlingTests {
    @Test("what is hidden is left out of lists, every other call that names it is refused, and nothing happens to it")
    func permissions() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            let other = client.makeVPC("10.1.0.0/16", name: "other")
            _ = client.control("POST", "permissions", ["hidden": [["table": "vpc", "id": .string(home.vpc)]]])
            #expect(client.call("getVpcList").content["vpcList"]?.elements.map { $0["vpcNo"] } == [.string(other.vpc)])
            #expect(client.call("getVpcList", ["vpcNoList.1": home.vpc]).content["totalRows"] == 0)
            for action in ["getVpcDetail", "deleteVpc"] {
                let reply = client.call(action, ["vpcNo": home.vpc])
                #expect(reply.status == 403)
                #expect(reply.code == "230")
            }
            _ = client.control("POST", "permissions", ["hidden": [["table": "vpc"]]])
            #expect(client.call("getVpcList").content["totalRows"] == 0)
            #expect(client.call("getSubnetList").status == 200)
            _ = client.control("POST", "permissions", ["hidden": []])
            #expect(client.call("getVpcList").content["totalRows"] == 2)
            #expect(client.control("POST", "permissions", ["hidden": [["table": "moon"]]]).status == 400)
        }
    }

    @Test("the tables are listed by service, each with the field of its name")
    func tables() async throws {
        try await withSimulator { client in
            let tables = client.control("GET", "tables").json
            #expect(tables["/vpc/v2"]?["networkAcl"] == "networkAclName")
            #expect(tables["/dns/v2"]?["dnsRecord"] == "name" && tables["Object Storage"]?["bucket"] != nil)
            let names = tables.members.values.flatMap(\.members.keys)
            #expect(Set(names) == Set(SimulatorCatalogue.tables.map(\.name)))
        }
    }

    @Test("a hidden object of a REST service is refused by its path")
    func hiddenPaths() async throws {
        try await withSimulator { client in
            let made = client.rest("POST", "/products", ["productName": "shop", "subscriptionCode": "PUBLIC"])
            let id = made.json["product"]?["productId"]?.text ?? ""
            _ = client.control("POST", "permissions", ["hidden": [["table": "product"]]])
            #expect(client.rest("GET", "/products").json["productPage"]?["total"] == 0)
            #expect(client.rest("GET", "/products/\(id)").status == 403)
            #expect(client.rest("DELETE", "/products/\(id)").status == 403)
        }
    }

    @Test("what is made again has the name and another id; a key has another fingerprint; what is in use stays")
    func recreation() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            let made = client.call(
                "createAccessControlGroup", ["vpcNo": home.vpc, "accessControlGroupName": "web"])
            client.pass(10)
            let id = made.first["accessControlGroupNo"]?.text ?? ""
            let again = client.control(
                "POST", "recreate", ["table": "accessControlGroup", "id": .string(id)])
            #expect(again.json["accessControlGroupName"] == "web")
            #expect(again.json["accessControlGroupNo"]?.text != id)
            #expect(again.json["id"] == again.json["accessControlGroupNo"])
            #expect(client.call("getAccessControlGroupDetail", ["accessControlGroupNo": id]).first == .null)

            _ = client.call("createLoginKey", ["keyName": "ops"])
            let before = client.call("getLoginKeyList").first["fingerprint"]
            _ = client.control("POST", "recreate", ["table": "loginKey", "id": "ops"])
            #expect(client.call("getLoginKeyList").first["fingerprint"] != before)
            #expect(client.control("POST", "recreate", ["table": "vpc", "id": .string(home.vpc)]).status == 400)
        }
    }

    @Test("a twin has all that the object has but its id")
    func twins() async throws {
        try await withSimulator { client in
            for _ in 1...2 { _ = client.call("createLoginKey", ["keyName": "ops"]) }
            _ = client.rest("POST", "/products", ["productName": "shop", "subscriptionCode": "PUBLIC"])
            _ = client.control("POST", "recreate", ["table": "product", "name": "shop", "keepsOld": true])
            let rows = client.rest("GET", "/products").json["productPage"]?["content"]?.elements ?? []
            #expect(rows.map { $0["productName"] } == ["shop", "shop"])
            #expect(Set(rows.compactMap { $0["productId"]?.text }).count == 2)
            let key: JSON = ["table": "loginKey", "id": "ops", "keepsOld": true]
            #expect(client.control("POST", "recreate", key).status == 400)
        }
    }

    @Test("the ledger tells who made, changed and deleted what, also when an object goes later")
    func ledger() async throws {
        try await withSimulator { client in
            let home = client.makeVPC()
            _ = client.control("POST", "ledger")
            let made = client.call("createVpc", ["ipv4CidrBlock": "10.1.0.0/16", "vpcName": "new"])
            let new = made.first["vpcNo"]?.text ?? ""
            client.pass(10)
            _ = client.control("POST", "change", ["table": "vpc", "id": .string(new), "set": ["vpcName": "odd"]])
            _ = client.call("deleteVpc", ["vpcNo": home.vpc])
            client.pass(100)
            let entries = client.control("GET", "ledger").json["entries"]?.elements ?? []
            let lines = entries.filter { $0["table"] == "vpc" }.map { entry in
                ["act", "id", "call"].map { entry[$0]?.text ?? "" }
            }
            #expect(lines.contains(["made", new, "createVpc"]))
            #expect(lines.contains(["changed", new, "POST /_simulator/change"]))
            #expect(lines.contains(["deleted", home.vpc, "deleteVpc"]))
        }
    }

    @Test("nonsense is answered in place of the service, which acts only where it is told to")
    func nonsense() async throws {
        for form in Nonsense.allCases {
            let script = "{\"faults\": [{\"match\": \"createVpc\", \"times\": 1, \"nonsense\": \"\(form.rawValue)\"}]}"
            let faults = try FaultScript(parsing: script)
            try await withSimulator(with { $0.faults = faults }) { client in
                let reply = client.call("createVpc", ["ipv4CidrBlock": "10.0.0.0/16"])
                #expect(reply.status == (form == .proxyError ? 404 : 200))
                #expect(reply.content["returnCode"] == nil)
                #expect(client.call("getVpcList").content["totalRows"] == 0)
            }
        }
        let script = #"{"faults": [{"match": "createVpc", "times": 1, "nonsense": "page", "performed": true}]}"#
        let faults = try FaultScript(parsing: script)
        try await withSimulator(with { $0.faults = faults }) { client in
            _ = client.call("createVpc", ["ipv4CidrBlock": "10.0.0.0/16"])
            #expect(client.call("getVpcList").content["totalRows"] == 1)
        }
    }
}
