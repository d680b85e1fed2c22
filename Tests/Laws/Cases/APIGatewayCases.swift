extension KindCases {
    static let apiGateway = [
        KindCases(
            "Product",
            otherValues: ["description": "the shop as a service", "name": "market", "subscription": "PUBLIC"]),
        KindCases("Api", otherValues: ["description": "returns too", "document": "# Orders\n\nHow to place them."]),
        KindCases(
            "Resource",
            otherValues: [
                "cors": [
                    "origin": "https://example.com", "methods": ["GET"], "headers": ["X-Token", "X-Trace"],
                    "exposeHeaders": ["X-Count"], "credentials": true, "maxAge": 600,
                ]
            ]),
        KindCases(
            "Method",
            otherValues: [
                "apiKeyRequired": true,
                "authentication": "NONE",
                "authorizer": .example("Authorizer", "tokens"),
                "consumes": ["application/json", "text/plain"],
                "description": "finds an order",
                "endpoint": ["mock": ["status": 404, "body": "none", "headers": ["X-Mock": "yes"]]],
                "parameters": [
                    ["in": "query", "name": "fields", "type": "string", "required": true],
                    ["in": "header", "name": "fields", "type": "integer"], ["in": "form", "name": "note"],
                ],
                "produces": ["text/plain"],
                "requestBody": ["model": .example("Model", "Order"), "name": "whole"],
                "responses": [
                    ["status": 200, "description": "it", "headers": [["name": "X-Count", "type": "integer"]]],
                    ["status": 404, "description": "none"],
                ],
                "validation": ["queryStrings": ["fields"], "headers": ["X-Trace"]],
            ],
            preconditions: ["authorizer": ["authentication": .null]]),
        KindCases(
            "Model",
            otherValues: [
                "description": "what was ordered",
                "schema": ["type": "object", "properties": ["id": ["type": "integer"]]],
            ]),
        KindCases(
            "GatewayResponse",
            otherValues: [
                "headers": [["name": "X-Reason", "value": "'nobody'"], ["name": "X-More", "value": "'1'"]],
                "status": 403,
                "templates": [["contentType": "text/plain", "template": "who?"]],
            ]),
        KindCases(
            "Stage",
            otherValues: [
                "cacheTtl": 30,
                "canary": ["endpoint": "https://next.example.com", "percent": .number(12.5), "throttle": 20],
                "contentEncoding": true,
                "defaultPlan": ["requestsPerSecond": 10, "quota": ["perDay": 100, "perMonth": 1000]],
                "endpoint": "NONE",
                "ipAcl": ["rule": "ALLOWED", "addresses": ["10.0.0.0/8", "203.0.113.7"]],
                "maintenance": ["status": 503, "response": "back at noon"],
                "minimumCompressionSize": 1024,
                "published": true,
                "throttle": 200,
                "usagePlans": [],
            ],
            preconditions: ["minimumCompressionSize": ["contentEncoding": true]],
            testedInScenarios: ["deployment", "methods"]),
        KindCases(
            "UsagePlan",
            otherValues: [
                "description": "for partners", "name": "partners", "quota": ["perDay": 10, "perMonth": 100],
                "quotaCondition": "2xx", "requestsPerSecond": 5,
            ]),
        KindCases(
            "ApiKey", otherValues: ["description": "the app on tablets", "enabled": false, "name": "tablet-app"]),
        KindCases(
            "Subscription",
            otherValues: [
                "approval": "REJECTED",
                "plans": [["stage": .example("Stage", "v1"), "plan": .example("UsagePlan", "partner")]],
            ]),
        KindCases(
            "Authorizer",
            otherValues: [
                "cacheTtl": 60, "description": "looks at tokens", "function": "check-all", "name": "all-tokens",
                "payload": [["in": "query", "name": "token"], ["in": "header", "name": "Authorization"]],
                "region": "SGN",
            ]),
    ]
}
