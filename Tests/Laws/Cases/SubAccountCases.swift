extension KindCases {
    static let subAccount = [
        KindCases(
            "AccessPolicy",
            otherValues: [
                "description": "see all servers",
                "permissions": [
                    [
                        "effect": "Allow",
                        "targets": [
                            [
                                "product": "Server", "actions": ["View/*", "Change/*"],
                                "resources": ["nrn:PUB:Server:KR:1234567:Server/1"],
                            ],
                            ["product": "VPC", "actions": ["View/*"]],
                        ],
                    ]
                ],
            ]),
        KindCases(
            "SubAccountGroup", otherValues: ["policies": [.example("AccessPolicy", "no-deletions")]],
            // Members of the workspace have left before it is deleted.
            occasionalCalls: ["POST /api/v2/groups/{group-id}/detach-sub-accounts"]),
        KindCases(
            "Role",
            otherValues: [
                "name": "watchers", "sessionExpiration": 3600, "description": "look on",
                "policies": [.example("AccessPolicy", "server-operators")],
            ]),
        KindCases(
            "SubAccount",
            otherValues: [
                "name": "Deployer", "email": "ops@example.com", "memo": "deploys all shops", "consoleAccess": true,
                "apiAccess": false, "passwordReset": true, "active": false, "groups": [],
                "policies": [.example("AccessPolicy", "server-operators")],
            ]),
        KindCases("AccessKey", otherValues: ["active": false]),
    ]
}
