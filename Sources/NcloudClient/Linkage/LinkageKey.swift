/// The id and the secret of an application of the linkage API. Source: api/linkage.md §1.
public struct LinkageKey: Sendable {
    let clientID: String
    let clientSecret: String

    public init(clientID: String, clientSecret: String) {
        self.clientID = clientID
        self.clientSecret = clientSecret
    }

    /// Headers alone: the query would bring them into logs.
    var headers: [HTTPHeader] {
        [
            HTTPHeader("x-ncp-apigw-api-key-id", clientID), HTTPHeader("x-ncp-apigw-api-key", clientSecret),
        ]
    }

    /// A text without the two values.
    func hidden(in text: String) -> String {
        text.replacing(clientSecret, with: "[secret]").replacing(clientID, with: "[secret]")
    }

    /// Whether it can stand in a header: a line break would begin another one.
    var isSendable: Bool {
        [clientID, clientSecret].allSatisfy { text in
            !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        }
    }
}

extension LinkageKey: CustomStringConvertible, CustomReflectable {
    /// Neither of the two values.
    public var description: String { "(application key)" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
