import OrderedJSON

extension RecordedResource {
    /// The row as exports and before-images hold it. Secrets are fingerprints there.
    public var json: JSON {
        var members = row.members
        if let made = memory[Self.madeBesides] { members["madeBesides"] = made.json }
        if let renamedFrom { members["renamedFrom"] = .string(renamedFrom.description) }
        return .object(members)
    }

    private var row: JSON {
        [
            "address": .string(address.description), "id": id.map(JSON.string) ?? .null,
            "condition": .string(condition.rawValue), "declared": Value.map(declared).json,
            "applied": Value.map(applied).json, "lastSeen": Value.map(lastSeen).json, "protect": .bool(protect),
            "onRemove": .string(onRemove.rawValue),
            "dependencies": .array(dependencies.map { .string($0.description) }), "adopted": .bool(adopted),
        ]
    }

    /// Reads what ``json`` wrote, also that of state schema 4 and earlier, which called ``declared`` `wanted` and
    /// ``lastSeen`` `outputs`; nil when it is not a row.
    public init?(_ json: JSON) {
        guard let address = json["address"]?.text.flatMap({ Address($0) }) else { return nil }
        func fields(_ name: String, _ former: String? = nil) -> Attributes {
            Value(json[name] ?? former.flatMap { json[$0] } ?? [:]).members
        }
        self.init(
            address, id: json["id"]?.text,
            condition: json["condition"]?.text.flatMap(Condition.init(rawValue:)) ?? .ready,
            declared: fields("declared", "wanted"), applied: fields("applied"),
            lastSeen: fields("lastSeen", "outputs"), protect: json["protect"]?.bool ?? false,
            onRemove: json["onRemove"]?.text.flatMap(Lifecycle.Removal.init(rawValue:)) ?? .delete,
            dependencies: json["dependencies"]?.elements.compactMap { $0.text.flatMap { Address($0) } } ?? [],
            adopted: json["adopted"]?.bool ?? false)
        if let made = json["madeBesides"], made != .null { memory[Self.madeBesides] = Value(made) }
        renamedFrom = json["renamedFrom"]?.text.flatMap { Address($0) }
    }
}
