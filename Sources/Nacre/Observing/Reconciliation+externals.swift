import Kinds
import Model
import NcloudClient
import Planning

extension Reconciliation {
    /// Checks what the manifests declare of what no API manages; nothing without a selection.
    func externalChecks(_ selection: Selection?) async -> [ExternalCheck] {
        guard let selection else { return [] }
        return await desired.externals.filter { selection.takes($0.address, labels: $0.labels) }
            .checked(by: drivers, on: cloud.linkage)
    }
}

extension [DesiredResource] {
    /// Checks what no API manages, all at once: a call for each part.
    public func checked(by drivers: DriverCatalog, on cloud: LinkageClient) async -> [ExternalCheck] {
        await withTaskGroup(of: (Int, [ExternalCheck]).self) { group in
            for (index, declared) in enumerated() {
                guard let probe = drivers[declared.address.kind]?.probe else { continue }
                group.addTask { (index, await probe(declared, cloud)) }
            }
            let found = await group.reduce(into: [Int: [ExternalCheck]]()) { $0[$1.0] = $1.1 }
            return found.sorted { $0.key < $1.key }.flatMap(\.value)
        }
    }
}
