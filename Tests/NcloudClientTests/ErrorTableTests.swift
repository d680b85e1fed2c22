import OrderedJSON
import Testing

@testable import NcloudClient

@Suite struct ErrorTableTests {
    static let create = APIRequest.action(.vpc, "createSubnet")
    static let aclRules = APIRequest.action(.vpc, "getNetworkAclRuleList")
    static let box = APIRequest.rest(.dataBoxFrame, .get, "/data-box/get-data-box-summary-info")
    static let product = APIRequest.rest(.apiGateway, .get, "/products/9aip5utnp2")

    static func failure(_ status: Int, _ body: String, _ request: APIRequest = create) -> APIFailure {
        APIFailure(
            HTTPResponse(status: status, body: Array(body.utf8)), to: request, skew: nil, retryAfter: nil)
    }

    static let makeKey = APIRequest.rest(.subAccount, .post, "/sub-accounts/u1/access-keys")
    static let deleteProduct = APIRequest.rest(.apiGateway, .delete, "/products/9aip5utnp2")
    static let deleteCluster = APIRequest.rest(.nks, .delete, "/clusters/5f0c")
    static let deleteMaintenance = APIRequest.rest(.cloudInsight, .delete, "/planned-maintenances/7")
    static let putObject = APIRequest.storage(.objectStorage, "PutObject", .put, "/pages/a")
    /// What a proxy answers that knows no such route.
    static let routeless = #"{"error":{"code":404,"message":"no route matched with those values"}}"#

    static let bucket = APIRequest.storage(.objectStorage, "ListObjects", .get, "/pages")
    static let head = APIRequest.storage(.objectStorage, "HeadObject", .head, "/pages/a")

    static let zone = APIRequest.rest(.globalDNS, .get, "/domains/120")
    static let place = APIRequest.rest(.geoLocation, .get, "/geoLocation")
    static let certificate = APIRequest.rest(.certificateManager, .post, "/certificate/withExternal")
    static let renewal = APIRequest.rest(.certificateManagerV2, .post, "/certificate/withExternal")
    static let edge = APIRequest.rest(.globalEdge, .post, "/profile")
    static let template = APIRequest.rest(.mail, .post, "/template")
    static let rule = APIRequest.rest(.cloudInsight, .post, "/rule/group/metrics")
    static let events = APIRequest.rest(.securityMonitoring, .post, "/getIDSList")

    static func storage(_ code: String) -> String {
        "<?xml version=\"1.0\"?><Error><Code>\(code)</Code><Message>words</Message><RequestId>7</RequestId></Error>"
    }
    static func gateway(_ code: String) -> String { #"{"error":{"errorCode":"\#(code)","message":"words"}}"# }
    static func coded(_ code: String) -> String { #"{"returnCode":"\#(code)","returnMessage":"words"}"# }
    static func edgeCode(_ code: String) -> String { #"{"code":"\#(code)","message":"words","traceId":"7"}"# }
    static func busyWords(_ code: String) -> String {
        #"{"responseError":{"returnCode":"\#(code)","returnMessage":"The server is in operation."}}"#
    }
    static func service(_ code: String) -> String {
        #"{"responseError":{"returnCode":"\#(code)","returnMessage":"words"}}"#
    }

    /// A classification without what it carries.
    static func name(_ classification: Classification) -> String {
        String("\(classification)".prefix { $0 != "(" })
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var status: Int
        var body: String
        var request = ErrorTableTests.create
        var expected: String
        var testDescription: String { "\(status) \(body) \(request.endpoint)" }
    }

    static let rows = [
        Row(status: 429, body: gateway("410"), expected: "retry"),
        Row(status: 429, body: gateway("420"), expected: "retry"),
        Row(status: 429, body: gateway("400"), expected: "quota"),
        Row(status: 429, body: "slow down", expected: "retry"),
        Row(status: 503, body: gateway("500"), expected: "ambiguous"),
        Row(status: 503, body: gateway("530"), expected: "ambiguous"),
        Row(status: 503, body: "", expected: "ambiguous"),
        Row(status: 504, body: gateway("510"), expected: "ambiguous"),
        Row(status: 500, body: gateway("900"), expected: "ambiguous"),
        Row(status: 502, body: "<html><body>Bad Gateway</body></html>", expected: "ambiguous"),
        Row(status: 400, body: service("1001015"), expected: "busy"),
        Row(status: 500, body: service("1300"), expected: "ambiguous"),
        Row(status: 400, body: service("1011002"), expected: "busy"),
        Row(status: 400, body: service("1011002"), request: aclRules, expected: "gone"),
        Row(status: 400, body: service("1007000"), expected: "gone"),
        Row(status: 400, body: service("1001007"), expected: "refused"),
        Row(status: 400, body: service("9999999"), expected: "refused"),
        Row(status: 500, body: service("9999999"), expected: "ambiguous"),
        Row(status: 400, body: busyWords("77"), expected: "busy"),
        Row(status: 500, body: busyWords("77"), expected: "ambiguous"),
        Row(status: 503, body: busyWords("1100000"), expected: "refused"),
        Row(status: 401, body: gateway("200"), expected: "unauthenticated"),
        Row(status: 404, body: gateway("300"), request: product, expected: "refused"),
        Row(status: 404, body: gateway("10009"), request: product, expected: "gone"),
        Row(status: 404, body: gateway("10001"), request: product, expected: "gone"),
        Row(status: 404, body: gateway("404"), request: product, expected: "refused"),
        Row(
            status: 404, body: #"{"message":"no Route matched with those values"}"#, request: product,
            expected: "refused"),
        Row(status: 404, body: #"{"error":"Not Found","status":404}"#, request: product, expected: "refused"),
        Row(status: 404, body: #"{"error":{"code":404,"message":"Not Found"}}"#, request: product, expected: "refused"),
        Row(status: 404, body: service("10009"), request: product, expected: "refused"),
        Row(status: 404, body: gateway("10010"), request: box, expected: "refused"),
        Row(status: 404, body: gateway("10009"), request: box, expected: "gone"),
        Row(status: 404, body: gateway("10008"), request: product, expected: "refused"),
        Row(status: 404, body: "<html>nothing here</html>", request: product, expected: "refused"),
        Row(status: 404, body: gateway("10009"), expected: "ambiguous"),
        Row(status: 404, body: gateway("300"), expected: "refused"),
        Row(status: 404, body: service("9999999"), expected: "refused"),
        Row(status: 404, body: routeless, expected: "ambiguous"),
        Row(status: 404, body: routeless, request: .action(.vpc, "getVpcList"), expected: "refused"),
        Row(status: 404, body: routeless, request: makeKey, expected: "ambiguous"),
        Row(status: 404, body: "<html>nothing here</html>", request: makeKey, expected: "ambiguous"),
        Row(status: 404, body: gateway("SubAccountNotFound"), request: makeKey, expected: "gone"),
        Row(status: 404, body: gateway("10009"), request: deleteProduct, expected: "gone"),
        Row(status: 404, body: routeless, request: deleteProduct, expected: "ambiguous"),
        Row(status: 404, body: routeless, request: deleteCluster, expected: "ambiguous"),
        Row(status: 404, body: routeless, request: deleteMaintenance, expected: "ambiguous"),
        Row(
            status: 404, body: routeless, request: .rest(.cloudInsight, .get, "/planned-maintenances/7"),
            expected: "gone"),
        Row(status: 404, body: "", request: putObject, expected: "ambiguous"),
        Row(status: 404, body: routeless, request: putObject, expected: "ambiguous"),
        Row(status: 404, body: storage("SomethingElse"), request: putObject, expected: "refused"),
        Row(status: 404, body: storage("NoSuchBucket"), request: putObject, expected: "gone"),
        Row(status: 403, body: gateway("Forbidden"), request: zone, expected: "refused"),
        Row(status: 404, body: gateway("ResourceNotFound"), request: zone, expected: "gone"),
        Row(status: 409, body: gateway("AlreadyExists"), request: zone, expected: "refused"),
        Row(status: 401, body: gateway("Unauthorized"), request: zone, expected: "unauthenticated"),
        Row(status: 400, body: gateway("131001"), request: place, expected: "refused"),
        Row(status: 400, body: gateway("131002"), request: place, expected: "ambiguous"),
        Row(status: 400, body: gateway("131004"), request: place, expected: "refused"),
        Row(status: 200, body: #"{"returnCode":9,"returnMessage":"words"}"#, request: events, expected: "ambiguous"),
        Row(status: 403, body: #"{"returnCode":-1,"returnMessage":"words"}"#, request: events, expected: "refused"),
        // A refusal with the status of success is one where the service answers so, and leaves open what was done elsewhere.
        Row(status: 200, body: coded("1003"), request: certificate, expected: "refused"),
        Row(status: 200, body: coded("31337"), request: renewal, expected: "refused"),
        Row(status: 200, body: #"{"returnCode":1003}"#, request: certificate, expected: "refused"),
        Row(status: 200, body: coded("2200"), request: certificate, expected: "gone"),
        Row(status: 200, body: #"{"returnMessage":"words"}"#, request: certificate, expected: "ambiguous"),
        Row(status: 200, body: edgeCode("0101"), request: edge, expected: "refused"),
        Row(status: 200, body: edgeCode("0777"), request: edge, expected: "refused"),
        Row(status: 200, body: edgeCode("0250"), request: edge, expected: "busy"),
        Row(status: 200, body: edgeCode("9999"), request: edge, expected: "ambiguous"),
        Row(status: 500, body: edgeCode("0777"), request: edge, expected: "ambiguous"),
        Row(status: 200, body: gateway("77102"), request: template, expected: "refused"),
        Row(status: 200, body: gateway("77303"), request: template, expected: "ambiguous"),
        Row(status: 200, body: gateway("900"), request: template, expected: "ambiguous"),
        Row(status: 200, body: gateway("131001"), request: place, expected: "refused"),
        Row(status: 200, body: coded("-1"), request: events, expected: "refused"),
        Row(status: 200, body: gateway("77"), request: template, expected: "ambiguous"),
        Row(status: 200, body: gateway("77"), request: rule, expected: "ambiguous"),
        // Codes of other services say nothing with the status of success, and of its own only the documented ones do.
        Row(status: 200, body: gateway("10009"), request: template, expected: "ambiguous"),
        Row(status: 200, body: gateway("400"), request: template, expected: "ambiguous"),
        Row(status: 200, body: edgeCode("10009"), request: edge, expected: "refused"),
        Row(status: 200, body: coded("0250"), request: renewal, expected: "refused"),
        // What no service has said.
        Row(status: 200, body: #"{"code":"E-1042","msg":"words","data":null}"#, request: edge, expected: "ambiguous"),
        Row(status: 200, body: #"{"code":"77","message":"words"}"#, request: certificate, expected: "ambiguous"),
        Row(status: 200, body: #"{"status":{"code":"77","message":"words"}}"#, request: edge, expected: "ambiguous"),
        Row(status: 200, body: gateway("10001"), request: product, expected: "ambiguous"),
        Row(status: 302, body: "", expected: "ambiguous"),
        Row(status: 302, body: "", request: product, expected: "refused"),
        Row(status: 404, body: storage("NoSuchBucket"), request: bucket, expected: "gone"),
        Row(status: 404, body: storage("NoSuchKey"), request: bucket, expected: "gone"),
        Row(status: 409, body: storage("BucketNotEmpty"), request: bucket, expected: "refused"),
        Row(status: 403, body: storage("AccessDenied"), request: bucket, expected: "refused"),
        Row(status: 403, body: storage("SignatureDoesNotMatch"), request: bucket, expected: "unauthenticated"),
        Row(status: 503, body: storage("SlowDown"), request: bucket, expected: "retry"),
        Row(status: 500, body: storage("InternalError"), request: bucket, expected: "ambiguous"),
        Row(status: 400, body: storage("UnsupportedOperation"), request: bucket, expected: "refused"),
        Row(status: 418, body: storage("SomethingElse"), request: bucket, expected: "refused"),
        Row(status: 404, body: "<html>nothing here</html>", request: bucket, expected: "refused"),
        Row(status: 404, body: "", request: bucket, expected: "refused"),
        Row(status: 404, body: "", request: head, expected: "gone"),
        Row(status: 503, body: "", request: bucket, expected: "ambiguous"),
    ]

    @Test("answers are classified", arguments: rows)
    func classification(_ row: Row) {
        let failure = Self.failure(row.status, row.body, row.request)
        #expect(Self.name(failure.classification) == row.expected)
    }

    @Test("every known shape of an error gives its code and words")
    func shapes() {
        let bodies = [
            #"{"responseError": {"returnCode": "77","returnMessage": "w\nords"}}"#,
            "<responseError><returnCode>77</returnCode><returnMessage>w ords</returnMessage></responseError>",
            #"{"error":{"errorCode":77,"message":"w","details":"ords"}}"#,
            "<?xml version='1.0'?><Message><error><errorCode>77</errorCode><message>w</message>"
                + "<details>ords</details></error></Message>",
            #"{"responseError":{"responseCode":"77","responseMessage":"w ords"}}"#,
            #"{"errorCode":"77","message":"w ords"}"#, #"{"code":"77","msg":"w ords","data":null}"#,
            #"{"status":{"code":"77","message":"w ords"}}"#,
            #"{"timestamp":1,"status":400,"error":"Bad Request","message":"w ords","code":"77"}"#,
            #"{"error":{"code":"77","message":"w ords"}}"#,
            "<?xml version='1.0'?>\n<!-- > --><Error><Code>77</Code><Message>w ords</Message></Error>",
            #"{"error":{"errorCode":"77","message":"w","detail":"ords"}}"#,
            #"{"error":{"errorCode":"77","message":"w"},"failures":[{"message":"ords"}]}"#,
        ]
        for body in bodies {
            let error = ErrorBody(Array(body.utf8))
            #expect(error?.code == "77", "\(body)")
            #expect(error?.message?.filter { $0 != ":" } == "w ords", "\(body)")
        }
        for page in [
            "<html><body>oops</body></html>", "<!DOCTYPE html><html><code>503</code><message>m</message></html>",
        ] {
            #expect(ErrorBody(Array(page.utf8)) == nil, "\(page)")
        }
        #expect(ErrorBody([]) == nil)
    }

    @Test("entities in an XML error are resolved, and a cut one does no harm")
    func entities() {
        let xml = XMLScanner("<a><m x='1'>&lt;&amp;&gt;&quot;&apos;&#44032;&#x41; &unknown; &</m><n/><o>cut")
        #expect(xml?.firstText(of: "M") == "<&>\"'가A &unknown; &")
        #expect(xml?.firstText(of: "n")?.isEmpty == true)
        #expect(xml?.firstText(of: "o") == nil)
        #expect(xml?.firstText(of: "a") == nil)
    }

    @Test("conditions without a number are told by their words")
    func phrases() {
        let limit = Self.failure(
            400, #"{"responseError":{"returnCode":"1","returnMessage":"You can no longer create a product."}}"#)
        #expect(limit.classification == .refused)
        #expect(limit.nextStep != nil)
        let busy = Self.failure(
            400, #"{"responseError":{"returnCode":"1","returnMessage":"Storage is being manipulated."}}"#)
        #expect(Self.name(busy.classification) == "busy")
    }

    @Test("a missing subscription, a missing permission, a used-up quota and a limit of the rate are told apart")
    func lookups() {
        let unsubscribed = Self.failure(400, Self.gateway("131004"), Self.place)
        #expect(unsubscribed.isMissingSubscription && !unsubscribed.isDenial)
        #expect(unsubscribed.nextStep?.contains("GeoLocation > Subscription") == true)
        let denied = Self.failure(401, Self.gateway("210"), Self.place)
        #expect(denied.isDenial && !denied.isMissingSubscription)
        #expect(Self.failure(403, #"{"returnCode":-1,"returnMessage":"words"}"#, Self.events).isDenial)
        let quota = Self.failure(429, Self.gateway("400"), Self.place)
        let rate = Self.failure(429, Self.gateway("420"), Self.place)
        #expect(quota.classification == .quota && rate.classification == .retry)
        #expect(![quota, rate].contains { $0.isMissingSubscription || $0.isDenial })
    }

    @Test("a failure reads as one sentence with code, words and next step")
    func sentence() {
        #expect(
            Self.failure(400, Self.service("1001007")).description
                == "the range overlaps another subnet of the VPC "
                + "(vpc/createSubnet, HTTP 400, code 1001007, \"words\"); choose a free range")
    }

    @Test("no two rows claim the same answer, and each has words and a source")
    func table() {
        var seen: Set<String> = []
        for row in ErrorTable.rows {
            let key = "\(row.layer) \(row.status ?? 0) \(row.code) \(row.calls)"
            #expect(seen.insert(key).inserted, "\(key)")
            #expect(!row.meaning.isEmpty && row.source.hasPrefix("api/"))
        }
    }

    @Test("Retry-After is read as seconds and as a date")
    func retryAfter() {
        let now = ServerDate(milliseconds: 784_111_777_000)
        #expect(HTTPDate.retryAfter("120", now: now) == .seconds(120))
        #expect(HTTPDate.retryAfter("Sun, 06 Nov 1994 08:49:47 GMT", now: now) == .seconds(10))
        #expect(HTTPDate.retryAfter("Sun, 06 Nov 1994 08:00:00 GMT", now: now) == .zero)
        #expect(HTTPDate.retryAfter("soon", now: now) == nil)
    }
}
