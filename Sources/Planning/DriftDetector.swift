import Model

/// Tells what the cloud holds otherwise than nacre left it. Pure, and never an opinion about the manifests.
public enum DriftDetector {
    /// Compares what was last applied with what is live.
    ///
    /// Objects whose last step did not end well are left out: they are unfinished, not drifted. `desired`, when there
    /// is one, adds its rules about fields to ignore. What has served by `now`, in seconds since 1970, is not missed.
    public static func detect(
        recorded: Recorded, live: LiveSnapshot, catalog: KindCatalog, desired: Desired?, today: String,
        now: Double
    ) -> [DriftFinding] {
        let rules = Dictionary(
            (desired?.resources ?? []).map { ($0.address, $0.lifecycle.ignore) },
            uniquingKeysWith: { first, _ in first })
        let names = ObjectNames(recorded, live: live)
        return recorded.resources.compactMap { record in
            guard record.condition == .ready, let id = record.id, let kind = catalog[record.address.kind] else {
                return nil
            }
            if let hidden = live.hidden(kind.name, id: id) {
                return DriftFinding(record.address, objectID: id, .unknown(hidden.reason))
            }
            guard live.observedKinds.contains(kind.name) else { return nil }
            guard let object = live.object(kind.name, id: id) else {
                if kind.hasServed(record.applied, by: now) { return nil }
                return DriftFinding(record.address, objectID: id, .missing)
            }
            let others = Generations.changes(kind, record, object)
            if others.isEmpty, record.liveDigest == object.digest { return nil }
            let ignored = (rules[record.address] ?? []).filter { $0.holds(on: today) }.map(\.path)
            let changes =
                FieldDiff(
                    kind: kind, wanted: kind.recovering(object, to: record.applied), live: object.attributes,
                    applied: record.applied,
                    ignored: ignored
                ).changes().map { unpublished($0, kind, object) } + deploymentDrift(kind, catalog, record, object)
                + others
            guard !changes.isEmpty else { return nil }
            return DriftFinding(record.address, objectID: id, .changed(names.naming(changes, of: kind)))
        }
    }

    /// What there is to say about findings beyond the fields that differ.
    public static func warnings(
        _ findings: [DriftFinding], recorded: Recorded, live: LiveSnapshot, catalog: KindCatalog
    ) -> [Diagnostic] {
        findings.flatMap { finding -> [Diagnostic] in
            guard let kind = catalog[finding.address.kind], let record = recorded[finding.address],
                let object = finding.objectID.flatMap({ live.object(kind.name, id: $0) })
            else { return [] }
            let changes = Generations.changes(kind, record, object)
            let other = changes.isEmpty ? nil : Generations.warning(finding.address, kind, changes, at: nil)
            return [other, pendingDeletion(finding.address, kind, object)].compactMap(\.self)
        }
    }

    /// The change with what others left unpublished of its element, which the live list omits.
    private static func unpublished(_ change: FieldChange, _ kind: Kind, _ object: LiveObject) -> FieldChange {
        guard change.before == nil, let field = kind.field(change.path.field)?.unpublishedIn,
            case .element(let key)? = change.path.components.last
        else { return change }
        var change = change
        change.unpublished = Field.unpublished(key, among: object.attributes[field])
        return change
    }

    /// What somebody else deployed, where it differs from what nacre did.
    private static func deploymentDrift(
        _ kind: Kind, _ catalog: KindCatalog, _ record: RecordedResource, _ object: LiveObject
    ) -> [FieldChange] {
        guard let snapshot = kind.serving.deployment, let applied = record.applied[snapshot.field],
            let told = object.attributes[snapshot.field]
        else { return [] }
        return DeploymentComparison(snapshot, catalog, applied: applied, reported: told)
            .changes(to: applied.elements.compactMap(DeployedElement.init))
            .map { change in
                var change = change
                change.origin = .drift
                return change
            }
    }
}
