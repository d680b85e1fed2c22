/// Why a step is in the plan.
public enum Reason: Hashable, Sendable {
    /// In the manifests, not in state.
    case new
    /// In state, no longer in the cloud.
    case vanished
    /// Fields differ and the object can take the new values.
    case differs
    /// Fields differ that only a new object can have.
    case cannotChangeInPlace([FieldPath])
    /// What it is built upon is replaced, and its id with it.
    case dependencyReplaced(Address)
    /// No longer in the manifests.
    case removed
    /// The run that is undone made it.
    case createdBy(run: String)
    /// The run that is undone deleted it.
    case deletedBy(run: String)
    /// Others take what it has, while it takes what they have.
    case makesWay(for: [Address])
    /// Another object takes its address.
    case displaced(by: Address)
    /// Everything is to be destroyed.
    case destroyRequested
    /// The manifest says `import`, or the kind cannot be created.
    case adoptionRequested
    /// The manifest says `import`, and the object comes along with another one that is still to be made.
    case comesWith(Address)
    /// The manifest says `renamedFrom`.
    case renamed(from: Address)
    /// The manifest says `forget`, or its `onRemove` is `retain`.
    case forgetRequested
    /// Protection or removal policy kept in state differs from the manifest.
    case lifecycleDiffers
    /// An earlier run began it and did not see its end.
    case interrupted(RecordedResource.Condition)
    /// The cloud or the workspace's own protection does not allow it.
    case notOffered(String)
}

extension Reason {
    /// The reason in a reader's words, lower case.
    public var text: String {
        switch self {
        case .new: "new in the manifests"
        case .vanished: "recorded in state, gone from the cloud"
        case .differs: "fields differ"
        case .cannotChangeInPlace(let paths):
            "\(paths.map(\.description).joined(separator: ", ")) cannot change in place"
        case .dependencyReplaced(let address): "\(address) is replaced"
        case .removed: "no longer in the manifests"
        case .createdBy(let run): "created by run \(run)"
        case .deletedBy(let run): "deleted by run \(run)"
        case .makesWay(let others):
            "gives it up first, for \(others.map(\.description).joined(separator: ", "))"
        case .displaced(let address): "its place goes to what was \(address)"
        case .destroyRequested: "destroy was asked for"
        case .adoptionRequested: "exists already and is taken over"
        case .comesWith(let address): "comes with \(address) and is taken over, known after that is made"
        case .renamed(let address): "renamed from \(address)"
        case .forgetRequested: "to be forgotten, stays in the cloud"
        case .lifecycleDiffers: "lifecycle kept in state differs"
        case .interrupted(let condition): "an earlier run stopped while \(condition.rawValue)"
        case .notOffered(let reason): reason
        }
    }
}
