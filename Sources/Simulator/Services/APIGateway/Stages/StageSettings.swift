import OrderedJSON

/// The settings of a stage, which one PUT replaces as a whole. Source: api/apigateway.md §5.1.
enum StageSettings {
    private static let settings = [
        "endpointDomain", "cacheTtlSec", "throttleRps", "ipAclCode", "ipAclList", "isMaintenance", "statusCode",
        "response", "enabledContentEncoding", "minimumCompressionSize",
    ]
    private static let names =
        ["stageId", "stageName", "apiId"] + settings
        + [
            "deployedStageDeploymentNo", "rateRps", "dayQuotaRequest", "monthQuotaRequest", "regTime", "modifier",
            "tenantId",
        ] + Canary.names

    static func render(_ stage: Record) -> JSON { APIGatewayAnswers.fields(stage, names) }

    /// Every setting, null where the request leaves it out.
    static func values(_ body: JSON) throws(Failure) -> [String: JSON] {
        try EndpointDomain.check(body, "endpointDomain")
        _ = try APIGatewayRules.number(body, "cacheTtlSec", in: 1...3600)
        _ = try APIGatewayRules.number(body, "throttleRps", in: 1...2_147_483_647)
        _ = try APIGatewayRules.number(body, "statusCode", in: 100...599)
        let size = try APIGatewayRules.number(body, "minimumCompressionSize", in: 0...10_485_760)
        if body["ipAclCode"] != nil {
            _ = try APIGatewayRules.choice(body, "ipAclCode", of: ["ALLOWED", "REJECTED"])
        }
        let addresses = try APIGatewayRules.optionalText(body, "ipAclList", upTo: 2000)
        guard (body["ipAclCode"] == nil) == (addresses == nil), addresses.map({ AddressList($0) != nil }) ?? true
        else { throw APIGatewayRules.invalid("ipAclList") }
        _ = try APIGatewayRules.optionalText(body, "response", upTo: 1500)
        guard size == nil || body["enabledContentEncoding"]?.bool == true else {
            throw APIGatewayRules.invalid("minimumCompressionSize")
        }
        var values = Dictionary(uniqueKeysWithValues: settings.map { ($0, body[$0] ?? .null) })
        for name in ["isMaintenance", "enabledContentEncoding"] {
            values[name] = .bool(try APIGatewayRules.flag(body, name) ?? false)
        }
        return values
    }
}
