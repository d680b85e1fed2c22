import Kinds
import Model
import Planning
import Testing

@Suite("preflight of the network and of servers") struct PreflightTests {
    /// What is wrong with `subject`, among what else there is.
    private func problems(
        _ kind: String, _ name: String, _ attributes: Attributes, wanted: [DesiredResource] = [],
        live objects: [LiveObject] = [], observed: Set<String> = []
    ) -> [String] {
        let subject = DesiredResource(
            Address(kind: kind, name: name),
            attributes: attributes.merging(["name": .string(name)]) { own, _ in own })
        let desired = Desired(project: Project(name: "test"), resources: wanted + [subject])
        var live = LiveSnapshot()
        for kind in Set(objects.map(\.kind)).union(observed) { live.observe(kind, objects.filter { $0.kind == kind }) }
        let steps = desired.resources.map { Step($0.address, .create, because: .new, desired: $0) }
        let run = PreflightRun(
            Plan(project: "test", steps: steps), desired: desired, recorded: Recorded(), live: live,
            catalog: DriverCatalog.ncloud.kinds, today: "2027-01-15")
        return run.diagnostics(live: live).map(\.message).filter { $0.hasPrefix("\(subject.address):") }
            .map { String($0.dropFirst(subject.address.description.count + 2)) }
    }

    private let shop = LiveObject(kind: "Vpc", id: "1", attributes: ["name": "shop", "cidr": "10.0.0.0/16"])

    private func subnet(_ id: String, _ name: String, _ cidr: String, usage: String = "GEN") -> LiveObject {
        LiveObject(
            kind: "Subnet", id: id,
            attributes: [
                "name": .string(name), "vpc": "1", "cidr": .string(cidr), "zone": "KR-1", "type": "PRIVATE",
                "usage": .string(usage),
            ])
    }

    @Test("a subnet lies in its VPC and shares no address with another of it")
    func subnets() {
        let live = [shop, subnet("5", "old", "10.0.4.0/22")]
        func told(_ cidr: String, vpc: Value = "1") -> [String] {
            problems("Subnet", "app", ["vpc": vpc, "cidr": .string(cidr), "zone": "KR-1"], live: live)
        }
        #expect(told("10.0.1.0/24") == [])
        #expect(told("10.1.0.0/24") == ["10.1.0.0/24 is outside 10.0.0.0/16, the range of shop (1)"])
        #expect(told("10.0.5.0/24") == ["10.0.5.0/24 overlaps 10.0.4.0/22, the range of old (5)"])
        #expect(told("10.0.5.0/24", vpc: "2") == ["there is no Vpc 2"])
    }

    @Test("of two subnets in manifests that overlap, in a VPC still to be made, one is blamed")
    func siblings() {
        let vpc = DesiredResource(
            Address(kind: "Vpc", name: "new"), attributes: ["name": "new", "cidr": "10.0.0.0/16"])
        let parent = Value.reference(Reference(vpc.address))
        let first = DesiredResource(
            Address(kind: "Subnet", name: "app"),
            attributes: ["name": "app", "vpc": parent, "cidr": "10.0.0.0/24", "zone": "KR-1"])
        let told = problems(
            "Subnet", "zoo", ["vpc": parent, "cidr": "10.0.0.128/25", "zone": "KR-1"], wanted: [first, vpc])
        #expect(told == ["10.0.0.128/25 overlaps 10.0.0.0/24, the range of Subnet/app"])
        let before = problems(
            "Subnet", "aaa", ["vpc": parent, "cidr": "10.0.0.128/25", "zone": "KR-1"], wanted: [first, vpc])
        #expect(before == [])
    }

    @Test("what is not known yet is no problem")
    func unknown() {
        let open = Value.reference(Reference(Address(kind: "Vpc", name: "elsewhere")))
        #expect(problems("Subnet", "app", ["vpc": open, "cidr": "10.9.0.0/24", "zone": open]) == [])
        #expect(problems("Server", "web", ["subnet": open, "image": open, "serverSpec": "s", "ip": "10.0.0.1"]) == [])
    }

    @Test(
        "a fixed address is in its subnet, none of the first six or the last, and nobody else's",
        arguments: [
            ("10.0.4.5", "is one of the reserved addresses"), ("10.0.4.63", "is one of the reserved addresses"),
            ("10.0.4.64", "is outside the range"), ("10.0.4.6", nil), ("10.0.4.62", nil),
            ("10.0.4.9", "is already the address of other (8)"),
        ] as [(String, String?)])
    func addresses(ip: String, told: String?) {
        let other = LiveObject(
            kind: "Server", id: "8", attributes: ["name": "other", "subnet": "5", "ip": "10.0.4.9"])
        let found = problems(
            "Server", "web", ["subnet": "5", "ip": .string(ip)],
            live: [shop, subnet("5", "app", "10.0.4.0/26"), other])
        #expect(found.count == (told == nil ? 0 : 1))
        #expect(told.map { found.first?.contains($0) ?? false } ?? true, "\(found)")
    }

    @Test("further addresses of an interface are nobody else's either, unless they may be taken")
    func secondaryAddresses() {
        let other = LiveObject(
            kind: "NetworkInterface", id: "8",
            attributes: ["name": "other", "subnet": "5", "ip": "10.0.4.9", "secondaryIps": ["10.0.4.10"]])
        func found(_ addresses: Value, mayTake: Bool = false) -> [String] {
            problems(
                "NetworkInterface", "new",
                [
                    "subnet": "5", "secondaryIps": addresses, "allowReassign": .bool(mayTake),
                    "accessControlGroups": ["1"],
                ], live: [shop, subnet("5", "app", "10.0.4.0/26"), other])
        }
        #expect(found(["10.0.4.11"]) == [])
        #expect(found(["10.0.4.9", "10.0.4.10", "10.0.4.1"]).count == 3)
        #expect(found(["10.0.4.10"]) == ["10.0.4.10 is already the address of other (8)"])
        #expect(found(["10.0.4.10"], mayTake: true) == [])
    }

    @Test("image, size and script fit each other")
    func fit() {
        let live = [
            LiveObject(
                kind: "ServerImage", id: "11",
                attributes: ["name": "rocky", "hypervisor": "KVM", "osCategory": "LINUX", "lifeCycle": "FADE_OUT"]),
            LiveObject(kind: "ServerSpec", id: "s2-g2", attributes: ["name": "s2-g2", "hypervisor": "XEN"]),
            LiveObject(
                kind: "ServerSpec", id: "s9-g3",
                attributes: ["name": "s9-g3", "hypervisor": "KVM", "zones": ["KR-2"]]),
            LiveObject(kind: "InitScript", id: "3", attributes: ["name": "setup", "osType": "WND"]),
        ]
        let told = problems(
            "Server", "web", ["image": "11", "serverSpec": "s2-g2", "initScript": "3"], live: live)
        #expect(
            Set(told) == [
                "the spec s2-g2 is for XEN, but the image rocky (11) is for KVM",
                "the script setup (3) is for WINDOWS, but the image rocky (11) is LINUX",
                "the image rocky (11) is FADE_OUT: it is being withdrawn",
            ])
        #expect(problems("Server", "web", ["serverSpec": "s2-g3"], live: live) == ["there is no ServerSpec s2-g3"])
        let elsewhere = problems(
            "Server", "web", ["image": "11", "serverSpec": "s9-g3", "subnet": "5"],
            live: live + [
                shop, subnet("5", "app", "10.0.4.0/24"), LiveObject(kind: "Zone", id: "KR-1", attributes: [:]),
            ])
        #expect(elsewhere.contains("KR-1, where app (5) is, does not offer the spec s9-g3"), "\(elsewhere)")
    }

    @Test("a server without a login key needs an account that has one")
    func loginKeys() {
        let key = LiveObject(kind: "LoginKey", id: "ops", attributes: ["name": "ops"])
        let coming = DesiredResource(Address(kind: "LoginKey", name: "new"), attributes: ["name": "new"])
        #expect(
            problems("Server", "web", [:], observed: ["LoginKey"]) == [
                "no loginKey is set, and the account has no login key"
            ])
        #expect(
            problems("Server", "web", [:], wanted: [coming], observed: ["LoginKey"]) == [
                "no loginKey is set, and the account has no login key before LoginKey/new is created"
            ])
        #expect(problems("Server", "web", [:], live: [key]) == [])
        #expect(problems("Server", "web", ["loginKey": "ops"], live: [key]) == [])
        #expect(problems("Server", "web", [:]) == [], "nothing is known of a list that was not read")
    }

    @Test("a disk is of the sort that the hypervisor of its server takes")
    func diskSorts() {
        let live = [
            LiveObject(kind: "Server", id: "1", attributes: ["name": "new", "hypervisor": "KVM"]),
            LiveObject(kind: "Server", id: "2", attributes: ["name": "old", "hypervisor": "XEN"]),
        ]
        func found(_ server: Value, _ more: Attributes = [:]) -> [String] {
            problems(
                "BlockStorage", "data", more.merging(["server": server, "size": 100]) { one, _ in one }, live: live)
        }
        #expect(found("1") == ["new (1) is a KVM server, and its disks need a volumeType"])
        #expect(found("1", ["diskType": "SSD"]) == ["new (1) is a KVM server, and its disks need a volumeType"])
        #expect(found("1", ["volumeType": "CB1"]) == [])
        #expect(found("2", ["volumeType": "CB1"]) == ["old (2) is a XEN server, and its disks have no volumeType"])
        #expect(found("2") == [] && found("2", ["diskType": "HDD"]) == [])
        #expect(found("987") == [], "nothing is known of a server that was not read")
    }

    @Test("a NAT gateway lies in a subnet for NAT gateways, in its zone")
    func gateways() {
        let told = problems(
            "NatGateway", "out", ["vpc": "1", "zone": "KR-2", "subnet": "5"],
            live: [shop, subnet("5", "app", "10.0.4.0/24")])
        #expect(
            Set(told) == [
                "app (5) has usage GEN, but NAT gateways need NATGW", "app (5) is in KR-1, not in KR-2",
            ])
        #expect(
            problems(
                "NatGateway", "out", ["vpc": "1", "zone": "KR-1", "subnet": "5"],
                live: [shop, subnet("5", "app", "10.0.4.0/24", usage: "NATGW")]) == [])
    }

    @Test("a method of a stage that is given the stage's own server is told to leave it out")
    func sameEndpoint() {
        let settings: [Value] = [
            ["path": "/a", "method": "GET", "endpoint": "https://a.example.com"],
            ["path": "/b", "method": "GET", "endpoint": "https://b.example.com"], ["path": "/c", "method": "GET"],
        ]
        let stage: Attributes = ["endpoint": "https://a.example.com", "methods": .list(settings)]
        #expect(problems("Stage", "v1", stage) == ["the endpoint of GET /a is that of the stage"])
    }
}
