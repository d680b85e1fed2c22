import Model
import NcloudClient
import OrderedJSON

/// A list of what clusters can be made of. Without a hypervisor the call may mean one of them alone, so that each is asked for.
/// Source: api/nks.md §2.
struct KubernetesOptionOperations: ReadOnlyOperations {
    /// Those whose options are documented.
    private static let hypervisors = ["XEN", "KVM"]

    let kind: String
    let path: String

    /// Once for each hypervisor.
    var endpoints: [String] { Self.hypervisors.map { _ in "GET /vnks/v2\(path)" } }

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let offers = try await Self.hypervisors.concurrentlyReading { hypervisor throws(APIFailure) -> [String] in
            let options = try await cloud.elements(
                of: .rest(.nks, .get, path, query: ["hypervisorCode": hypervisor]), orWhole: true)
            return options.filter { $0["disabled"]?.bool != true }.compactMap { $0.nonEmpty("value") }
        }
        var offering: [String: Set<String>] = [:]
        for (hypervisor, codes) in zip(Self.hypervisors, offers) {
            // Images for KVM have a number behind their code. Source: api/nks.md §5.
            for code in codes { offering[String(code.prefix { $0 != "|" }), default: []].insert(hypervisor) }
        }
        return offering.sorted { NaturalOrder.precedes($0.key, $1.key) }.map { code, hypervisors in
            LiveObject(
                kind: kind, id: code,
                attributes: ["name": .string(code), "hypervisors": Value(texts: hypervisors.sorted())])
        }
    }
}
