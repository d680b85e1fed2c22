import OrderedJSON

/// Takes the payload out of a 2xx answer.
enum AnswerReader {
    /// - Throws: ``APIFailure``: an error in disguise as such, anything unreadable as ambiguous.
    static func payload(of response: HTTPResponse, to request: APIRequest) throws(APIFailure) -> JSON {
        guard request.service.style != .storage else { return try storagePayload(response, request) }
        guard response.body.contains(where: { !$0.isASCIISpace }) else {
            guard request.service.style == .rest else {
                throw .unreadable(response, to: request, reason: "it is empty")
            }
            return try nothing(response, request)
        }
        let json: JSON
        do throws(JSONError) { json = try JSON(parsing: response.body) } catch {
            throw .unreadable(response, to: request, reason: String(describing: error))
        }
        switch request.service.style {
        case .action: return try actionPayload(json, response, request)
        case .rest, .storage: return try restPayload(json, response, request)
        }
    }

    /// What an answer without a body says: that all went well, but of a deletion only where the documents say so.
    private static func nothing(_ response: HTTPResponse, _ request: APIRequest) throws(APIFailure) -> JSON {
        guard request.isDeletion, !request.isDeletionAnsweredByNothing(status: response.status) else { return .null }
        throw .unproven(response, to: request)
    }

    /// The object under `<action>Response`, or under the only member named so. Source: api/common.md §5.
    private static func actionPayload(
        _ json: JSON, _ response: HTTPResponse, _ request: APIRequest
    ) throws(APIFailure) -> JSON {
        if json.isErrorForm { throw disguisedError(response, request) }
        let others = json.members.filter { $0.key.hasSuffix("Response") }.values
        guard let payload = json["\(request.path)Response"] ?? (others.count == 1 ? others.first : nil) else {
            guard ErrorBody(json) != nil else {
                throw .unreadable(response, to: request, reason: "no response object")
            }
            throw disguisedError(response, request)
        }
        guard payload.isErrorForm else { return payload }
        let isCoded = payload["returnCode"]?.text.map { $0 != "0" } ?? false
        throw disguisedError(response.carrying(isCoded ? ["responseError": payload] : payload), request)
    }

    private static func restPayload(
        _ json: JSON, _ response: HTTPResponse, _ request: APIRequest
    ) throws(APIFailure) -> JSON {
        // The error of an operation that failed is not one of the call that asks for it.
        guard json.isErrorForm, !json.isOperation else { return json.waiting(response[header: "retry-after"]) }
        throw disguisedError(response, request)
    }

    /// The document of an answer, or the headers of one without a body. Source: api/objectstorage.md §4.
    private static func storagePayload(
        _ response: HTTPResponse, _ request: APIRequest
    ) throws(APIFailure) -> JSON {
        let root = XMLDocument.root(of: request.operation)
        guard response.body.contains(where: { !$0.isASCIISpace }) else {
            guard root == nil else { throw .unreadable(response, to: request, reason: "it is empty") }
            return request.method == .delete ? try nothing(response, request) : response.headersAsJSON
        }
        guard let document = XMLDocument(parsing: response.body) else {
            throw .unreadable(response, to: request, reason: "it is not XML")
        }
        // A copy is answered 200 before it is known how it ends.
        guard document.name != "Error" else { throw disguisedError(response, request) }
        // A page of a proxy may well be an element too, and must not be read as a list of nothing.
        guard document.name == root else {
            throw .unreadable(response, to: request, reason: "it is a \(document.name)")
        }
        return document.json(repeating: XMLDocument.repeatedInStorage)
    }

    /// An error body that came with a success status; without a known code the change may well have been made.
    private static func disguisedError(_ response: HTTPResponse, _ request: APIRequest) -> APIFailure {
        guard ErrorBody(response.body) != nil else {
            return .unreadable(response, to: request, reason: "an error without a readable message")
        }
        return APIFailure(response, to: request, skew: nil, retryAfter: nil)
    }
}

extension HTTPResponse {
    /// The headers by their names in lower case; the first of several of one name.
    fileprivate var headersAsJSON: JSON {
        .object(.init(headers.map { ($0.name.lowercased(), .string($0.value)) }) { first, _ in first })
    }

    /// The same answer with another body.
    fileprivate func carrying(_ body: JSON) -> HTTPResponse {
        HTTPResponse(status: status, headers: headers, body: body.serializedBytes())
    }
}

extension UInt8 {
    fileprivate var isASCIISpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
