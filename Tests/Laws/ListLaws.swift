import Model
import NcloudClient
import OrderedJSON
import Rehearsal
import Testing

@Suite("laws of lists") struct ListLaws {
    @Test("a thousand servers with two thousand disks and a thousand interfaces are read in at most 12 calls")
    func thousand() async throws {
        try await LawBench.with { bench in
            let workshop = try bench.workspace("BlockStorageSnapshot", reachingFor: Self.others)
            let outcome = try #require(try await bench.apply(workshop.desired))
            #expect(outcome.isComplete, "\(outcome.shortfalls)")
            try await fill(bench)
            #expect(try await bench.list("Server").count == 1000)
            #expect(try await bench.list("BlockStorage").count == 1999)
            // First ones included.
            #expect(try await bench.list("NetworkInterface").count == 2000)

            try await bench.cloud.resetCalls()
            #expect(try await bench.plan(workshop.desired).words == [])
            let calls = try await bench.cloud.calls()
            #expect(calls.values.reduce(0, +) <= 12, "\(calls)")
        }
    }

    private static let others: Value = [
        .reference(Reference(Address(kind: "NetworkInterface", name: "web-0-back"))),
        .reference(Reference(Address(kind: "PublicIp", name: "front"))),
    ]

    /// 999 servers of other people: twenty at a time, in a network of their own.
    private func fill(_ bench: LawBench) async throws {
        let vpc = try await bench.call(.vpc, "createVpc", ["ipv4CidrBlock": "10.8.0.0/16", "vpcName": "others"])
        let number = vpc["vpcList"]?[0]?["vpcNo"]?.text
        try await bench.cloud.advance(seconds: 60)
        let acls = try await bench.call(.vpc, "getNetworkAclList", ["vpcNo": number])
        let groups = try await bench.call(.vserver, "getAccessControlGroupList", ["vpcNo": number])
        let subnet = try await bench.call(
            .vpc, "createSubnet",
            [
                "vpcNo": number, "zoneCode": "KR-1", "subnet": "10.8.0.0/17", "subnetTypeCode": "PRIVATE",
                "subnetName": "others", "networkAclNo": acls["networkAclList"]?[0]?["networkAclNo"]?.text,
            ])
        try await bench.cloud.advance(seconds: 60)
        let group = groups["accessControlGroupList"]?[0]?["accessControlGroupNo"]?.text ?? ""
        let interfaces = [0, 1].map {
            ["networkInterfaceOrder": $0, "accessControlGroupNoList": [group]] as Parameters
        }
        let disks = [1, 2].map {
            ["order": $0, "blockStorageSize": 10, "blockStorageVolumeTypeCode": "CB1"] as Parameters
        }
        for batch in 0..<50 {
            try await bench.call(
                .vserver, "createServerInstances",
                [
                    "vpcNo": number, "subnetNo": subnet["subnetList"]?[0]?["subnetNo"]?.text,
                    "serverImageNo": "23214590", "serverSpecCode": "ci2-g3", "serverCreateCount": batch == 0 ? 19 : 20,
                    "networkInterfaceList": interfaces, "blockStorageMappingList": disks,
                ])
        }
        try await bench.cloud.advance(seconds: 600)
    }
}
