import OrderedJSON

/// One HTTP answer.
struct Response: Sendable {
    var status: Int
    var contentType = "application/json;charset=UTF-8"
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []

    static func json(_ value: JSON, status: Int = 200) -> Response {
        Response(status: status, body: value.serializedBytes(.pretty))
    }
}
