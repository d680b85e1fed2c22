/// What stands behind a keyword of a JSON Schema, or of an OpenAPI schema object. Whoever walks through a schema goes by
/// this, or takes data for schemas. Source: JSON Schema Core §10, OpenAPI 3.1 §4.8.24.
enum SchemaKeyword {
    /// A schema, or a list of them; also words that no standard knows.
    case schema
    /// Schemas that all speak of the same value: what one of them leaves out another may say.
    case parts
    /// Schemas by names of any kind, so that a name which looks like a keyword is none.
    case schemasByName
    /// A discriminator, whose `mapping` names schemas.
    case discriminator
    /// Values of any kind: a `$ref` in them is data.
    case data

    init(_ key: String) {
        switch key {
        case "properties", "patternProperties", "definitions", "$defs", "dependentSchemas": self = .schemasByName
        case "allOf", "anyOf", "oneOf", "not", "if", "then", "else": self = .parts
        case "discriminator": self = .discriminator
        case "example", "examples", "default", "enum", "const": self = .data
        default: self = key.hasPrefix("x-") ? .data : .schema
        }
    }
}
