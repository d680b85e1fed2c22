extension KindCases {
    static let kms = [
        KindCases(
            "KmsKey",
            otherValues: [
                "acl": ["enabled": true, "addresses": ["10.0.0.6", "203.0.113.7"]],
                "autoRotation": false,
                "enabled": false,
                "memo": "wraps the data keys of returns",
                "name": "returns",
                "rotationPeriod": 30,
            ],
            preconditions: ["autoRotation": ["rotationPeriod": .null]],
            isReadyAtOnce: true)
    ]
}
