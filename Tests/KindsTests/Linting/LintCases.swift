import Testing

/// For one rule, manifests that break it and the same mended.
struct LintCase: Sendable, CustomTestStringConvertible {
    var rule: String
    /// What makes the difference.
    var promise: String
    var broken: String
    var mended: String

    var testDescription: String { "\(rule): \(promise)" }

    init(_ rule: String, in area: String = "gateway", _ promise: String, broken: String, mended: String) {
        self.rule = "\(area)/\(rule)"
        self.promise = promise
        self.broken = broken
        self.mended = mended
    }

    static let all = gateway + scaling + storage

    /// A product with one API, which holds `parts`; `others` are documents beside it.
    static func shop(_ parts: String, others: String = "") -> String {
        let inner = parts.split(separator: "\n", omittingEmptySubsequences: false).map { "      \($0)" }
        return """
            apiVersion: ncloud/v1
            kind: Product
            metadata: {name: shop}
            spec:
              subscription: PROTECTED
              apis:
                - name: orders
            \(inner.joined(separator: "\n"))
            ---
            \(others)
            """
    }

    /// An API with one path and methods of these settings; an HTTP endpoint is supplied.
    static func methods(_ methods: String..., path: String = "/orders", target: String? = nil, more: String = "")
        -> String
    {
        let entries = methods.map { "    - {\($0), endpoint: {http: {method: GET, path: \"\(target ?? path)\"}}}" }
        return shop(
            """
            resources:
            - path: "\(path)"
              methods:
            \(entries.joined(separator: "\n"))
            \(more)
            """)
    }

    static func model(_ schema: String, more: String = "") -> String {
        shop(
            """
            resources:
            - path: /orders
              methods:
                - method: POST
                  endpoint: {http: {method: POST, path: /orders}}
                  requestBody: {model: Order, name: order}
            models:
            - {name: Order, schema: \(schema)}
            \(more)
            """)
    }

    /// An API with a method that asks for nothing but what is given, and a stage with these settings.
    static func stage(_ settings: String, method: String = "authentication: IAM", others: String = "") -> String {
        shop(
            """
            resources:
            - path: /orders
              methods:
                - {method: GET, \(method), endpoint: {http: {method: GET, path: /orders}}}
            stages:
            - {name: v1, \(settings)}
            """, others: others)
    }

    static let plan = """
        apiVersion: ncloud/v1
        kind: UsagePlan
        metadata: {name: partner}
        spec: {requestsPerSecond: 5}
        """
    static let otherPlan = plan.replacing("partner", with: "public")
    static let authorizer = """
        apiVersion: ncloud/v1
        kind: Authorizer
        metadata: {name: tokens}
        spec: {region: KR, function: check}
        """
    static let server = "endpoint: \"https://orders.example.com\""

    static func subscription(_ plan: String) -> String {
        """
        \(self.plan)
        ---
        \(otherPlan)
        ---
        apiVersion: ncloud/v1
        kind: ApiKey
        metadata: {name: mobile}
        ---
        apiVersion: ncloud/v1
        kind: Subscription
        metadata: {name: mobile}
        spec: {key: mobile, product: shop, plans: [{stage: shop.orders.v1, plan: \(plan)}]}
        """
    }
}
