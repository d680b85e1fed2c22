import OrderedJSON

// Stages, and what they serve.

extension GatewayReading {
    /// The stages by their ids.
    var stages: [String: JSON] {
        Dictionary(rows("stage").map { ($0["id"]?.text ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// How often a stage was ever deployed, canaries too, as long as no deployment was deleted.
    func deployments(of stage: String) -> Int { rows("deployment").count { $0["stageId"]?.text == stage } }

    /// What a stage serves, by one of its numbers, with the names that things have in `names`.
    func served(by stage: JSON, _ number: String = "deployedStageDeploymentNo", names: GatewayReading) -> [String: JSON]
    {
        var facts = GatewayFacts()
        GatewayContents(deployment(of: stage, number)["contents"] ?? [:], of: "it", in: names).write(to: &facts)
        return facts.served(in: "it")
    }

    /// The API as it is, in the same form.
    func workingCopy(behind stage: JSON) -> [String: JSON] {
        let place = place(row(stage["apiId"]?.text))
        let own = facts.served(in: place).map { title, value in
            (title.replacing("\(place) ", with: "it ", maxReplacements: 1), value)
        }
        return Dictionary(own, uniquingKeysWith: { first, _ in first })
    }

    private func deployment(of stage: JSON, _ number: String = "deployedStageDeploymentNo") -> JSON {
        let number = stage[number]?.text
        return rows("deployment").first { $0["id"]?.text == number } ?? [:]
    }

    func stage(_ stage: JSON) -> JSON {
        let isMaintained = stage["isMaintenance"]?.bool == true
        let addresses = (stage["ipAclList"]?.text ?? "").split(separator: ",").map { JSON.string(String($0)) }
        return [
            "endpoint": stage["endpointDomain"] ?? .null, "cacheTtl": stage["cacheTtlSec"] ?? .null,
            "throttle": stage["throttleRps"] ?? .null,
            "ipAcl": ["rule": stage["ipAclCode"] ?? .null, "addresses": .array(addresses)],
            "maintenance": isMaintained
                ? ["status": stage["statusCode"] ?? .null, "response": stage["response"] ?? .null] : .null,
            "contentEncoding": stage["enabledContentEncoding"] ?? .null,
            "minimumCompressionSize": stage["minimumCompressionSize"] ?? .null,
            "published": stage["isPublished"] ?? .null, "defaultPlan": limits(stage, [:]),
            "usagePlans": .array((stage["usagePlanIds"]?.elements ?? []).map { .string(plan($0.text)) }),
            "methods": methods(of: stage), "canary": canary(stage),
        ]
    }

    /// Methods with settings of their own. Those that are served still but are gone from the API nobody can see.
    private func methods(of stage: JSON) -> JSON {
        let settings = deployment(of: stage)["overrides"]?.members ?? [:]
        return .array(
            settings.compactMap { key, setting -> JSON? in
                let words = key.split(separator: " ").map(String.init)
                guard let path = row(words[0])["resourcePath"], row(words[0])["methods"]?[words[1]] != nil else {
                    return nil
                }
                // A setting that names the stage's own server leaves the method where it was.
                let server = setting["endpointDomain"] == stage["endpointDomain"] ? nil : setting["endpointDomain"]
                return [
                    "path": path, "method": .string(words[1]), "endpoint": server ?? .null,
                    "cacheTtl": setting["cacheTtlSec"] ?? .null, "throttle": setting["throttleRps"] ?? .null,
                ]
            })
    }

    private func canary(_ stage: JSON) -> JSON {
        guard stage["canaryDeploymentNo"]?.integer ?? 0 > 0 else { return .null }
        let byShare = stage["useDistributionRate"]?.bool == true
        let conditions = (stage["canaryConditions"]?.elements ?? []).map { condition -> JSON in
            [
                "in": condition["parameterCode"]?.text == "REQUEST_QUERY" ? "query" : "header",
                "name": condition["parameterName"] ?? .null, "value": condition["parameterValue"] ?? .null,
            ]
        }
        return [
            "endpoint": stage["canaryEndpointDomain"] ?? .null,
            "percent": byShare ? stage["canaryDistributionRate"] ?? .null : .null,
            "conditions": byShare ? .null : .array(conditions), "cacheTtl": stage["canaryCacheTtlSec"] ?? .null,
            "throttle": stage["canaryThrottleRps"] ?? .null,
        ]
    }

    /// What a plan allows, a stage's own one too.
    func limits(_ row: JSON, _ others: [String: JSON]) -> JSON {
        var members = others
        members["requestsPerSecond"] = row["rateRps"]
        members["quota"] = ["perDay": row["dayQuotaRequest"] ?? .null, "perMonth": row["monthQuotaRequest"] ?? .null]
        members["quotaCondition"] = row["quotaCondition"]
        return .object(.init(uniqueKeysWithValues: members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    }
}
