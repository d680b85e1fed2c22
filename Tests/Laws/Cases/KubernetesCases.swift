import Model

extension KindCases {
    static let kubernetes = [
        KindCases(
            "KubernetesCluster",
            otherValues: [
                "version": "1.35.3-nks.2", "auditLog": true, "kmsKey": .example("KmsKey", "orders"),
                "returnProtection": true, "authType": "API",
                "subnets": [.example("Subnet", "nodes"), .example("Subnet", "orders")],
                "accessEntries": [
                    [
                        "entry": "nrn:PUB:IAM::1234567:SubAccount/4f9c2ab0", "groups": ["developers"],
                        "policies": [["type": "NKSEditPolicy", "scope": "namespace", "namespaces": ["shop", "test"]]],
                    ],
                    [
                        "entry": "nrn:PUB:IAM::1234567:Role/7be01d55",
                        "policies": [["type": "NKSAdminPolicy", "scope": "cluster"]],
                    ],
                ],
                "oidc": [
                    "issuerUrl": "https://login.example.com", "clientId": "shop", "usernameClaim": "email",
                ],
                "ipAcl": [
                    "defaultAction": "deny",
                    "entries": [
                        ["address": "203.0.113.0/24", "action": "allow", "comment": "the office"],
                        ["address": "198.51.100.0/24", "action": "allow"],
                    ],
                ],
            ],
            preconditions: ["authType": ["authType": "CONFIG_MAP", "accessEntries": .null]],
            irreversible: ["version", "kmsKey", "subnets"],
            testedInScenarios: ["lbPrivateSubnet", "lbPublicSubnet", "kubeconfigFile"],
            status: StatusPlace("kubernetesCluster", "status", ready: "NO_NODE")),
        KindCases(
            "NodePool",
            otherValues: [
                "nodeCount": 3, "autoscale": ["min": 1, "max": 3],
                "labels": [["key": "tier", "value": "batch"], ["key": "team", "value": "shop"]],
                "taints": [["key": "dedicated", "value": "batch", "effect": "NoExecute"]],
            ],
            testedInScenarios: ["version", "subnets"],
            status: StatusPlace("kubernetesNodePool", "status", ready: "RUN")),
        KindCases("KubernetesVersion"),
        KindCases("KubernetesImage"),
    ]
}
