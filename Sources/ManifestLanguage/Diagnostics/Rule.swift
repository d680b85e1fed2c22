/// The rules a workspace can break, by the short names that diagnostics carry.
enum Rule: String, CaseIterable {
    // files
    case noProject = "no-project"
    case noManifests = "no-manifests"
    case overlookedFile = "overlooked-file"
    case unreadableFile = "unreadable-file"
    case outsideWorkspace = "outside-workspace"
    case unknownEnvironment = "unknown-environment"
    // YAML
    case badUTF8 = "bad-utf8"
    case controlCharacter = "control-character"
    case tab = "tab"
    case syntax = "yaml-syntax"
    case duplicateKey = "duplicate-key"
    case badKey = "bad-key"
    case mergeKey = "merge-key"
    case unknownAnchor = "unknown-anchor"
    case unknownTag = "unknown-tag"
    case tooDeep = "too-deep"
    case tooManyAliases = "too-many-aliases"
    case tooLarge = "too-large"
    // documents
    case apiVersion = "api-version"
    case missingField = "missing-field"
    case unknownField = "unknown-field"
    case unknownKind = "unknown-kind"
    case misplacedDocument = "misplaced-document"
    case badName = "bad-name"
    case badForEach = "bad-for-each"
    case conflictingFields = "conflicting-fields"
    case duplicateAddress = "duplicate-address"
    case unknownTarget = "unknown-target"
    case unknownRule = "unknown-lint-rule"
    case badRename = "bad-rename"
    // values
    case wrongType = "wrong-type"
    case badValue = "bad-value"
    case computedField = "computed-field"
    case duplicateElement = "duplicate-element"
    case plainSecret = "plain-secret"
    case leakedSecret = "leaked-secret"
    // expressions and references
    case badExpression = "bad-expression"
    case unknownVariable = "unknown-variable"
    case missingVariable = "missing-variable"
    case unknownSecret = "unknown-secret"
    case missingSecret = "missing-secret"
    case emptyInput = "empty-input"
    case missingEnvironment = "missing-environment-variable"
    case missingReference = "missing-reference"
    case wrongReference = "wrong-reference"
    case takenTwice = "taken-twice"
    case cycle = "cycle"

    /// Whether the file could not be read as YAML, so that nothing is known of its fields.
    var isAboutUnreadFile: Bool {
        switch self {
        case .badUTF8, .controlCharacter, .tab, .syntax, .duplicateKey, .badKey, .mergeKey, .unknownAnchor, .unknownTag,
            .tooDeep, .tooManyAliases, .tooLarge:
            true
        case .noProject, .noManifests, .overlookedFile, .unreadableFile, .outsideWorkspace, .unknownEnvironment,
            .apiVersion, .missingField, .unknownField, .unknownKind, .misplacedDocument, .badName, .badForEach,
            .conflictingFields, .duplicateAddress, .unknownTarget, .unknownRule, .badRename, .wrongType, .badValue,
            .computedField, .duplicateElement, .plainSecret, .leakedSecret, .badExpression, .unknownVariable,
            .missingVariable, .unknownSecret, .missingSecret, .emptyInput, .missingEnvironment, .missingReference,
            .wrongReference, .takenTwice, .cycle:
            false
        }
    }
}
