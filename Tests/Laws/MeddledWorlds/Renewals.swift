import Kinds
import Model

/// Which objects have a reason to be made anew: one that is gone, one of which the manifests say otherwise what only a new
/// object can have, and one that rests for life on such a one.
struct Renewals {
    private(set) var addresses: Set<Address>

    /// - Parameters:
    ///   - old: what was brought about last.
    ///   - gone: objects that others deleted.
    init(from old: Desired?, to new: Desired, gone: Set<Address>) {
        let before = Dictionary(uniqueKeysWithValues: (old?.resources ?? []).map { ($0.address, $0) })
        addresses = gone
        for resource in new.resources {
            guard let earlier = before[resource.address] ?? resource.renamedFrom.flatMap({ before[$0] }) else {
                continue
            }
            if Self.isBornOtherwise(resource, than: earlier) { addresses.insert(resource.address) }
        }
        while let next = new.resources.first(where: { !addresses.contains($0.address) && rests($0) }) {
            addresses.insert(next.address)
        }
    }

    private func rests(_ resource: DesiredResource) -> Bool {
        Self.lasting(resource).contains { field in
            resource.attributes[field]?.references.contains { $0.address.map(addresses.contains) ?? false } ?? false
        }
    }

    /// References follow renames: what they name is compared by whether that one is made anew.
    private static func isBornOtherwise(_ new: DesiredResource, than old: DesiredResource) -> Bool {
        lasting(new).contains { field in
            let (is_, was) = (new.attributes[field], old.attributes[field])
            guard field != "name" || was != nil else { return false }
            return is_ != was
        }
    }

    /// Fields that only a new object can have otherwise.
    private static func lasting(_ resource: DesiredResource) -> [String] {
        (DriverCatalog.ncloud.kinds[resource.address.kind]?.fields ?? []).filter { $0.change == .replace }.map(\.name)
    }
}

extension LedgerPage {
    /// What state knew of and others deleted, before the run or during it.
    func gone(by after: LedgerPage) -> Set<Address> {
        let deleted = Set(after.cloud.entries.filter { $0.act == "deleted" && !$0.isNacres }.map(\.object))
        return Set(
            rows.filter { row in
                CloudReading.object(of: row).map { deleted.contains($0) || cloud.objects[$0] == nil } ?? false
            }.map(\.address))
    }
}
