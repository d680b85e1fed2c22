import OrderedJSON

/// A refused request: the status and the body it is answered with.
struct Failure: Error, Hashable, Sendable {
    /// Who refuses; it decides the shape of the body. Source: api/common.md §6.1.
    enum Layer: Sendable {
        /// `{"error":{"errorCode","message","details"}}`
        case gateway
        /// `{"responseError":{"returnCode","returnMessage"}}`
        case action
        /// `{"error":{"errorCode","statusCode","message","details"},"timestamp"}` with numbers. Source: api/nks.md §1.
        case numbered
        /// `{"code","msg"}`. Source: api/kms.md §7.
        case coded
        /// `<Error><Code/><Message/><Resource/><RequestId/></Error>`. Source: api/objectstorage.md §4.
        case storage
        /// `{"error":{"errorCode","message","detail"}}`. Source: api/other-services.md §1.
        case standard
        /// `{"code","message","result","traceId","path","timestamp","product","status"}`. Source: api/classic-and-others.md §5.
        case edge
    }

    let layer: Layer
    let status: Int
    let code: String
    var message: String
    var details = ""
    /// Seconds for a `Retry-After` header.
    var retryAfter: Int64?
    /// The places of the elements of a batch that are refused.
    var elements: [Int] = []

    /// A refusal by an action of the VPC or server service.
    static func action(_ code: String, _ message: String, status: Int = 400) -> Failure {
        Failure(layer: .action, status: status, code: code, message: message)
    }

    /// A refusal by a REST service, in the gateway's envelope.
    static func rest(_ status: Int, _ code: String, _ message: String) -> Failure {
        Failure(layer: .gateway, status: status, code: code, message: message)
    }

    static func unauthenticated(_ details: String) -> Failure {
        Failure(layer: .gateway, status: 401, code: "200", message: "Authentication Failed", details: details)
    }

    static let unknownPath = Failure(
        layer: .gateway, status: 404, code: "300", message: "Not Found Exception", details: "URL not found.")

    static let unsupportedMediaType = Failure(
        layer: .gateway, status: 415, code: "440", message: "Unsupported Media Type")

    /// What the gateway says with a bare status. Source: api/common.md §6.2.
    static func gateway(status: Int, retryAfter: Int64? = nil) -> Failure {
        let (code, message) =
            switch status {
            case 400: ("100", "Bad Request Exception")
            case 401: ("200", "Authentication Failed")
            case 403: ("230", "Forbidden")
            case 404: ("300", "Not Found Exception")
            case 413: ("430", "Request Entity Too Large")
            case 429: ("410", "Throttle Limited")
            case 503: ("500", "Endpoint Error")
            case 504: ("510", "Endpoint Timeout")
            default: ("900", "Unexpected Error")
            }
        return Failure(layer: .gateway, status: status, code: code, message: message, retryAfter: retryAfter)
    }

    /// What a fault script asks for. The gateway's codes have three digits, those of services more; those of action
    /// services come in an envelope of their own. Source: api/common.md §6, api/databoxframe.md §2.
    static func acted(status: Int, code: String?, retryAfter: Int64?, byActions: Bool) -> Failure {
        var failure = gateway(status: status, retryAfter: retryAfter)
        guard let code else { return failure }
        if code.count == 3 {
            let messages = ["210": "Permission Denied", "400": "Quota Exceeded", "420": "Rate Limited"]
            let message = messages[code] ?? failure.message
            failure = Failure(layer: .gateway, status: status, code: code, message: message)
        } else {
            let text = "Acted out by a fault."
            failure = byActions ? .action(code, text, status: status) : .rest(status, code, text)
        }
        failure.retryAfter = retryAfter
        return failure
    }

    /// What a standardized service says of them; that an element has the members of an error is (inferred).
    private var failures: [JSON] {
        elements.map { ["index": .integer(Int64($0)), "errorCode": .string(code), "message": .string(message)] }
    }

    /// The answer; `xml` as the caller asked for it.
    func response(xml: Bool) -> Response {
        var response = Response(status: status)
        if let retryAfter { response.headers.append(("Retry-After", String(retryAfter))) }
        switch (layer, xml) {
        case (.gateway, false):
            let body: JSON = [
                "error": ["errorCode": .string(code), "message": .string(message), "details": .string(details)]
            ]
            response.body = body.serializedBytes()
        case (.action, false):
            let body: JSON = ["responseError": ["returnCode": .string(code), "returnMessage": .string(message)]]
            response.body = body.serializedBytes(.pretty)
        case (.numbered, _): response.body = numberedBody.serializedBytes()
        case (.coded, _):
            let body: JSON = ["code": .string(code), "msg": .string(message)]
            response.body = body.serializedBytes()
        case (.standard, _):
            let error: JSON = ["errorCode": .string(code), "message": .string(message), "detail": .string(details)]
            response.body = JSON.object(
                failures.isEmpty ? ["error": error] : ["error": error, "failures": .array(failures)]
            )
            .serializedBytes()
        case (.edge, _):
            let body: JSON = [
                "code": .string(code), "message": .string(message), "result": nil, "traceId": "0", "path": "",
                "timestamp": "", "product": "GLOBAL_EDGE", "status": .integer(Int64(status)),
            ]
            response.body = body.serializedBytes()
        case (.storage, _):
            response.contentType = "application/xml"
            response.body = storageDocument
        case (.gateway, true):
            let error: JSON = ["errorCode": .string(code), "message": .string(message), "details": .string(details)]
            response.setXML("Message", ["error": error])
        case (.action, true):
            response.setXML("responseError", ["returnCode": .string(code), "returnMessage": .string(message)])
        }
        return response
    }
}
