import OrderedJSON

extension RecordedResource {
    /// The row as exports and before-images hold it. Secrets are fingerprints there.
    public var json: JSON {
        var members = row.members
        if let made = outputs[Self.madeBesides] { members["madeBesides"] = made.json }
        if let renamedFrom { members["renamedFrom"] = .string(renamedFrom.description) }
        return .object(members)
    }

    private var row: JSON {
        [
            "address": .string(address.description), "id": id.map(JSON.string) ?? .null,
            "condition": .string(condition.rawValue), "applied": Value.map(applied).json,
            "wanted": Value.map(wanted).json, "outputs": Value.map(shownOutputs).json,
            "protect": .bool(protect),
            "onRemove": .string(onRemove.rawValue),
            "dependencies": .array(dependencies.map { .string($0.description) }), "adopted": .bool(adopted),
        ]
    }

    /// Reads what ``json`` wrote; nil when it is not a row.
    public init?(_ json: JSON) {
        guard let address = json["address"]?.text.flatMap({ Address($0) }) else { return nil }
        self.init(
            address, id: json["id"]?.text,
            condition: json["condition"]?.text.flatMap(Condition.init(rawValue:)) ?? .ready,
            applied: Value(json["applied"] ?? [:]).members, wanted: Value(json["wanted"] ?? [:]).members,
            outputs: Self.outputs(json), protect: json["protect"]?.bool ?? false,
            onRemove: json["onRemove"]?.text.flatMap(Lifecycle.Removal.init(rawValue:)) ?? .delete,
            dependencies: json["dependencies"]?.elements.compactMap { $0.text.flatMap { Address($0) } } ?? [],
            adopted: json["adopted"]?.bool ?? false)
        renamedFrom = json["renamedFrom"]?.text.flatMap { Address($0) }
    }

    private static func outputs(_ json: JSON) -> Attributes {
        var outputs = Value(json["outputs"] ?? [:]).members
        if let made = json["madeBesides"], made != .null { outputs[madeBesides] = Value(made) }
        return outputs
    }
}
