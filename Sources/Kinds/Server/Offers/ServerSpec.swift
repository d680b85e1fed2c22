import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A size that servers come in; for lookups. Source: api/vserver.md §3.2.
    public static let serverSpec = Driver(
        Kind(
            "ServerSpec", service: "Server", summary: "A server spec: read-only, for lookups.",
            fields: [
                .computed("name", "Spec code, such as ci2-g3; also its id."),
                .computed("description", "Description."),
                .computed("generation", "G2 or G3."),
                .computed("hypervisor", "XEN, RHV or KVM; must match the image."),
                .computed("architecture", "CPU architecture, such as X86_64."),
                .computed("cpuCount", .integer, "Virtual CPUs."),
                .computed("memorySize", .integer, "Memory in bytes."),
                .computed("memoryGiB", .integer, "Memory in whole GiB."),
                .computed("gpuCount", .integer, "GPUs."),
                .computed("networkInterfaces", .integer, "Maximum number of interfaces per server."),
                .computed("disks", .integer, "Maximum number of disks per server."),
                .computed("productCode", "Product code, for legacy servers."),
                .computed("zones", .list(.string), "Codes of the zones that offer it."),
            ],
            identity: Kind.Identity(id: "serverSpecCode"),
            reading: Kind.Reading(["getZoneList"], besides: "getServerSpecList for each zone"),
            life: Kind.Life(
                creation: .refused(
                    "the cloud defines its server specs", advice: "set one: serverSpec: ci2-g3"),
                deletion: .refused(
                    "the cloud defines its server specs")),
            choosing: Kind.Choosing(
                lookup: .products(
                    minimums: ["gpuCount", "networkInterfaces", "disks"],
                    smallest: [
                        .ascending("gpuCount"), .ascending("cpuCount"), .ascending("memorySize"),
                        .descending("generation"), .ascending("name"),
                    ], "the one with the fewest GPUs, then CPUs, then the least memory, of the newest generation")),
            example: """
                apiVersion: ncloud/v1
                kind: ServerSpec
                metadata: {name: small}
                import: {id: ci2-g3}
                spec: {}
                """),
        operations: ServerSpecOperations())
}

struct ServerSpecOperations: AdaptedOperations {
    let form = ActionOperations(
        "ServerSpec", .vserver, id: "serverSpecCode",
        [
            .text("name", "serverSpecCode"), .text("description", "serverSpecDescription"),
            .text("generation", "generationCode"), .code("hypervisor", "hypervisorType"),
            .code("architecture", "cpuArchitectureType"), .number("cpuCount", "cpuCount"),
            .number("memorySize", "memorySize"), .gigabytes("memoryGiB", "memorySize"),
            .value("gpuCount") { .integer($0["gpuCount"]?.integer ?? 0) },
            .number("networkInterfaces", "networkInterfaceMaxCount"), .number("disks", "blockStorageMaxCount"),
            .text("productCode", "serverProductCode"),
        ],
        // The list takes no pages (api/vserver.md §1).
        isPaged: false, isReadOnly: true)

    /// A spec's own answer does not tell where it is offered, so each zone is asked what it offers (api/vserver.md §3.2).
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let zones = try await Driver.zone.operations.list(ReadScope(everything: true), from: cloud).map(\.id)
        let offers = try await zones.concurrentlyReading { zone throws(APIFailure) in
            try await form.list(with: ["zoneCode": zone], from: cloud)
        }
        var found: [LiveObject] = []
        var offering: [String: [String]] = [:]
        for (zone, specs) in zip(zones, offers) {
            found += specs.filter { offering[$0.id] == nil }
            for spec in specs { offering[spec.id, default: []].append(zone) }
        }
        return found.map { $0.adding(["zones": Value(texts: offering[$0.id] ?? [])]) }
    }
}
