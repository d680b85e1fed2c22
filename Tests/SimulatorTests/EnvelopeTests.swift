import OrderedJSON
import Testing

@testable import Simulator

@Suite struct EnvelopeTests {
    /// The cut of the official Go client. Source: api/common.md §5.1.
    private func cut(_ body: String) -> String? {
        let bytes = Array(body.utf8)
        let braces = bytes.indices.filter { bytes[$0] == UInt8(ascii: "{") }
        guard bytes.first == UInt8(ascii: "{"), braces.count > 1 else { return nil }
        return String(decoding: bytes[(braces[1] - 1)..<(bytes.count - 1)], as: UTF8.self)
    }

    @Test("the official Go client's text cut leaves the inner object")
    func goCut() async throws {
        try await withSimulator { client in
            for reply in [client.call("getRegionList"), client.call("getVpcList"), client.call("getServerImageList")] {
                let inner = try JSON(parsing: try #require(cut(reply.body)))
                #expect(inner["returnCode"] == "0")
                #expect(inner["totalRows"] != nil)
                #expect(reply.body.last == "}")
            }
        }
    }

    @Test("XML is the default of the services and wraps list elements in the singular")
    func xml() async throws {
        try await withSimulator { client in
            let reply = client.send("GET", "/vserver/v2/getRegionList")
            #expect(reply.body.hasPrefix(#"<?xml version="1.0" encoding="UTF-8"?><getRegionListResponse><requestId>"#))
            #expect(reply.body.contains("<regionList><region><regionCode>KR</regionCode>"))
            let error = client.send("GET", "/vpc/v2/createVpc")
            #expect(error.status == 400)
            #expect(error.body.contains("<responseError><returnCode>900</returnCode>"))
        }
    }

    @Test("parameters come from query and body, and an empty one counts as absent")
    func parameters() async throws {
        try await withSimulator { client in
            let reply = client.send(
                "POST", "/vpc/v2/createVpc?responseFormatType=json", body: "ipv4CidrBlock=10.0.0.0%2F16&vpcName=")
            #expect(reply.first["vpcName"]?.text?.hasPrefix("vpc") == true)
        }
    }

    @Test("names of lists and objects inside them are read by number")
    func lists() {
        let parameters = CallParameters(query: "a.2=y&a.1=x&b.3.c=1&b.3.d.2=w&b.3.d.1=v&flag=True")
        #expect(parameters.list("a") == ["x", "y"])
        #expect(parameters.objects("b").first?.text("c") == "1")
        #expect(parameters.objects("b").first?.list("d") == ["v", "w"])
        #expect(throws: Never.self) { try parameters.flag("flag") == true }
    }

    @Test("pages 0 and 1 are the first, and totalRows counts all")
    func paging() async throws {
        try await withSimulator { client in
            for index in 1...5 { _ = client.call("createLoginKey", ["keyName": "key-\(index)"]) }
            func names(_ page: String) -> [String] {
                let content = client.call("getLoginKeyList", ["pageNo": page, "pageSize": "2"]).content
                #expect(content["totalRows"] == 5)
                return content["loginKeyList"]?.elements.compactMap { $0["keyName"]?.text } ?? []
            }
            #expect(names("0") == ["key-1", "key-2"])
            #expect(names("1") == ["key-1", "key-2"])
            #expect(names("3") == ["key-5"])
            #expect(names("4") == [])
            #expect(client.call("getLoginKeyList", ["pageNo": "1"]).code == "1100000")
            let beyond = client.call("getLoginKeyList", ["pageNo": String(Int64.max), "pageSize": "1000"])
            #expect(beyond.status == 200 && beyond.content["loginKeyList"] == [])
        }
    }

    @Test("a missing object is an empty list, and a missing parent of rules an error of its own")
    func notFound() async throws {
        try await withSimulator { client in
            for (action, parameter) in [
                ("getVpcDetail", "vpcNo"), ("getServerInstanceDetail", "serverInstanceNo"),
                ("getNetworkAclDetail", "networkAclNo"), ("getPublicIpInstanceList", "publicIpInstanceNoList.1"),
            ] {
                let reply = client.call(action, [parameter: "999"])
                #expect(reply.status == 200)
                #expect(reply.content["totalRows"] == 0)
            }
            #expect(client.call("getAccessControlGroupRuleList", ["accessControlGroupNo": "9"]).code == "1007000")
            #expect(client.call("getNetworkAclRuleList", ["networkAclNo": "9"]).code == "1011002")
            #expect(client.call("getRouteList", ["vpcNo": "9", "routeTableNo": "9"]).code == "1017007")
            let group = client.call("getPlacementGroupDetail", ["placementGroupNo": "9"])
            #expect(group.first["placementGroupNo"] == "")
        }
    }
}
