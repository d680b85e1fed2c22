import Model

/// The regions that an edge finds buckets and load balancers in.
enum EdgeRegion {
    static let codes = ["KR", "HK", "SGN", "JPN", "USWN", "DEN", "FKR"]
}

/// Where an edge takes content from.
enum EdgeOrigin {
    static let fields = [
        Field(
            "type", .enumeration(["OBJECT_STORAGE", "LOAD_BALANCER", "API_GATEWAY", "CUSTOM"]), .required,
            "What it is: a bucket, a load balancer, an API Gateway or any other host."),
        Field("bucket", .reference("Bucket"), "The bucket, for OBJECT_STORAGE."),
        Field(
            "region", .enumeration(EdgeRegion.codes),
            "The region of the bucket or load balancer (default: KR)."),
        Field("host", .string, "The host name, for all but OBJECT_STORAGE."),
        Field(
            "protocol", .enumeration(["HTTP", "HTTPS"]), .optional, initial: "HTTP",
            "What the origin is asked by (default: HTTP)."),
        Field(
            "port", .integer, .optional, initial: 80, constraints: [.range(1...65_535)], "Its port (default: 80)."),
        Field(
            "path", .string, .optional, constraints: [.length(0...100)],
            "What is put before each path that it is asked for."),
        Field(
            "hostHeader", .enumeration(["INCOMING_HOST_HEADER", "ORIGIN_HOSTNAME", "CUSTOM"]), .optional,
            initial: "INCOMING_HOST_HEADER", "Which host name the origin is sent (default: that of the caller)."),
        Field("hostName", .string, "The host name that it is sent, for hostHeader CUSTOM."),
    ]
    static let paths = [
        "type": "originalCopyLocation.type", "bucket": "originalCopyLocation.bucketName",
        "region": "originalCopyLocation.region", "host": "originalCopyLocation.customLocation",
        "protocol": "originalCopyProtocol.type", "port": "originalCopyProtocol.port", "path": "originalCopyPath",
        "hostHeader": "forwardHostHeader.type", "hostName": "forwardHostHeader.customHostHeader",
    ]
}

/// Where its logs go.
enum EdgeLog {
    static let fields = [
        Field("bucket", .reference("Bucket"), .required, "The bucket."),
        Field(
            "region", .enumeration(EdgeRegion.codes), .optional, initial: "KR",
            "Its region (default: KR)."),
        Field("prefix", .string, "How the names of the logs begin."),
    ]
    static let paths = [
        "bucket": "objectStorage.bucketName", "region": "objectStorage.region", "prefix": "bucketPrefix",
    ]
}

/// How long content is cached.
enum EdgeCaching {
    static let fields = [
        Field(
            "mode", .enumeration(["CACHING", "BYPASS_CACHE", "ORIGIN_CACHE_CONTROL_HEADER"]), .optional,
            initial: "CACHING", "Cached for 'age', never, or as the headers of the origin say (default: CACHING)."),
        Field(
            "age", .integer, .optional, constraints: [.range(1...31_536_000)], "How long, in 'ageUnit': up to 365 days."
        ),
        Field(
            "ageUnit", .enumeration(["SECONDS", "MINUTES", "HOURS", "DAYS"]), .optional, initial: "DAYS",
            "The unit of 'age' (default: DAYS)."),
        Field(
            "revalidate", .enumeration(["IF_POSSIBLE", "ALWAYS"]), .optional, initial: "IF_POSSIBLE",
            "Whether old content is served while the origin cannot be asked (default: IF_POSSIBLE)."),
    ]
    static let paths = [
        "mode": "ruleDefinitionType", "age": "cacheRevalidateConfig.age", "ageUnit": "cacheRevalidateConfig.ageType",
        "revalidate": "cacheRevalidateConfig.type",
    ]
}

/// One rule for a part of the content.
enum EdgeRule {
    static let fields =
        [
            Field("name", .string, .required, "Its name, unique in the edge."),
            Field(
                "match", .enumeration(["DIRECTORY", "FILE_EXTENSION", "ADVANCED"]), .required,
                "What its conditions are about."),
            Field(
                "conditions", .list(.string), .required, constraints: [.count(1...100)],
                "Directories such as /api/, extensions such as png, or conditions of the console's rule builder."),
        ] + EdgeCaching.fields + [
            Field("deny", .boolean, .optional, initial: false, "Whether requests are rejected (default: false)."),
            Field("rewrite", .string, "The path that the origin is asked for instead."),
        ]
    static let paths = EdgeCaching.paths.merging([
        "name": "ruleName", "match": "ruleType", "conditions": "ruleConditions", "deny": "accessDeny",
        "rewrite": "urlRewrite.rewriteTarget",
    ]) { $1 }
}

/// One header that is added, changed or removed.
enum EdgeHeader {
    static let fields = [
        Field("name", .string, .required, "The name of the rule."),
        Field(
            "direction", .enumeration(["ORIGIN_REQUEST", "CLIENT_RESPONSE"]), .required,
            "Whether it is a header to the origin or one to the caller."),
        Field("action", .enumeration(["ADD", "MODIFY", "REMOVE"]), .required, "What is done."),
        Field("header", .string, .required, constraints: [.headerText], "The header."),
        Field("value", .string, constraints: [.headerText], "Its value; none for REMOVE."),
    ]
    static let paths = [
        "name": "ruleName", "direction": "type", "action": "header.type", "header": "header.name",
        "value": "header.value",
    ]
}

/// Which query strings cached content is distinguished by.
enum EdgeQuery {
    static let fields = [
        Field(
            "mode", .enumeration(["ALL_ALLOWED", "ALL_IGNORED", "ALLOW_SPECIFIC_STRING"]), .required,
            "All, none, or those in 'names'."),
        Field("names", .list(.string), "The query strings, for ALLOW_SPECIFIC_STRING."),
    ]
    static let paths = ["mode": "type", "names": "queryStrings"]
}
