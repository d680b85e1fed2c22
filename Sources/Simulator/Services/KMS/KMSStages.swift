import OrderedJSON

/// API 1.0: the calls that use a key, below the stage of a signature's version. Source: api/kms.md §5, seed 004.
enum KMSStages {
    /// - Parameter name: nil for what API 1.0 does not offer.
    static func routes(_ name: String?, _ handler: @escaping KMS.KeyHandler) -> [RESTRoute] {
        guard let name else { return [] }
        return ["v1", "v2"].map { stage in
            RESTRoute("POST", "/keys/\(stage)/:/\(name)") { world, call throws(Failure) in
                if stage == "v1" { try requireOlderSignature(call) }
                let key = try KMS.find(call, &world)
                let data = try KMSActivities.logging(call, of: key, &world, handler)
                return .json(["code": "SUCCESS", "msg": "", "data": data])
            }
        }
    }

    /// The gateway has checked the signature, and that an API key is the account's; here both have to be there.
    /// (inferred: the product need not be subscribed with the key) Source: api/signing.md §2.
    private static func requireOlderSignature(_ call: RESTCall) throws(Failure) {
        guard call.headers[KeyCheck.header] != nil, call.headers["x-ncp-apigw-signature-v1"] != nil else {
            throw .unauthenticated("Authentication information are missing.")
        }
    }
}
