import Model

extension KindCases {
    static let globalEdge = [
        KindCases("EdgeProfile", otherValues: ["name": "shop-2"]),
        KindCases(
            "Edge",
            otherValues: [
                "protocol": "HTTPS",
                "origin": [
                    "type": "CUSTOM", "host": "www.example.com", "protocol": "HTTPS", "port": 443,
                    "hostHeader": "CUSTOM", "hostName": "shop.example.com",
                ],
                "logging": ["bucket": .example("Bucket", "shop-pages"), "prefix": "log/"], "http2": false, "cors": true,
                "hsts": true, "clientAddressHeader": true, "compression": false, "largeFiles": false,
                "headers": [
                    [
                        "name": "server", "direction": "CLIENT_RESPONSE", "action": "REMOVE", "header": "Server",
                    ],
                    [
                        "name": "from", "direction": "ORIGIN_REQUEST", "action": "ADD", "header": "X-From",
                        "value": "edge",
                    ],
                ],
                "caching": ["mode": "ORIGIN_CACHE_CONTROL_HEADER"],
                "cacheRules": [
                    ["name": "api", "match": "DIRECTORY", "conditions": ["/api/", "/v2/"], "mode": "BYPASS_CACHE"],
                    ["name": "old", "match": "DIRECTORY", "conditions": ["/old/"], "age": 5, "rewrite": "/new/"],
                ],
                "cacheErrors": false, "cacheKeyHost": "ORIGIN_HOSTNAME", "queryStrings": ["mode": "ALL_IGNORED"],
                "bypassQueryStrings": ["token"], "removeVary": false, "accessMode": "BLACKLIST",
                "addresses": ["192.0.2.0/24"], "countries": ["KR", "JP"], "referers": ["www.example.com"],
            ], status: StatusPlace("cdnEdge", "status", ready: "RUNNING")),
        KindCases(
            "EdgeCertificate", otherValues: ["tlsVersion": "TLS_ALL_VERSIONS", "ciphers": "STRICT"],
            status: StatusPlace("edgeSlot", "status", ready: "RUNNING")),
    ]
}
