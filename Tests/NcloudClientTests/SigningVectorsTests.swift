import Foundation
import OrderedJSON
import Testing

@testable import NcloudClient

/// The vectors of api/signing-vectors.json, computed there with two other implementations.
@Suite struct SigningVectorsTests {
    static let vectors: JSON = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/signing-vectors.json")
        return try! JSON(parsing: Data(contentsOf: file))
    }()

    static func signature(_ vector: JSON) -> String {
        let credentials = Credentials(accessKey: text(vector, "accessKey"), secretKey: text(vector, "secretKey"))
        return RequestSigner.signature(
            method: text(vector, "method"), target: text(vector, "uri"), timestamp: text(vector, "timestamp"),
            credentials: credentials)
    }

    static func text(_ vector: JSON, _ key: String) -> String { vector[key]?.text ?? "" }

    @Test("every version 2 vector is reproduced", arguments: vectors["v2"]?.elements ?? [])
    func version2(_ vector: JSON) {
        #expect(Self.signature(vector) == vector["signature"]?.text)
    }

    @Test("every version 1 vector is reproduced", arguments: vectors["v1"]?.elements ?? [])
    func version1(_ vector: JSON) {
        let credentials = Credentials(
            accessKey: Self.text(vector, "accessKey"), secretKey: Self.text(vector, "secretKey"))
        let signature = RequestSigner.signatureV1(
            method: Self.text(vector, "method"), target: Self.text(vector, "uri"),
            timestamp: Self.text(vector, "timestamp"), apiKey: Self.text(vector, "apiKey"), credentials: credentials)
        #expect(signature == vector["signature"]?.text)
    }

    @Test("the vectors are all there")
    func counts() {
        #expect(Self.vectors["v2"]?.elements.count == 22)
        #expect(Self.vectors["v1"]?.elements.count == 5)
        #expect(Self.vectors["negative"]?["cases"]?.elements.count == 12)
        #expect(Self.vectors["window"]?["cases"]?.elements.count == 7)
    }

    @Test("none of the known mistakes gives the signature", arguments: vectors["negative"]?["cases"]?.elements ?? [])
    func negative(_ mistake: JSON) throws {
        let request = try #require(Self.vectors["negative"]?["request"])
        let signature = Self.signature(request)
        #expect(signature == Self.vectors["negative"]?["correctSignature"]?.text)
        #expect(signature != mistake["signature"]?.text)
    }

    @Test(
        "timestamps are accepted within five minutes either way", arguments: vectors["window"]?["cases"]?.elements ?? []
    )
    func window(_ window: JSON) throws {
        let now = try #require(Self.vectors["window"]?["serverNow"]?.integer)
        #expect(SigningWindow.gateway.limit == Self.vectors["window"]?["limitMs"]?.integer)
        #expect(SigningWindow.gateway.accepts(Self.text(window, "timestamp"), at: now) == window["accept"]?.bool)
    }
}
