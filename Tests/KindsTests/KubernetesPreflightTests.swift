import Model
import NcloudClient
import OrderedJSON
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
