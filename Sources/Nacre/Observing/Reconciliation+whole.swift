import Kinds
import Model
import NcloudClient

extension Reconciliation {
    /// A listed object with what calls of its own tell besides, though no manifest asks for it: the backups of a database.
    /// What cannot be read is left out.
    public func whole(_ object: LiveObject) async -> LiveObject {
        guard let driver = drivers[object.kind], !driver.kind.reading.perObject.isEmpty,
            case .shown(let shown)? = try? await driver.operations.detail(
                of: object.id, knownAs: object.attributes, from: cloud.caller)
        else { return object }
        var whole = object
        whole.attributes.merge(shown.attributes) { listed, _ in listed }
        return whole
    }
}
