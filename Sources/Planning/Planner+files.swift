import Model

// Files for secrets of objects that are there already.

extension Planner {
    /// A warning for each file that a manifest names and nobody writes: its secret was returned once, when the object was
    /// created, and the field came later.
    func unwrittenFiles() -> [Diagnostic] {
        guard !options.destroy else { return [] }
        let stepOf = Dictionary(steps.map { ($0.address, $0) }, uniquingKeysWith: { _, last in last })
        return desired.resources.flatMap { resource -> [Diagnostic] in
            guard let kind = catalog[resource.address.kind] else { return [] }
            let record = recorded[resource.address]
            let isImported = stepOf[resource.address]?.adopts ?? false
            guard isImported || isKept(record, stepOf[resource.address]) else { return [] }
            return kind.fields.filter { $0.change == .createOnly }.compactMap { field -> Diagnostic? in
                guard let secret = field.deliveredSecret, !(resource.attributes[field.name] ?? .null).isAbsent,
                    isImported || (record?.applied[field.name] ?? .null).isAbsent
                else { return nil }
                return warning(resource, field, secret, isOurs: !isImported && record?.adopted == false)
            }
        }
    }

    /// Whether the object is whole, and stays.
    private func isKept(_ record: RecordedResource?, _ step: Step?) -> Bool {
        guard let record, record.condition == .ready, let id = record.id,
            live.object(record.address.kind, id: id) != nil
        else { return false }
        switch step?.action {
        case nil, .update?, .resume(.updating)?, .resume(.ready)?, .move?, .updateLifecycle?, .refuse?: return true
        case .create?, .replace?, .deleteReplaced?, .delete?, .adopt?, .forget?, .resume(.creating)?,
            .resume(.deleting)?:
            return false
        }
    }

    private func warning(
        _ resource: DesiredResource, _ field: Field, _ secret: String, isOurs: Bool
    ) -> Diagnostic {
        let removal = "remove '\(field.name)' from the manifest"
        return Diagnostic(
            .warning, code: "unwritten-file",
            "\(resource.address): no file is written for '\(field.name)', because the \(secret) is returned only once, when the "
                + "object is created",
            at: resource.place(of: field.name),
            help: isOurs
                ? "if state keeps it, \"nacre state secret \(resource.address) \(secret) --out FILE\" writes it; then \(removal)"
                : removal)
    }
}

extension Kind {
    /// The files to be written for an object that nacre has never applied, of secrets that the cloud returns at any time.
    func firstFiles(_ resource: DesiredResource) -> [FieldChange] {
        fields.filter { $0.isUnshown && $0.deliveredSecret != nil }.compactMap { field in
            let path = FieldPath(field.name)
            guard let file = resource.attributes[field.name], !file.isAbsent,
                !resource.lifecycle.ignore.contains(where: { path.isInside($0.path) })
            else { return nil }
            return FieldChange(path, before: nil, after: file)
        }
    }
}
