import OrderedJSON

/// One HTTP answer.
struct Response: Sendable {
    var status: Int
    var contentType: String
    var headers: [(name: String, value: String)]
    var body: [UInt8]
    /// The call that has to be made for the answer; nil for an answer that is complete.
    var forward: Forward?

    init(
        status: Int, contentType: String = "application/json;charset=UTF-8",
        headers: [(name: String, value: String)] = [], body: [UInt8] = []
    ) {
        self.status = status
        self.contentType = contentType
        self.headers = headers
        self.body = body
    }

    static func json(_ value: JSON, status: Int = 200) -> Response {
        Response(status: status, body: value.serializedBytes(.pretty))
    }
}
