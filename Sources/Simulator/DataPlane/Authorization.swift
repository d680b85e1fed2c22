import OrderedJSON

/// Whether a caller may call a method: the account's signature, or an authorizer's word.
/// Source: api/apigateway.md §4.2 (authentication), §9.
enum Authorization {
    static func check(_ invocation: Invocation, _ world: World) throws(GatewayRefusal) {
        let authentication = invocation.method["authentication"]
        switch authentication?["platform"]?.text ?? "NONE" {
        case "IAM":
            guard invocation.isSigned else {
                throw GatewayRefusal(.authenticationFailed, "Invalid authentication information.")
            }
        case "AUTHORIZER":
            let authorizer = world[.authorizer, authentication?["authorizerId"]?.text ?? ""]
            guard let authorizer, allows(authorizer, value: invocation.value) else {
                throw GatewayRefusal(.authenticationFailed, "The authorizer denied the request.")
            }
        default: break
        }
    }

    /// Whether an authorizer lets a caller in.
    ///
    /// There are no functions to run here: every value of the payload must be given, and where the record has a list
    /// `simulatedAllow`, one of them must stand in it. What a function is asked and answers is not documented.
    static func allows(_ authorizer: Record, value: (_ place: String, _ name: String) -> String?) -> Bool {
        let payload = authorizer.attributes["authorizerConfig"]?["payload"]?.elements ?? []
        let values = payload.map { value($0["in"]?.text ?? "", $0["name"]?.text ?? "") ?? "" }
        guard !values.contains("") else { return false }
        guard authorizer.attributes["simulatedAllow"] != nil else { return true }
        return authorizer.list("simulatedAllow").contains(where: values.contains)
    }
}
