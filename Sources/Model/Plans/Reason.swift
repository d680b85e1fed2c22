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
    /// It is done once, and what is asked for now is another request than the one that was made.
    case requestedAnew
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
    /// It turns to the new forms of these objects, which come before those of others.
    case rollsOut([Address])
    /// Another object takes its address.
    case displaced(by: Address)
    /// Everything is to be destroyed.
    case destroyRequested
    /// The manifest or the user says `import`.
    case importRequested
    /// The kind cannot be created, and the object exists.
    case existsAlready
    /// It is wanted, and its deletion was requested, by whomever: that is cancelled.
    case deletionCancelled
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
        case .vanished: "deleted outside nacre"
        case .differs: "fields differ"
        case .cannotChangeInPlace(let paths):
            "\(paths.map(\.description).joined(separator: ", ")) cannot change in place"
        case .requestedAnew: "differs from the request that was made, which stays as it is: this is a new one"
        case .dependencyReplaced(let address): "depends on \(address), which is replaced"
        case .removed: "no longer in the manifests"
        case .createdBy(let run): "created by run \(run)"
        case .deletedBy(let run): "deleted by run \(run)"
        case .makesWay(let others):
            "first releases what \(others.map(\.description).joined(separator: ", ")) needs"
        case .rollsOut(let objects):
            "part of the rollout: \(objects.map(\.description).joined(separator: ", "))"
        case .displaced(let address): "its address is reused for the object that was \(address)"
        case .destroyRequested: "requested by destroy"
        case .importRequested: "existing object, will be imported"
        case .existsAlready: "existing object, will be adopted"
        case .deletionCancelled: "pending deletion, which will be cancelled"
        case .comesWith(let address): "created with \(address) and will be imported; known after apply"
        case .renamed(let address): "renamed from \(address)"
        case .forgetRequested: "will be removed from state and stays in the cloud"
        case .lifecycleDiffers: "lifecycle settings differ from state"
        // The old object of a replacement is marked for deletion before the new one is created.
        case .interrupted(.deleting): "an earlier run ended before it was deleted"
        case .interrupted(let condition): "an earlier run was interrupted while \(condition.rawValue)"
        case .notOffered(let reason): reason
        }
    }
}
