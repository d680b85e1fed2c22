/// Where the documents of API Gateway leave a question open, the other answer than the simulator's usual one.
///
/// A client that works with and without each of them does not depend on a guess. Source: api/apigateway.md §12.
public enum APIGatewayQuirk: String, CaseIterable, Sendable {
    /// Deleting an object takes along what it holds; usually that is refused. (§12.1)
    case cascadingDeletes = "cascading-deletes"
    /// Flags and the list of dashboard keys are spelled as in the description of 2023 (`isDefault`, `isDeleted`,
    /// `isEnabled`, a plain list), not as in the newer samples. (§1.4, §10)
    case describedSpelling = "described-spelling"
    /// A parameter, header, template or method response that exists is overwritten; usually that is refused. (§12.8)
    case overwriteDuplicates = "overwrite-duplicates"
    /// Reading a body that was never set answers 200 with `{}`; usually 404. (§12.7)
    case unsetBodyIsObject = "unset-body-is-object"
    /// Reading a body that was never set answers 200 with nothing at all. (§12.7)
    case unsetBodyIsNothing = "unset-body-is-nothing"
    /// The overrides of methods are taken over by the next deployment; usually it begins without. (§12.6)
    case carryOverrides = "carry-overrides"
    /// While a canary runs, deploying an API renews the canary; usually the stage. (§12.6)
    case deployToCanary = "deploy-to-canary"
    /// After a promotion the canary goes on with no calls sent to it; usually it ends. (§12.6)
    case promoteKeepsCanary = "promote-keeps-canary"
    /// Importing resources removes those the document lacks; usually they stay. (§12.11)
    case importReplaces = "import-replaces"
    /// The search for stages finds those without the plan; usually those with it. (§12.9)
    case searchFindsOtherStages = "search-finds-other-stages"
    /// Keys of one's own are accepted at once, whatever the product says. (§7)
    case acceptOwnKeys = "accept-own-keys"
}
