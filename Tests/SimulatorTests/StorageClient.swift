import CLibCrypto
import OrderedJSON

@testable import Simulator

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Calls of Object Storage, signed by the code of the tests. Source: api/objectstorage.md §2.
struct StorageClient {
    var client: TestClient
    var region = "kr-standard"
    /// Instead of this machine's.
    var host = "127.0.0.1"

    init(_ client: TestClient) { self.client = client }

    /// - Parameters:
    ///   - target: path and query; items of the query sorted, and each with its `=`.
    ///   - hash: instead of the body's.
    ///   - offset: seconds that the clock of the client goes before the real one.
    func send(
        _ method: String, _ target: String, _ headers: [String: String] = [:], body: String = "", hash: String? = nil,
        offset: Double = 0, unsigned: [String: String] = [:]
    ) -> TestClient.Reply {
        let time = Self.time(Date(timeIntervalSinceNow: offset))
        let hash = hash ?? Self.hex(Self.sha256(Array(body.utf8)))
        var all = headers
        all.merge(["host": host, "x-amz-date": time, "x-amz-content-sha256": hash]) { $1 }
        let names = all.keys.sorted()
        let pieces = target.split(separator: "?", maxSplits: 1).map(String.init)
        let request = [
            method, pieces[0], pieces.count > 1 ? pieces[1] : "", names.map { "\($0):\(all[$0] ?? "")\n" }.joined(),
            names.joined(separator: ";"), hash,
        ].joined(separator: "\n")
        let scope = [String(time.prefix(8)), region, "s3", "aws4_request"]
        let text = [
            "AWS4-HMAC-SHA256", time, scope.joined(separator: "/"), Self.hex(Self.sha256(Array(request.utf8))),
        ].joined(separator: "\n")
        let key = scope.reduce(Array(("AWS4" + client.secretKey).utf8)) { Self.code($1, $0) }
        all["Authorization"] =
            "AWS4-HMAC-SHA256 Credential=\(client.accessKey)/\(scope.joined(separator: "/")), "
            + "SignedHeaders=\(names.joined(separator: ";")), Signature=\(Self.hex(Self.code(text, key)))"
        all["Host"] = all.removeValue(forKey: "host")
        return client.exchange(method, target, headers: all.merging(unsigned) { $1 }, body: body)
    }

    private static func time(_ date: Date) -> String {
        let text = Timestamp(milliseconds: Int64(date.timeIntervalSince1970 * 1000)).universal
        return text.filter { $0 != "-" && $0 != ":" }
    }

    private static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
        return digest
    }

    private static func code(_ text: String, _ key: [UInt8]) -> [UInt8] {
        let bytes = Array(text.utf8)
        var code = [UInt8](repeating: 0, count: 32)
        HMAC(EVP_sha256(), key, Int32(key.count), bytes, bytes.count, &code, nil)
        return code
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension TestClient.Reply {
    /// The code of a refusal of Object Storage.
    var storageCode: String { XMLElement(parsing: Array(body.utf8))?["Code"]?.text ?? "" }
}
