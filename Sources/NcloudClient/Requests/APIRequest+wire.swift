import OrderedJSON

extension APIRequest {
    /// The request as it goes over the wire, encoded but not signed.
    /// - Parameters:
    ///   - region: Added to actions as `regionCode` where they name none. Source: api/common.md §4.
    ///   - place: Where calls of Object Storage go.
    func wire(on endpoint: CloudEndpoint, region: String, storage place: StoragePlace) -> HTTPRequest {
        switch service.style {
        case .action: formRequest(on: endpoint, region: region)
        case .rest: restRequest(on: endpoint, region: region)
        case .storage: storageRequest(to: place)
        }
    }

    private func formRequest(on endpoint: CloudEndpoint, region: String) -> HTTPRequest {
        var fields = parameters
        if service.namesRegion, !fields.contains(where: { $0.name == "regionCode" }) {
            fields.append(Parameter("regionCode", region))
        }
        return HTTPRequest(
            method: method, origin: endpoint.origin(of: service),
            target: "\(service.basePath)/\(PercentEncoding.encode(path))",
            headers: [HTTPHeader("content-type", "application/x-www-form-urlencoded")],
            body: Array(PercentEncoding.encode(fields).utf8), isRepeatable: isRead)
    }

    private func restRequest(on endpoint: CloudEndpoint, region: String) -> HTTPRequest {
        let query = parameters.isEmpty ? "" : "?" + PercentEncoding.encode(parameters)
        var headers = [HTTPHeader("accept", "application/json"), HTTPHeader("content-type", "application/json")]
        // The vendor's library always sends it, though no page lists it. Source: api/nks.md §1.
        if service == .nks { headers.append(HTTPHeader("x-ncp-region_code", region)) }
        return HTTPRequest(
            method: method, origin: endpoint.origin(of: service),
            target: service.basePath(in: region) + PercentEncoding.encode(path, keeping: "/") + query,
            headers: headers, body: body(on: endpoint, region: region)?.serializedBytes(), isRepeatable: isRead)
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

    /// The body with what depends on the site or the region.
    private func body(on endpoint: CloudEndpoint, region: String) -> JSON? {
        guard case .object(var members)? = body else { return body }
        // The government's KMS has no levels of protection, and is not told one. Source: api/kms.md §4.
        if service == .kms, endpoint == .ncloud(.gov) { members.removeValue(forKey: "protectionType") }
        // A new cluster is told its region. Source: api/nks.md §3.
        if service == .nks, method == .post, path == "/clusters" { members["regionCode"] = .string(region) }
        return .object(members)
    }
}
