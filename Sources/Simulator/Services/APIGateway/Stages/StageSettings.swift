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

    static func render(_ stage: Record) -> JSON { stage.fields(names) }

    /// Every setting, null where the request leaves it out.
    static func values(_ body: JSON) throws(Failure) -> [String: JSON] {
        try EndpointDomain.check(body, "endpointDomain")
        _ = try body.number("cacheTtlSec", in: 1...3600)
        _ = try body.number("throttleRps", in: 1...2_147_483_647)
        _ = try body.number("statusCode", in: 100...599)
        let size = try body.number("minimumCompressionSize", in: 0...10_485_760)
        if body["ipAclCode"] != nil {
            _ = try body.choice("ipAclCode", of: ["ALLOWED", "REJECTED"])
        }
        let addresses = try body.optionalText("ipAclList", upTo: 2000)
        guard (body["ipAclCode"] == nil) == (addresses == nil), addresses.map({ AddressList($0) != nil }) ?? true
        else { throw .invalidField("ipAclList") }
        _ = try body.optionalText("response", upTo: 1500)
        guard size == nil || body["enabledContentEncoding"]?.bool == true else {
            throw .invalidField("minimumCompressionSize")
        }
        var values = Dictionary(uniqueKeysWithValues: settings.map { ($0, body[$0] ?? .null) })
        for name in ["isMaintenance", "enabledContentEncoding"] {
            values[name] = .bool(try body.flag(name) ?? false)
        }
        return values
    }
}
