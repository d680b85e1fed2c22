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

/// An answer and what happens to it on its way.
struct Delivery: Sendable {
    enum Ending: Sendable {
        case complete
        /// Half of the body, then the connection closes.
        case truncated
        /// The connection closes without a byte.
        case dropped
    }

    var response: Response
    var delayMilliseconds: Int64 = 0
    var ending = Ending.complete
    /// Whether a fault answered, and not the service.
    var isActed = false
    /// Whether only the head is sent, as the answer to HEAD; it announces the length of the body all the same.
    var isHeadOnly = false
}
