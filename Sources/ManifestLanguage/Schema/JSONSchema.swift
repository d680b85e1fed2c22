import Model
import OrderedJSON

/// JSON Schema 2020-12 of manifests, for editors.
public enum JSONSchema {
    static let dialect = "https://json-schema.org/draft/2020-12/schema"

    /// The schema of one kind's documents, or, without `kind`, of every document a workspace may hold.
    ///
    /// A kind that the catalog does not know gives a schema that nothing fits.
    public static func document(for catalog: KindCatalog, kind: String?) -> JSON {
        guard let kind else { return wholeSet(catalog) }
        guard let known = catalog[kind] else { return ["$schema": .string(dialect), "not": [:]] }
        return joined(
            ["$schema": .string(dialect), "title": .string(kind)], document(of: known, catalog),
            ["$defs": joined(KindSchema.definitions, KindSchema.lookups(catalog))])
    }

    private static func wholeSet(_ catalog: KindCatalog) -> JSON {
        var definitions = joined(KindSchema.definitions, KindSchema.lookups(catalog)).members
        definitions["Project"] = WorkspaceSchema.project
        definitions["Environment"] = WorkspaceSchema.environment
        for kind in catalog.kinds { definitions[kind.name] = document(of: kind, catalog) }
        let names = ["Project", "Environment"] + catalog.names
        return [
            "$schema": .string(dialect),
            "title": "nacre manifests",
            "type": "object",
            "required": ["apiVersion", "kind"],
            "properties": ["kind": ["enum": .array(names.map(JSON.string))]],
            "oneOf": .array(names.map { ["$ref": .string("#/$defs/\($0)")] }),
            "$defs": .object(definitions),
        ]
    }

    private static func document(of kind: Kind, _ catalog: KindCatalog) -> JSON {
        var properties: JSON = [
            "apiVersion": ["const": .string(APIVersion.cloud)],
            "kind": ["const": .string(kind.name)],
            "metadata": ["$ref": "#/$defs/metadata"],
            "forEach": ["$ref": "#/$defs/forEach"],
            "rollout": ["$ref": "#/$defs/rollout"],
            "lifecycle": ["$ref": "#/$defs/lifecycle"],
            "renamedFrom": ["type": "string", "description": "The previous name of this object in the workspace."],
            "import": ["$ref": "#/$defs/import"],
            "forget": ["type": "boolean", "description": "Drop the object from state and leave it in the cloud."],
            "dependsOn": ["type": "array", "items": ["type": "string", "pattern": "^[^/]+/.+$"]],
        ]
        properties = joined(properties, ["spec": KindSchema.object(kind, catalog)])
        if kind.isExternal {
            properties = .object(properties.members.filter { !ManifestDocument.treatment.contains($0.key) })
        }
        return [
            "type": "object",
            "description": .string(kind.summary),
            "properties": properties,
            "required": ["apiVersion", "kind", "metadata"],
            "additionalProperties": false,
        ]
    }

    /// The members of all, later ones winning.
    static func joined(_ objects: JSON...) -> JSON {
        var members = objects.first?.members ?? [:]
        for object in objects.dropFirst() { members.merge(object.members) { $1 } }
        return .object(members)
    }
}
