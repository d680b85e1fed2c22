import OrderedJSON
import Testing

@testable import Simulator

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension TestClient {
    /// A call of API 2.0, about the collection or about one key.
    func kms(_ method: String, _ path: String = "", _ body: JSON? = nil, extra: [String: String] = [:]) -> Reply {
        send(
            method, "/kms/v1/keys" + path, body: body?.serialized() ?? "", type: "application/json", extra: extra)
    }

    /// A call of API 2.0 that a token opens, unsigned.
    func kms(token: String, _ method: String, _ path: String, _ body: JSON = [:], from address: String? = nil) -> Reply
    {
        var headers = ["x-ncp-ocapi-token": token, "Content-Type": "application/json"]
        headers["X-Forwarded-For"] = address
        return exchange(method, "/kms/v1/keys" + path, headers: headers, body: body.serialized())
    }

    /// A new key's tag.
    func makeKey(_ name: String = "orders", _ type: String = "AES256", _ more: JSON = [:]) throws -> String {
        let body: JSON = [
            "keyName": .string(name), "keyType": .string(type), "protectionType": "BASIC", "isAutoRotation": false,
        ]
        let reply = kms("POST", "", .object(body.members.merging(more.members) { $1 }))
        return try #require(reply.data["keyTag"]?.text, "\(reply.body)")
    }
}

extension TestClient.Reply {
    /// What a call of Key Management Service answered.
    var data: JSON { json["data"] ?? .null }
    /// The code of its envelope.
    var word: String { json["code"]?.text ?? "" }
}

/// Base64 of a text.
func base64(_ text: String) -> JSON { .string(Data(text.utf8).base64EncodedString()) }
