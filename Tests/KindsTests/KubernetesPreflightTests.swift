import Model
import NcloudClient
import OrderedJSON
import Planning
import Testing

@testable import Kinds

@Suite("preflight of clusters") struct KubernetesPreflightTests {
    private static let versions = [("1.34.3-nks.1", "XEN"), ("1.33.6-nks.2", "KVM"), ("1.34.3-nks.2", "KVM")].map {
        Preflight.Scene.Neighbour(
            address: nil, id: $0, attributes: ["name": .string($0), "hypervisors": [.string($1)]])
    }

    private static func problems(
        _ check: Preflight, of kind: String = "KubernetesCluster", _ attributes: Attributes, isNew: Bool = true,
        besides: [String: [Preflight.Scene.Neighbour]] = [:]
    ) -> [Preflight.Problem] {
        let address = Address(kind: kind, name: "shop")
        let own = [kind: [Preflight.Scene.Neighbour(address: address, id: nil, attributes: attributes)]]
        let scene = Preflight.Scene(
            own.merging(["KubernetesVersion": versions]) { $1 }.merging(besides) { $1 },
            readKinds: ["KubernetesVersion"])
        let subject = Preflight.Subject(address, attributes, changed: Set(attributes.keys), isNew: isNew)
        return check.problems(subject, scene)
    }

    @Test(
        "a version is one of those that are offered for the hypervisor, and the nearest is named",
        arguments: [
            ("1.34.3-nks.2", "KVM", nil), ("1.34.3-nks.1", nil, nil), ("1.33", "KVM", "write version: 1.33.6-nks.2"),
            ("1.34.3-nks.1", "KVM", "write version: 1.34.3-nks.2"), ("latest", "KVM", "write one of them"),
            ("9.9", "RHV", nil),
        ] as [(String, String?, String?)])
    func version(_ version: String, _ hypervisor: String?, _ help: String?) {
        var attributes: Attributes = ["version": .string(version)]
        attributes["hypervisor"] = hypervisor.map(Value.string)
        #expect(Self.problems(KubernetesPreflight.offeredVersion, attributes).map(\.help) == (help.map { [$0] } ?? []))
    }

    @Test("a pool keeps to the version of its cluster, though that is not offered any more")
    func pool() {
        func problems(_ version: String) -> Int {
            let cluster = Preflight.Scene.Neighbour(
                address: nil, id: "5f0c", attributes: ["hypervisor": "KVM", "version": "1.29.9-nks.2"])
            return Self.problems(
                KubernetesPreflight.offeredPoolVersion, of: "NodePool",
                ["cluster": "5f0c", "version": .string(version)], besides: ["KubernetesCluster": [cluster]]
            ).count
        }
        #expect(problems("1.29.9-nks.2") == 0 && problems("1.28.1-nks.2") == 1)
    }

    @Test("a new cluster has a public subnet for balancers, but for the financial site")
    func publicBalancers() {
        func count(_ attributes: Attributes, isNew: Bool = true) -> Int {
            Self.problems(KubernetesPreflight.publicBalancers, attributes, isNew: isNew).count
        }
        #expect(count(["zone": "KR-1"]) == 1 && count(["zone": "KR-1", "lbPublicSubnet": "7"]) == 0)
        #expect(count(["zone": "FKR-1"]) == 0 && count(["zone": "KR-1"], isNew: false) == 0)
        #expect(count(["regional": true]) == 0)
    }

    @Test("access entries need authType API, be it that of the cluster that is there")
    func entries() {
        func told(_ attributes: Attributes, live: Value = .null, isNew: Bool = true) -> [String] {
            problems(attributes, live: live, isNew: isNew).map(\.message)
        }
        func problems(_ attributes: Attributes, live: Value, isNew: Bool) -> [Preflight.Problem] {
            let entries: Attributes = ["accessEntries": [["entry": "nrn:a"]]]
            let address = Address(kind: "KubernetesCluster", name: "shop")
            let desired = entries.merging(attributes) { $1 }
            let seen = Preflight.Scene.Neighbour(
                address: address, id: "5f0c", attributes: desired.merging(["authType": live]) { own, _ in own })
            let subject = Preflight.Subject(address, desired, changed: ["accessEntries"], isNew: isNew)
            let scene = Preflight.Scene(["KubernetesCluster": [seen]], readKinds: [])
            return KubernetesPreflight.cluster.filter { $0.fields == ["accessEntries", "authType"] }
                .flatMap { $0.problems(subject, scene) }
        }
        // What a cluster has without authType is not documented.
        #expect(problems([:], live: .null, isNew: true).map(\.severity) == [.warning])
        #expect(problems(["authType": "CONFIG_MAP"], live: .null, isNew: true).map(\.severity) == [.error])
        #expect(told([:]) == ["access entries are not used unless authType is set"])
        #expect(told(["authType": "CONFIG_MAP"]) == ["access entries are not used with authType CONFIG_MAP"])
        #expect(told(["authType": "API"]) == [])
        #expect(told([:], live: "API", isNew: false) == [] && told([:], isNew: false) == [])
        #expect(told([:], live: "CONFIG_MAP", isNew: false).count == 1)
    }

    @Test(
        "namespaces go with scope namespace, and are needed there",
        arguments: [
            ("namespace", ["shop"], 0), ("namespace", [], 1), ("cluster", [], 0), ("cluster", ["shop"], 1),
        ] as [(String, [String], Int)])
    func namespaces(_ scope: String, _ names: [String], _ count: Int) {
        let policy: Value = [
            "type": "NKSViewPolicy", "scope": .string(scope), "namespaces": Value(texts: names),
        ]
        let found = Self.problems(
            KubernetesPreflight.namespaces, ["accessEntries": [["entry": "nrn:a", "policies": [policy]]]])
        #expect(found.count == count)
        #expect(
            found.allSatisfy { $0.place?.description == "accessEntries[nrn:a].policies[NKSViewPolicy \(scope)]" })
    }

    @Test("a size that is not documented is a warning if it has the form of one")
    func size() {
        func told(_ type: Value) -> [Diagnostic.Severity] {
            Self.problems(KubernetesPreflight.size, ["clusterType": type]).map(\.severity)
        }
        #expect(told("SVR.VNKS.STAND.C004.M016.G003") == [])
        #expect(told("SVR.VNKS.STAND.C008.M032.G003") == [.warning] && told("STAND") == [.error])
    }

    @Test("a pool is made of a spec and an image for the hypervisor of its cluster, in subnets of that")
    func parts() {
        func told(_ check: Preflight, _ attributes: Attributes) -> [String] {
            let cluster = Preflight.Scene.Neighbour(
                address: nil, id: "5f0c", attributes: ["hypervisor": "KVM", "subnets": ["7", "8"]])
            let specs = [("s2-g3", "KVM"), ("s2-g2", "XEN")].map {
                Preflight.Scene.Neighbour(address: nil, id: $0, attributes: ["hypervisor": .string($1)])
            }
            let images = [("SW.G003", "KVM"), ("SW.B050", "XEN")].map {
                Preflight.Scene.Neighbour(address: nil, id: $0, attributes: ["hypervisors": [.string($1)]])
            }
            let subnets = ["7", "8", "9"].map { Preflight.Scene.Neighbour(address: nil, id: $0, attributes: [:]) }
            return Self.problems(
                check, of: "NodePool", attributes.merging(["cluster": "5f0c"]) { $1 },
                besides: [
                    "KubernetesCluster": [cluster], "ServerSpec": specs, "KubernetesImage": images, "Subnet": subnets,
                ]
            ).map(\.message)
        }
        #expect(told(KubernetesPreflight.offeredSpec, ["serverSpec": "s2-g3"]) == [])
        #expect(told(KubernetesPreflight.offeredSpec, ["serverSpec": "s2-g2"]).count == 1)
        #expect(told(KubernetesPreflight.offeredImage, ["image": "SW.G003"]) == [])
        #expect(told(KubernetesPreflight.offeredImage, ["image": "SW.B050"]).count == 1)
        #expect(told(KubernetesPreflight.clusterSubnets, ["subnets": ["8"]]) == [])
        #expect(
            told(KubernetesPreflight.clusterSubnets, ["subnets": ["8", "9"]]) == [
                "9 is not one of the subnets of 5f0c"
            ])
    }

    @Test("a pool that the cluster scales has no number of its own to compare")
    func scaledPool() throws {
        let kind = try #require(DriverCatalog.ncloud.kinds["NodePool"])
        let limits: Attributes = ["autoscale": ["min": 1, "max": 4]]
        let live = limits.merging(["nodeCount": 1]) { $1 }
        #expect(kind.agrees(limits.merging(["nodeCount": 2]) { $1 }, with: live))
        #expect(!kind.agrees(["nodeCount": 2], with: live))
    }

    @Test("versions are asked for by hypervisor, and those that are switched off are left out")
    func reading() async throws {
        struct Offers: APICaller {
            func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
                let isKVM = request.parameters.contains { $0.value == "KVM" }
                let old: JSON = ["value": "1.20.0", "disabled": true]
                return [old, ["value": isKVM ? "1.34.3-nks.2" : "1.34.3-nks.1", "disabled": false]]
            }
        }
        let found = try await operations("KubernetesVersion").list(ReadScope(everything: true), from: Offers())
        #expect(found.map(\.id) == ["1.34.3-nks.1", "1.34.3-nks.2"])
        #expect(found.map { $0.attributes["hypervisors"] } == [["XEN"], ["KVM"]])
    }
}
