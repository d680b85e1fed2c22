import Foundation
import NcloudClient
import OrderedJSON

extension ControlPanel {
    /// What a stage serves, as its owner downloads it from API Gateway: `SWAGGER_JSON` or `OPENAPI3_JSON`.
    public func document(ofStage name: String, of api: String, as platform: String) async throws -> String {
        guard let api = try await object("api", named: api), let product = api["productId"]?.text,
            let id = api["apiId"]?.text,
            let stage = try await objects("stage").first(where: {
                $0["apiId"]?.text == id && $0["stageName"]?.text == name
            })?["stageId"]?.text
        else { throw Refused(description: "there is no stage \(name) of \(api)") }
        let target = "/api/v1/products/\(product)/apis/\(id)/stages/\(stage)/export?platform=\(platform)"
        return String(decoding: try await signed(.get, target), as: UTF8.self)
    }

    /// A call of the cloud itself, by somebody who has the keys.
    func signed(_ method: APIRequest.Method, _ target: String, _ body: JSON? = nil) async throws -> [UInt8] {
        let keys = Credentials(
            accessKey: "SIMULATORACCESSKEY01", secretKey: "SIMULATORSECRETKEY0000000000000000000001")
        let time = String(Int64(Date().timeIntervalSince1970 * 1000))
        let signature = RequestSigner.signature(
            method: method.rawValue, target: target, timestamp: time, credentials: keys)
        let request = HTTPRequest(
            method: method, origin: url, target: target,
            headers: [
                HTTPHeader("content-type", "application/json"), HTTPHeader("x-ncp-apigw-timestamp", time),
                HTTPHeader("x-ncp-iam-access-key", keys.accessKey),
                HTTPHeader("x-ncp-apigw-signature-v2", signature),
            ], body: body.map { Array($0.serialized().utf8) }, isRepeatable: body == nil)
        let response = try await CurlTransport(version: Self.client).send(request)
        guard (200..<300).contains(response.status) else { throw Refused(description: "\(target): \(response.status)") }
        return response.body
    }
}
