import OrderedJSON

/// Takes the payload out of a 2xx answer.
enum AnswerReader {
    /// - Throws: ``APIFailure``: an error in disguise as such, anything unreadable as ambiguous.
    static func payload(of response: HTTPResponse, to request: APIRequest) throws(APIFailure) -> JSON {
        guard response.body.contains(where: { !$0.isASCIISpace }) else {
            guard request.service.style == .rest else {
                throw .unreadable(response, to: request, reason: "it is empty")
            }
            return .null
        }
        let json: JSON
        do throws(JSONError) { json = try JSON(parsing: response.body) } catch {
            throw .unreadable(response, to: request, reason: String(describing: error))
        }
        switch request.service.style {
        case .action: return try actionPayload(json, response, request)
        case .rest: return try restPayload(json, response, request)
        }
    }

    /// The object under `<action>Response`, or under the only member named so. Source: api/common.md §5.
    private static func actionPayload(
        _ json: JSON, _ response: HTTPResponse, _ request: APIRequest
    ) throws(APIFailure) -> JSON {
        let others = json.members.filter { $0.key.hasSuffix("Response") }.values
        guard let payload = json["\(request.path)Response"] ?? (others.count == 1 ? others.first : nil) else {
            throw disguisedError(response, request) ?? .unreadable(response, to: request, reason: "no response object")
        }
        guard let code = payload["returnCode"]?.text, code != "0" else { return payload }
        throw APIFailure(
            HTTPResponse(
                status: response.status, headers: response.headers,
                body: JSON.object(["responseError": payload]).serializedBytes()),
            to: request, skew: nil, retryAfter: nil)
    }

    private static func restPayload(
        _ json: JSON, _ response: HTTPResponse, _ request: APIRequest
    ) throws(APIFailure) -> JSON {
        guard json["error"]?["errorCode"] != nil || json["responseError"] != nil else { return json }
        throw disguisedError(response, request) ?? .unreadable(response, to: request, reason: "an error without a code")
    }

    /// An error body that came with a success status; without a known code the change may well have been made.
    private static func disguisedError(_ response: HTTPResponse, _ request: APIRequest) -> APIFailure? {
        guard ErrorBody(response.body) != nil else { return nil }
        var failure = APIFailure(response, to: request, skew: nil, retryAfter: nil)
        if failure.classification == .refused, failure.meaning == nil { failure.classification = .ambiguous }
        return failure
    }
}

extension UInt8 {
    fileprivate var isASCIISpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
