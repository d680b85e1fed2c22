import OrderedJSON

/// Disks of servers besides the root disk, as the answers of both environments show them. Source: api/vserver.md §3.9; the
/// page common-apidatatype-blockstorageinstance.
enum AdditionalDisk {
    /// The code of their type.
    static let code = "SVRBS"

    /// Those among `disks` by the number of their server, which is empty for a disk on none.
    static func byServer(_ disks: [JSON]) -> [String: [JSON]] {
        Dictionary(grouping: disks.filter { $0.code("blockStorageType") == code }) {
            $0.nonEmpty("serverInstanceNo") ?? ""
        }
    }
}
