import Model

extension KindCases {
    static let objectStorage = [
        KindCases(
            "Bucket",
            otherValues: [
                "acl": "private",
                "cors": [
                    ["origins": ["*"], "methods": ["GET"]],
                    ["origins": ["https://a.example"], "methods": ["PUT", "POST"], "headers": ["*"], "maxAge": 5],
                ],
                "lifecycle": [["name": "old", "prefix": "logs/", "expireAfter": 30]],
                "versioning": "suspended",
            ],
            preconditions: [
                "lifecycle": ["service": "ncloud-storage"],
                "versioning": ["service": "ncloud-storage", "versioning": "enabled"],
            ]),
        KindCases(
            "StorageObject",
            otherValues: [
                "acl": "private", "content": .string(FileContent(Array("<p>Sold out</p>\n".utf8)).text),
                "contentType": "text/plain", "metadata": ["team": "shop", "stage": "test"],
            ],
            isExportable: false),
    ]
}
