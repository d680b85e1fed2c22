import OrderedCollections
import OrderedJSON

/// The API key of a call, its subscription and its plan. Source: api/apigateway.md §7; answers: api/signing.md §3.
enum KeyCheck {
    static let header = "x-ncp-apigw-api-key"

    /// Puts key and plan into an invocation whose method asks for a key.
    static func check(_ invocation: inout Invocation, _ world: World) throws(GatewayRefusal) {
        guard invocation.method["requiredApiKey"]?["required"]?.bool == true else { return }
        guard let secret = invocation.request.headers[header], !secret.isEmpty else {
            throw GatewayRefusal(.authenticationFailed, "Authentication information are missing.")
        }
        guard let key = key(secret, world) else {
            throw GatewayRefusal(.authenticationFailed, "Invalid authentication information.")
        }
        let link = world[.subscription, Subscriptions.id(key: key.id, product: invocation.product.id)]
        guard let link, link["status"] == "ACCEPTED" else {
            throw GatewayRefusal(.permissionDenied, "A subscription to the API is required.")
        }
        invocation.keyId = key.id
        let named = world[.usagePlan, link.attributes["plans"]?[invocation.stage.id]?.text ?? ""]
        let plan = named ?? invocation.stage
        let limits = ["rateRps", "dayQuotaRequest", "monthQuotaRequest", "quotaCondition"]
        invocation.plan = plan.fields(limits)
    }

    /// Whether the API key of a call of NAVER's own services is one of the account's. Signature v1 has one, v2 none; the
    /// subscription to the service is not looked at. Source: api/signing.md §2, §3.
    /// - Parameter world: nil for an account that has not called yet.
    static func checkSigner(_ request: Request, _ world: World?) throws(Failure) {
        guard let secret = request.headers[header] else { return }
        guard let world, key(secret, world) != nil else {
            throw .unauthenticated("Invalid authentication information.")
        }
    }

    /// The enabled key that a text is the primary or the secondary secret of.
    private static func key(_ secret: String, _ world: World) -> Record? {
        let found = ["primaryKey", "secondaryKey"].flatMap { world.records(.apiKey, where: $0, is: secret) }
        return found.first { $0.flag("isEnabled") }
    }
}
