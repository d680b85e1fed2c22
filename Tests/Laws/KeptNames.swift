import Kinds
import Model

/// What the cloud calls objects whose manifests do not say: as it did after the last edit, whatever their addresses.
///
/// An edit either renames or has objects made anew: both at once are refused.
struct KeptNames {
    private var names: [Address: String] = [:]
    private var hasRenamed = false
    private var hasReplaced = false

    /// The last edit was brought about.
    mutating func settle(_ resources: [Address: DesiredResource]) {
        names = resources.mapValues { name(of: $0) }
        (hasRenamed, hasReplaced) = (false, false)
    }

    func name(of resource: DesiredResource) -> String {
        resource.attributes["name"]?.text ?? names[resource.address] ?? resource.address.name
    }

    /// Whether objects may be renamed in this edit; then none may be made anew.
    var allowsRenaming: Bool { !hasReplaced }

    mutating func rename(_ old: Address, to new: Address) {
        names[new] = names.removeValue(forKey: old)
        hasRenamed = true
    }

    /// Whether the field may change in this edit.
    mutating func allowsChanging(_ field: String, of kind: String) -> Bool {
        guard DriverCatalog.ncloud.kinds[kind]?.field(field)?.change == .replace else { return true }
        hasReplaced = hasReplaced || !hasRenamed
        return !hasRenamed
    }
}
