import Model
import OrderedJSON

/// The schema of fields.
enum KindSchema {
    /// A map of the writable fields, and of the objects that may be written inside.
    /// - Parameter besides: A field that the place of an inner object says.
    static func object(_ kind: Kind, _ catalog: KindCatalog, besides: String? = nil) -> JSON {
        let whole = object(kind.fields.filter { $0.name != besides })
        var properties = whole["properties"] ?? [:]
        for nest in kind.place.nests {
            guard let inner = catalog[nest.kind] else { continue }
            let list: JSON = [
                "type": "array", "description": .string(nest.summary), "items": entry(inner, nest, catalog),
            ]
            properties = JSONSchema.joined(properties, .object([nest.field: list]))
        }
        if let definition = kind.serving.definition {
            let path: JSON = ["type": "string", "description": .string(definition.summary)]
            properties = JSONSchema.joined(properties, .object([definition.field: path]))
        }
        return JSONSchema.joined(whole, ["properties": properties])
    }

    /// An object inside another; its key has to be given.
    private static func entry(_ kind: Kind, _ nest: Kind.Nest, _ catalog: KindCatalog) -> JSON {
        let fields = object(kind, catalog, besides: nest.through)
        let head: JSON = [
            "lifecycle": ["$ref": "#/$defs/lifecycle"], "import": ["$ref": "#/$defs/import"],
            "renamedFrom": ["type": "string"], "dependsOn": ["type": "array", "items": ["type": "string"]],
        ]
        let required = (fields["required"]?.elements ?? []).filter { $0 != .string(nest.key) }
        return JSONSchema.joined(
            fields, ["properties": JSONSchema.joined(fields["properties"] ?? [:], head)],
            ["required": .array(required + [.string(nest.key)])])
    }

    /// A map of the writable fields.
    static func object(_ fields: [Field]) -> JSON {
        let writable = fields.filter(\.isWritable)
        var properties: JSON = [:]
        for field in writable { properties = JSONSchema.joined(properties, .object([field.name: schema(of: field)])) }
        return [
            "type": "object",
            "properties": properties,
            "required": .array(writable.filter { $0.presence == .required }.map { .string($0.name) }),
            "additionalProperties": false,
        ]
    }

    private static func schema(of field: Field) -> JSON {
        var schema = orExpression(constrained(self.schema(of: field.type), by: field.constraints), field.type)
        if !field.summary.isEmpty { schema = JSONSchema.joined(schema, ["description": .string(field.summary)]) }
        if let initial = field.initial { schema = JSONSchema.joined(schema, ["default": initial.json]) }
        return schema
    }

    static func schema(of type: FieldType) -> JSON {
        switch type {
        case .formatted(.fileContent), .text:
            ["anyOf": [["type": ["string", "number"]], form("file", ["type": "string"])]]
        // Numbers are taken for texts as they are written.
        case .string, .formatted: ["type": ["string", "number"]]
        case .integer: ["type": "integer"]
        case .number: ["type": "number"]
        case .boolean: ["type": "boolean"]
        case .cidr: ["type": "string", "examples": ["10.0.0.0/16"]]
        case .ipAddress: ["type": "string", "examples": ["10.0.0.5"]]
        case .enumeration(let values): ["enum": .array(values.map(JSON.string))]
        case .reference(let kind): reference(kind)
        case .secret: ["type": "string", "pattern": #"^\$\{.*\}$"#]
        case .list(let element): ["type": "array", "items": orExpression(schema(of: element), element)]
        case .set(let element):
            ["type": "array", "items": orExpression(schema(of: element), element), "uniqueItems": true]
        case .keyed(let fields, _), .rows(let fields, _): ["type": "array", "items": object(fields)]
        case .object(let fields): object(fields)
        case .json: [:]
        }
    }

    private static func reference(_ kind: String) -> JSON {
        [
            "description": .string("A \(kind)"),
            "oneOf": [
                ["type": ["string", "number"]],
                form(
                    "ref",
                    ["type": "string", "description": .string("The name of \(kind.withArticle) in this workspace")]),
                form("id", ["type": ["string", "integer"], "description": "The id of an object not managed here"]),
                form("lookup", ["$ref": .string("#/$defs/\(lookupName(kind))")]),
            ],
        ]
    }

    private static func lookupName(_ kind: String) -> String { "lookup-\(kind)" }

    /// What lookups of each kind may ask for, to be shared by all references to it. Criteria are fields of the kind, so
    /// that kinds only read by others count as well.
    static func lookups(_ catalog: KindCatalog) -> JSON {
        let referred = Set(catalog.kinds.flatMap { $0.fields.flatMap(\.type.referencedKinds) })
        return referred.sorted().reduce([:]) { definitions, name in
            JSONSchema.joined(definitions, .object([lookupName(name): lookup(catalog[name])]))
        }
    }

    private static func lookup(_ kind: Kind?) -> JSON {
        guard let kind else { return ["type": "object", "minProperties": 1] }
        var properties: JSON = ["id": ["type": ["string", "number"]]]
        for field in kind.fields {
            let type = orExpression(schema(of: field.type), field.type)
            let described = JSONSchema.joined(type, ["description": .string(field.summary)])
            properties = JSONSchema.joined(properties, .object([field.name: described]))
        }
        let picks = kind.choosing.lookup.picks
        if !picks.isEmpty {
            let words = picks.map { "\($0.name): \($0.summary)" }.joined(separator: " ")
            let rule: JSON = ["enum": .array(picks.map { .string($0.name) }), "description": .string(words)]
            properties = JSONSchema.joined(properties, .object([LookupRules.pickMember: rule]))
        }
        return [
            "type": "object", "description": .string("Looks up one \(kind.name) by its fields."),
            "properties": properties, "minProperties": 1, "additionalProperties": false,
        ]
    }

    private static func form(_ key: String, _ value: JSON) -> JSON {
        [
            "type": "object", "properties": .object([key: value]), "required": [.string(key)],
            "additionalProperties": false,
        ]
    }

    /// `${…}` may stand in the place of any value; where texts are allowed anyway it needs no word.
    private static func orExpression(_ schema: JSON, _ type: FieldType) -> JSON {
        switch type {
        case .string, .text, .formatted, .cidr, .ipAddress, .reference, .secret, .json: schema
        case .integer, .number, .boolean, .enumeration, .list, .set, .keyed, .object, .rows:
            ["anyOf": [schema, ["$ref": "#/$defs/expression"]]]
        }
    }

    private static func constrained(_ schema: JSON, by constraints: [Constraint]) -> JSON {
        constraints.reduce(schema) { JSONSchema.joined($0, keywords(of: $1)) }
    }

    /// What the schema's own vocabulary can say of a rule; texts with expressions are longer than their values, so
    /// lengths are left to nacre.
    private static func keywords(of constraint: Constraint) -> JSON {
        switch constraint {
        case .range(let bounds): ["minimum": .integer(bounds.lowerBound), "maximum": .integer(bounds.upperBound)]
        case .count(let bounds):
            ["minItems": .integer(Int64(bounds.lowerBound)), "maxItems": .integer(Int64(clamping: bounds.upperBound))]
        case .multiple(let step): ["multipleOf": .integer(step)]
        case .length, .bytes, .joined, .name, .apiName, .bucketName, .diskName, .apiPath, .privateRange, .password,
            .mapOfTexts, .headerText, .objectMetadata, .portsFitProtocol, .choice, .firstIs, .growsOnly, .givenForNew,
            .spelled, .port, .upgrades,
            .keeps:
            [:]
        }
    }
}

extension KindSchema {
    /// What every document shares.
    static var definitions: JSON {
        [
            "expression": ["type": "string", "pattern": #"^\$\{.+\}$"#],
            "metadata": [
                "type": "object",
                "properties": [
                    "name": ["type": "string", "description": "The name in this workspace, and in its state."],
                    "labels": ["type": "object", "additionalProperties": ["type": ["string", "number"]]],
                ],
                "required": ["name"],
                "additionalProperties": false,
            ],
            "forEach": [
                "type": "object",
                "description": "Creates several objects from one document.",
                "properties": [
                    "count": ["anyOf": [["type": "integer", "minimum": 0], ["$ref": "#/$defs/expression"]]],
                    "list": ["anyOf": [["type": "array"], ["$ref": "#/$defs/expression"]]],
                    "map": ["anyOf": [["type": "object"], ["$ref": "#/$defs/expression"]]],
                ],
                "minProperties": 1, "maxProperties": 1,
                "additionalProperties": false,
            ],
            "import": [
                "type": "object",
                "description": "Imports an existing object.",
                "properties": ["id": ["type": ["string", "integer"]], "name": ["type": "string"]],
                "minProperties": 1, "maxProperties": 1,
                "additionalProperties": false,
            ],
            "rollout": rollout,
            "lifecycle": lifecycle,
            "ignore": ignore,
            "lintIgnore": lintIgnore(),
        ]
    }

    private static let duration: JSON = ["type": "string", "pattern": "^([0-9]+h)?([0-9]+m)?([0-9]+s)?$"]

    private static var rollout: JSON {
        let share: JSON = [
            "anyOf": [
                ["type": "integer", "minimum": 1], ["type": "string", "pattern": "^([1-9][0-9]?|100)%$"],
                ["$ref": "#/$defs/expression"],
            ]
        ]
        return [
            "type": "object",
            "description": "Changes that take objects out of service are made to a few of them at a time.",
            "properties": [
                "maxUnavailable": share,
                "waitHealthy": ["anyOf": [["type": "boolean"], ["$ref": "#/$defs/expression"]]],
                "pause": duration,
            ],
            "additionalProperties": false,
        ]
    }

    private static var lifecycle: JSON {
        [
            "type": "object",
            "properties": [
                "protect": ["anyOf": [["type": "boolean"], ["$ref": "#/$defs/expression"]]],
                "onRemove": ["enum": .array(Lifecycle.Removal.allCases.map { .string($0.rawValue) })],
                "ignore": ["type": "array", "items": ["$ref": "#/$defs/ignore"]],
                "timeouts": [
                    "type": "object",
                    "properties": ["create": duration, "update": duration, "delete": duration],
                    "additionalProperties": false,
                ],
                "lint": [
                    "type": "object",
                    "description": "Findings of nacre lint that are accepted here.",
                    "properties": ["ignore": ["type": "array", "items": ["$ref": "#/$defs/lintIgnore"]]],
                    "additionalProperties": false,
                ],
            ],
            "additionalProperties": false,
        ]
    }

    /// An accepted finding.
    /// - Parameter besides: what an entry may say more than one at an object.
    static func lintIgnore(besides: JSON = [:]) -> JSON {
        [
            "type": "object",
            "properties": JSONSchema.joined(
                [
                    "rule": ["type": "string", "description": "The id of the rule: nacre lint --rules."],
                    "reason": ["type": "string", "minLength": 1, "description": "Why it is accepted."],
                    "until": ["type": "string", "format": "date", "description": "The last day on which it applies."],
                ], besides),
            "required": ["rule", "reason"],
            "additionalProperties": false,
        ]
    }

    private static let ignore: JSON = [
        "oneOf": [
            ["type": "string"],
            [
                "type": "object",
                "properties": [
                    "path": ["type": "string"], "reason": ["type": "string"],
                    "until": ["type": "string", "format": "date"],
                ],
                "required": ["path"],
                "additionalProperties": false,
            ],
        ]
    ]
}
