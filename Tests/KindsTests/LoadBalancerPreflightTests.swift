import Kinds
import Model
import Planning
import Testing

@Suite("preflight of load balancers") struct LoadBalancerPreflightTests {
    private func problems(
        _ kind: String, _ attributes: Attributes, wanted: [DesiredResource] = [], live objects: [LiveObject] = [],
        today: String = "2027-01-01"
    ) -> [String] {
        let subject = DesiredResource(
            Address(kind: kind, name: "it"), attributes: attributes.merging(["name": "it"]) { own, _ in own })
        let desired = Desired(project: Project(name: "test"), resources: wanted + [subject])
        var live = LiveSnapshot()
        for kind in [
            "Vpc", "Subnet", "LoadBalancer", "Listener", "TargetGroup", "Certificate", "Server", "PublicIp",
            "NatGateway",
        ] {
            live.observe(kind, (objects + network).filter { $0.kind == kind })
        }
        let steps = desired.resources.map { Step($0.address, .create, because: .new, desired: $0) }
        let run = PreflightRun(
            Plan(project: "test", steps: steps), desired: desired, recorded: Recorded(), live: live,
            catalog: DriverCatalog.ncloud.kinds, today: today)
        return run.diagnostics(live: live).map(\.message).filter { $0.hasPrefix("\(subject.address):") }
            .map { String($0.dropFirst(subject.address.description.count + 2)) }
    }

    private func object(_ kind: String, _ id: String, _ attributes: Attributes) -> LiveObject {
        LiveObject(kind: kind, id: id, attributes: attributes)
    }

    private var network: [LiveObject] {
        [
            object("Vpc", "1", ["name": "shop"]), object("Vpc", "2", ["name": "other"]),
            object("Subnet", "11", ["name": "lb-1", "vpc": "1", "usage": "LOADB", "zone": "KR-1"]),
            object("Subnet", "12", ["name": "lb-2", "vpc": "1", "usage": "LOADB", "zone": "KR-2"]),
            object("Subnet", "13", ["name": "lb-3", "vpc": "1", "usage": "LOADB", "zone": "KR-1"]),
            object("Subnet", "14", ["name": "app", "vpc": "1", "usage": "GEN", "zone": "KR-2"]),
            object("Subnet", "15", ["name": "far", "vpc": "2", "usage": "LOADB", "zone": "KR-2"]),
            object("LoadBalancer", "21", ["name": "front", "vpc": "1", "type": "APPLICATION"]),
            object("LoadBalancer", "22", ["name": "tcp", "vpc": "1", "type": "NETWORK"]),
            object("TargetGroup", "31", ["name": "web", "vpc": "1", "protocol": "HTTP"]),
            object("TargetGroup", "32", ["name": "dns", "vpc": "1", "protocol": "UDP"]),
            object("Certificate", "41", ["name": "shop", "statusCode": "1", "validUntil": "2027-06-01T00:00:00+0900"]),
        ]
    }

    @Test("the subnets of a load balancer have usage LOADB, one per zone, in its VPC")
    func subnets() {
        func told(_ subnets: Value) -> [String] {
            problems("LoadBalancer", ["type": "APPLICATION", "vpc": "1", "subnets": subnets])
        }
        #expect(told(["11", "12"]) == [])
        #expect(told(["14"]) == ["app (14) has usage GEN, but load balancers need LOADB"])
        #expect(told(["11", "13"]) == ["lb-1 (11) and lb-3 (13) are both in KR-1"])
        #expect(told(["15"]) == ["Subnet far (15) belongs to another VPC"])
    }

    @Test("throughput, idle timeout and addresses fit the type")
    func types() {
        func told(_ type: String, _ more: Attributes) -> [String] {
            let always: Attributes = ["type": .string(type), "vpc": "1", "subnets": ["11"]]
            return problems("LoadBalancer", always.merging(more) { $1 })
        }
        #expect(told("NETWORK", ["throughput": "DYNAMIC"]) == [])
        #expect(
            told("NETWORK", ["throughput": "SMALL"]) == ["throughput SMALL is not offered for the type NETWORK"])
        #expect(
            told("APPLICATION", ["throughput": "DYNAMIC"])
                == ["throughput DYNAMIC is not offered for the type APPLICATION"])
        #expect(told("NETWORK", ["idleTimeout": 60]) == ["a NETWORK load balancer does not have an idle timeout"])
        let address: Value = [["subnet": "12", "publicIp": "9"]]
        #expect(told("APPLICATION", ["addresses": address]) == ["lb-2 (12) is not one of its subnets"])
        #expect(
            told("APPLICATION", ["network": "PRIVATE", "addresses": address])
                == ["a PRIVATE load balancer cannot have public IPs"])
    }

    @Test("two subnets do not get one address")
    func addressTwice() {
        let balancer: Attributes = [
            "type": "APPLICATION", "vpc": "1", "subnets": ["11", "12"],
            "addresses": [["subnet": "11", "publicIp": "52"], ["subnet": "12", "publicIp": "52"]],
        ]
        #expect(
            problems("LoadBalancer", balancer, live: [object("PublicIp", "52", [:])])
                == ["52 is given to two subnets"])
    }

    @Test("a certificate is told on a listener that does not encrypt, also one that is only referred to")
    func plainCertificate() {
        let listener: Attributes = [
            "loadBalancer": "21", "protocol": "HTTP", "port": 80, "targetGroup": "31",
            "certificate": .reference(Reference(Address(kind: "Certificate", name: "coming"))),
        ]
        #expect(problems("Listener", listener) == ["certificate is not offered for HTTP"])
    }

    @Test("a page to check is told for a group by its own protocol")
    func page() {
        let group: Attributes = ["vpc": "1", "protocol": "UDP", "healthCheckPath": "/health"]
        #expect(
            problems("TargetGroup", group)
                == ["healthCheckPath is for groups of HTTP and HTTPS, and this one is of UDP"])
    }

    @Test("an address of one's own is free")
    func addresses() {
        func told(_ number: String, wanted: [DesiredResource] = []) -> [String] {
            let live = [
                object("PublicIp", "51", ["server": "7"]), object("PublicIp", "52", [:]), object("PublicIp", "53", [:]),
                object("PublicIp", "54", [:]), object("NatGateway", "61", ["name": "out", "publicIp": "53"]),
                object("LoadBalancer", "23", ["name": "old", "publicIps": ["54"]]),
            ]
            return problems("LoadBalancer", Self.balancer(number), wanted: wanted, live: live)
        }
        #expect(told("52") == [])
        #expect(told("51") == ["51 is used by a server"])
        #expect(told("53") == ["53 is used by out (61)"])
        #expect(told("54") == ["54 is used by old (23)"])
        let rival = DesiredResource(
            Address(kind: "LoadBalancer", name: "a"),
            attributes: Self.balancer("52").merging(["name": "a", "subnets": ["12"]]) { $1 })
        #expect(told("52", wanted: [rival]) == ["52 is used by LoadBalancer/a"])
    }

    private static func balancer(_ address: String) -> Attributes {
        [
            "type": "APPLICATION", "vpc": "1", "subnets": ["11"],
            "addresses": [["subnet": "11", "publicIp": .string(address)]],
        ]
    }

    @Test("a listener and its group fit the load balancer, and the group is not another one's")
    func listeners() {
        func told(_ balancer: String, _ group: String, _ spoken: String, live: [LiveObject] = []) -> [String] {
            problems(
                "Listener",
                [
                    "loadBalancer": .string(balancer), "targetGroup": .string(group), "protocol": .string(spoken),
                    "port": 80,
                ], live: live)
        }
        #expect(told("21", "31", "HTTP") == [])
        #expect(
            told("21", "31", "TCP") == ["front (21) is of type APPLICATION, whose listeners cannot be TCP"])
        #expect(told("22", "31", "TCP") == ["web (31) is of HTTP, but tcp (22) is of type NETWORK"])
        let taken = object("TargetGroup", "33", ["name": "mine", "protocol": "HTTP", "loadBalancer": "22"])
        #expect(
            told("21", "33", "HTTP", live: [taken]) == ["mine (33) is used by another load balancer, tcp (22)"])
    }

    @Test("a port is used once in a load balancer")
    func ports() {
        let other = object("Listener", "21/5", ["loadBalancer": "21", "port": 80])
        let attributes: Attributes = ["loadBalancer": "21", "targetGroup": "31", "protocol": "HTTP", "port": 80]
        #expect(
            problems("Listener", attributes, live: [other]) == ["port 80 of front (21) is used by another listener"])
        #expect(problems("Listener", attributes.merging(["port": 81]) { $1 }, live: [other]) == [])
        let rival = DesiredResource(Address(kind: "Listener", name: "a"), attributes: attributes)
        #expect(
            problems("Listener", attributes, wanted: [rival]) == ["port 80 of front (21) is used by Listener/a"])
    }

    @Test("HTTPS needs a certificate that exists, is valid, and stays so for 14 days")
    func certificates() {
        func told(_ certificate: Value, on today: String = "2027-01-01", code: String = "1") -> [String] {
            let old = object(
                "Certificate", "42", ["name": "old", "statusCode": .string(code), "validUntil": "2027-01-20"])
            return problems(
                "Listener",
                [
                    "loadBalancer": "21", "targetGroup": "31", "protocol": "HTTPS", "port": 443,
                    "certificate": certificate,
                ], live: [old], today: today)
        }
        #expect(told("41") == [])
        #expect(told(.null) == ["a listener of HTTPS needs a certificate"])
        #expect(told("47") == ["there is no Certificate 47"])
        #expect(told("42") == [])
        #expect(told("42", on: "2027-01-07") == ["certificate old (42) expires on 2027-01-20, in 13 days"])
        #expect(told("42", on: "2027-01-21") == ["certificate old (42) expired on 2027-01-20"])
        #expect(told("42", code: "-2") == ["certificate old (42) has expired"])
        #expect(told("42", code: "-5") == ["certificate old (42) cannot be used: its status code is -5"])
    }

    @Test("a plain listener has nothing about encryption")
    func plain() {
        let attributes: Attributes = [
            "loadBalancer": "21", "targetGroup": "31", "protocol": "HTTP", "port": 80, "http2": true,
            "tlsMinVersion": "TLSV12", "certificate": "41",
        ]
        #expect(
            problems("Listener", attributes) == [
                "certificate is not offered for HTTP", "http2 is not offered for HTTP",
                "tlsMinVersion is not offered for HTTP",
            ])
    }

    @Test("health check, algorithm and sessions fit the protocol of a group, whose name is free")
    func groups() {
        func told(_ more: Attributes) -> [String] {
            let always: Attributes = ["vpc": "1", "protocol": "HTTP"]
            return problems("TargetGroup", always.merging(more) { $1 })
        }
        #expect(told([:]) == [])
        #expect(told(["healthCheckProtocol": "TCP"]) == ["a group of HTTP cannot be checked by TCP"])
        #expect(told(["healthCheckPath": "up"]) == ["\"up\" does not begin with a slash"])
        #expect(told(["algorithm": "MH"]) == ["algorithm MH is not offered for HTTP"])
        #expect(told(["proxyProtocol": true]) == ["proxyProtocol is not offered for HTTP"])
        #expect(
            told(["protocol": "PROXY_TCP", "stickySession": true]) == ["stickySession is not offered for PROXY_TCP"])
        #expect(
            told(["protocol": "TCP", "healthCheckPath": "/up"])
                == ["healthCheckPath is for groups of HTTP and HTTPS, and this one is of TCP"])
        #expect(told(["name": "web"]) == ["the account already has an unmanaged TargetGroup \"web\""])
    }
}
