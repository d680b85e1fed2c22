import Foundation
import OrderedJSON
import Testing

@testable import NcloudClient

/// The vectors of `.ci/aws-signature-vectors`: requests of AWS's published suite and of Object Storage, signed by botocore.
@Suite struct AWSSignatureTests {
    static let vectors: JSON = {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/aws-signature-vectors.json")
        return try! JSON(parsing: Data(contentsOf: file))
    }()

    /// What AWS publishes with its suite, independently of botocore.
    static let published = [
        "get-vanilla": "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "post-vanilla": "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        "get-vanilla-query-order-key-case": "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        "get-vanilla-utf8-query": "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
        "get-header-value-trim": "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
        "post-header-key-sort": "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
        "post-x-www-form-urlencoded": "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    ]

    static func signature(_ vector: JSON) -> (AWSSignature, AWSSignature.Scope) {
        let time = vector["time"]?.text ?? ""
        let body = Array((vector["body"]?.text ?? "").utf8)
        let isS3 = vector["service"] == "s3"
        let hash = vector["unsigned"] == true ? AWSSignature.unsignedPayload : AWSSignature.hash(of: body)
        func pairs(_ name: String) -> [(String, String)] {
            vector[name]?.elements.map { ($0[0]?.text ?? "", $0[1]?.text ?? "") } ?? []
        }
        let dated = [HTTPHeader("X-Amz-Date", time)] + (isS3 ? [HTTPHeader("X-Amz-Content-SHA256", hash)] : [])
        let signature = AWSSignature(
            method: vector["method"]?.text ?? "", path: AWSSignature.encodedPath(vector["path"]?.text ?? ""),
            query: pairs("query").map(Parameter.init), headers: pairs("headers").map(HTTPHeader.init) + dated,
            payloadHash: hash)
        let scope = AWSSignature.Scope(
            timestamp: time, region: vector["region"]?.text ?? "", service: vector["service"]?.text ?? "")
        return (signature, scope)
    }

    @Test("every request is signed as botocore signs it", arguments: vectors["cases"]?.elements ?? [])
    func botocore(_ vector: JSON) {
        let (signature, scope) = Self.signature(vector)
        #expect(signature.canonicalRequest == vector["canonicalRequest"]?.text)
        #expect(signature.stringToSign(scope) == vector["stringToSign"]?.text)
        #expect(
            signature.signature(scope, secretKey: Self.vectors["secretKey"]?.text ?? "") == vector["signature"]?.text)
    }

    @Test("the requests of AWS's suite have the published signatures", arguments: published.keys.sorted())
    func suite(_ name: String) throws {
        let vector = try #require(Self.vectors["cases"]?.elements.first { $0["name"]?.text == name })
        let (signature, scope) = Self.signature(vector)
        #expect(
            signature.signature(scope, secretKey: Self.vectors["secretKey"]?.text ?? "") == Self.published[name])
    }

    @Test("whatever is part of a request changes its signature")
    func coverage() throws {
        let vector = try #require(
            Self.vectors["cases"]?.elements.first { $0["name"] == "put an object" })
        let (signature, scope) = Self.signature(vector)
        let sign = { (signature: AWSSignature, scope: AWSSignature.Scope) in signature.signature(scope, secretKey: "k")
        }
        let usual = sign(signature, scope)
        var others: [(AWSSignature, AWSSignature.Scope)] = []
        func other(_ change: (inout AWSSignature, inout AWSSignature.Scope) -> Void) {
            var pair = (signature, scope)
            change(&pair.0, &pair.1)
            others.append(pair)
        }
        other { signature, _ in signature.method = "POST" }
        other { signature, _ in signature.path += "x" }
        other { signature, _ in signature.query = [Parameter("acl", "")] }
        other { signature, _ in signature.headers.append(HTTPHeader("x-amz-acl", "private")) }
        other { signature, _ in signature.payloadHash = AWSSignature.unsignedPayload }
        other { _, scope in scope.timestamp = "20261129T081501Z" }
        other { _, scope in scope.timestamp = "20261130T081500Z" }
        other { _, scope in scope.region = "kr" }
        #expect(Set(others.map(sign)).count == others.count)
        #expect(!others.map(sign).contains(usual))
    }

    @Test("runs of blanks in a header are one space, and no other character is one")
    func blanks() {
        let signature = AWSSignature(
            method: "GET", path: "/", headers: [HTTPHeader("Note", " a \t  b\u{A0}\u{A0}c ")], payloadHash: "")
        #expect(signature.canonicalRequest.contains("\nnote:a b\u{A0}\u{A0}c\n"))
    }

    @Test(
        "moments are spelled as the signature wants them",
        arguments: [
            (0, "19700101T000000Z"), (1_440_938_160_999, "20150830T123600Z"), (1_709_164_800_000, "20240229T000000Z"),
            (4_102_444_799_000, "20991231T235959Z"),
        ])
    func timestamps(_ milliseconds: Int64, _ text: String) { #expect(AWSTimestamp.text(milliseconds) == text) }

    @Test("the header names the key, the scope and the signed headers, and never the secret")
    func authorization() throws {
        let vector = try #require(Self.vectors["cases"]?.elements.first { $0["name"] == "list buckets" })
        let (signature, scope) = Self.signature(vector)
        let keys = Credentials(accessKey: "AKIDEXAMPLE", secretKey: Self.vectors["secretKey"]?.text ?? "")
        #expect(
            signature.authorization(scope, credentials: keys)
                == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261129/kr-standard/s3/aws4_request, "
                + "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=\(vector["signature"]?.text ?? "")")
    }
}
