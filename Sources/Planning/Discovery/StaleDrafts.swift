import Model

/// Objects that serve a deployed state of others (`Kind.Deployment`), and another one than there is: taken over as they
/// are, they would be deployed. They are written as such that nothing is deployed to unasked.
public enum StaleDrafts {
    /// The objects that a plan from the drafts would adopt and deploy to, and change nothing else about.
    public static func found(in steps: [Step], catalog: KindCatalog) -> Set<Address> {
        let stale = steps.filter { step in
            guard case .adopt = step.action, let field = catalog[step.address.kind]?.serving.deployment?.field else {
                return false
            }
            return step.changes.contains { $0.path.field == field }
        }
        return Set(stale.map(\.address))
    }

    /// The drafts with the policy `manual` for the objects at `addresses`, inside others too.
    public static func held(_ drafts: [ManifestDraft], _ addresses: Set<Address>, catalog: KindCatalog)
        -> [ManifestDraft]
    {
        drafts.map { draft in
            var draft = draft
            draft.inside = held(draft.inside, addresses, catalog: catalog)
            guard addresses.contains(draft.address), let snapshot = catalog[draft.address.kind]?.serving.deployment
            else {
                return draft
            }
            draft.resource.attributes[snapshot.policy] = "manual"
            draft.remarks[snapshot.policy] = "its deployment differs from its \(snapshot.parent)"
            return draft
        }
    }

    /// What to tell of one.
    public static func note(_ address: Address, catalog: KindCatalog) -> Diagnostic {
        let policy = catalog[address.kind]?.serving.deployment?.policy ?? ""
        return Diagnostic(
            .note, code: "discovered-in-part",
            "the deployment of \(address) is outdated; it is written with \(policy): manual",
            help: "remove that line to deploy the current definition")
    }
}
