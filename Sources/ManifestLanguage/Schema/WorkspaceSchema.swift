import OrderedJSON

/// The schemas of the workspace's own documents.
enum WorkspaceSchema {
    static let project: JSON = document(
        "Project", "The settings of a workspace, in nacre.yaml.",
        [
            "cloud": ["type": "string", "examples": ["simulator", "ncloud", "ncloud-gov", "ncloud-fin"]],
            "region": ["type": "string", "default": "KR"],
            "manifests": [
                "type": "array", "items": ["type": "string"], "default": ["manifests/**/*.yaml"],
                "description": "Patterns of manifest files; ** stands for any number of folders.",
            ],
            "state": ["type": "string", "default": "state/nacre.db"],
            "stateKey": stateKey,
            "history": [
                "type": "object",
                "description": "How much run history the state keeps.",
                "properties": [
                    "runs": ["type": "integer", "minimum": 1, "default": 200],
                    "days": ["type": "integer", "minimum": 1, "default": 365],
                ],
                "additionalProperties": false,
            ],
            "maxDestroy": [
                "type": "integer", "minimum": 0,
                "description": "The most objects that one apply may delete or replace.",
            ],
            "capabilities": [
                "type": "object",
                "additionalProperties": ["type": "array", "items": ["enum": ["create", "update", "delete"]]],
                "description": "What the account may still do although the cloud no longer offers it, by kind.",
            ],
            "lint": lint,
            "variables": ["type": "object", "additionalProperties": variable],
            "secrets": ["type": "object", "additionalProperties": secret],
            "allowCommands": [
                "type": "array", "items": ["type": "string"],
                "description": "The programs that secrets may come from.",
            ],
        ])

    static let environment: JSON = document(
        "Environment", "Variables and patches of an environment, in env/<name>.yaml.",
        [
            "variables": ["type": "object"],
            "patches": [
                "type": "array",
                "items": [
                    "type": "object",
                    "properties": ["target": ["type": "string", "pattern": "^[^/]+/.+$"], "spec": ["type": "object"]],
                    "required": ["target", "spec"],
                    "additionalProperties": false,
                ],
            ],
        ])

    private static let lint: JSON = [
        "type": "object",
        "description": "Settings of nacre lint for the workspace.",
        "properties": [
            "severity": ["type": "object", "additionalProperties": ["enum": ["error", "warning", "note"]]],
            "ignore": [
                "type": "array",
                "items": KindSchema.lintIgnore(besides: [
                    "for": ["type": "string", "description": "Kind, Kind/name, Kind/name-* or label=value."]
                ]),
            ],
        ],
        "additionalProperties": false,
    ]

    private static let variable: JSON = [
        "type": "object",
        "properties": [
            "type": [
                "enum": .array(VariableDeclaration.Kind.allCases.map { .string($0.rawValue) }), "default": "string",
            ],
            "default": [:],
            "oneOf": ["type": "array"],
            "sensitive": ["type": "boolean", "default": false],
            "description": ["type": "string"],
        ],
        "additionalProperties": false,
    ]

    private static let secret: JSON = [
        "type": "object",
        "description": "Where the value comes from: an environment variable, a file, a program, or ciphertext of KMS.",
        "properties": [
            "env": ["type": "string"],
            "file": ["type": "string"],
            "command": [
                "type": "array", "items": ["type": "string"], "minItems": 1,
                "description": "A program of allowCommands and its arguments; no shell is involved.",
            ],
            "timeout": ["type": "string", "default": "60s", "description": "How long the program may take."],
            "kms": [
                "type": "object",
                "properties": [
                    "key": ["type": "string", "description": "The tag of the key."],
                    "ciphertext": ["type": "string", "pattern": "^ncpkms:v"],
                ],
                "required": ["key", "ciphertext"],
                "additionalProperties": false,
            ],
        ],
        "oneOf": [["required": ["env"]], ["required": ["file"]], ["required": ["command"]], ["required": ["kms"]]],
        "additionalProperties": false,
    ]

    private static let stateKey: JSON = [
        "type": "object",
        "description": "What keeps the key of the secrets in state: a key file, a key of KMS, or a passphrase.",
        "properties": [
            "file": ["type": "string"],
            "kms": [
                "type": "object", "properties": ["key": ["type": "string"]], "required": ["key"],
                "additionalProperties": false,
            ],
            "passphrase": [
                "type": "object",
                "description": "The variable that holds the passphrase; without one, it is asked for.",
                "properties": ["env": ["type": "string"]],
                "additionalProperties": false,
            ],
        ],
        "minProperties": 1, "maxProperties": 1,
        "additionalProperties": false,
    ]

    private static func document(_ kind: String, _ summary: String, _ spec: JSON) -> JSON {
        [
            "type": "object",
            "description": .string(summary),
            "properties": [
                "apiVersion": ["const": .string(APIVersion.workspace)],
                "kind": ["const": .string(kind)],
                "metadata": ["$ref": "#/$defs/metadata"],
                "spec": ["type": "object", "properties": spec, "additionalProperties": false],
            ],
            "required": ["apiVersion", "kind"],
            "additionalProperties": false,
        ]
    }
}
