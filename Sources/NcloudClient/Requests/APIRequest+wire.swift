import OrderedJSON

extension APIRequest {
    /// The request as it goes over the wire, encoded but not signed.
    /// - Parameters:
    ///   - region: Added to actions as `regionCode` where they name none. Source: api/common.md §4.
    ///   - place: Where calls of Object Storage go.
    func wire(on endpoint: CloudEndpoint, region: String, storage place: StoragePlace) -> HTTPRequest {
        switch service.style {
        case .action: formRequest(on: endpoint, region: region)
        case .rest: restRequest(on: endpoint)
        case .storage: storageRequest(to: place)
        }
    }

    private func formRequest(on endpoint: CloudEndpoint, region: String) -> HTTPRequest {
        var fields = parameters
        if !fields.contains(where: { $0.name == "regionCode" }) { fields.append(Parameter("regionCode", region)) }
        return HTTPRequest(
            method: method, origin: endpoint.origin(of: service),
            target: "\(service.basePath)/\(PercentEncoding.encode(path))",
            headers: [HTTPHeader("content-type", "application/x-www-form-urlencoded")],
            body: Array(PercentEncoding.encode(fields).utf8), isRepeatable: isRead)
    }

    private func restRequest(on endpoint: CloudEndpoint) -> HTTPRequest {
        let query = parameters.isEmpty ? "" : "?" + PercentEncoding.encode(parameters)
        return HTTPRequest(
            method: method, origin: endpoint.origin(of: service),
            target: service.basePath + PercentEncoding.encode(path, keeping: "/") + query,
            headers: [HTTPHeader("accept", "application/json"), HTTPHeader("content-type", "application/json")],
            body: body(on: endpoint)?.serializedBytes(), isRepeatable: isRead)
    }

    /// A path that begins with the bucket, which serves names with dots and one address for all buckets.
    /// Source: api/objectstorage.md §1, §3.
    private func storageRequest(to place: StoragePlace) -> HTTPRequest {
        let items = parameters.map { item in
            let name = PercentEncoding.encode(item.name)
            return item.value.isEmpty ? name : "\(name)=\(PercentEncoding.encode(item.value))"
        }
        let query = items.isEmpty ? "" : "?" + items.joined(separator: "&")
        let hasType = headers.contains { $0.name == "content-type" }
        let isSending = method == .put || method == .post
        return HTTPRequest(
            method: method, origin: place.origin, target: AWSSignature.encodedPath(path) + query,
            // Without one, a body would be announced as a form.
            headers: headers + (isSending && !hasType ? [HTTPHeader("content-type", "application/xml")] : []),
            body: isSending ? content ?? [] : nil, isRepeatable: isRead)
    }

    /// The government's KMS has no levels of protection, and is not told one. Source: api/kms.md §4.
    private func body(on endpoint: CloudEndpoint) -> JSON? {
        guard service == .kms, endpoint == .ncloud(.gov), case .object(var members)? = body else { return body }
        members.removeValue(forKey: "protectionType")
        return .object(members)
    }
}
