import OrderedJSON

extension APIRequest {
    /// Whether a deletion is answered as the documents say. Any other answer proves nothing: a gateway, or a server that was
    /// mistaken for the service, may have given it.
    ///
    /// An action is answered with what the client has read already, a path with nothing (api/apigateway.md §1.2), with the
    /// operation that a standardized service begins (api/other-services.md §1), or as the service has it.
    public func isDeletionAnswered(by answer: JSON) -> Bool {
        switch service.style {
        case .action: true
        case .rest, .storage:
            method == .delete
                ? answer == .null || answer.isOperation || service.deletionAnswer.is(answer)
                : isEndAnswered(by: answer)
        }
    }

    /// The same for a path that ends an object without the method of that name. A key shows itself (api/kms.md §4), and what is
    /// unsubscribed is answered with nothing; what other services end so is waited for until it is gone.
    private func isEndAnswered(by answer: JSON) -> Bool {
        switch service {
        case .kms: answer["data"]?["keyTag"] != nil
        case .apiGateway: answer == .null
        default: true
        }
    }

    /// Whether no body at all, with this status, is how the documents say that a deletion is answered. An empty answer of any
    /// other sort may come from a proxy, and proves nothing.
    ///
    /// The status is 204 (api/apigateway.md §1.2, api/nks.md §1, api/other-services.md §1; of Object Storage that of S3), but
    /// for what API Gateway ends with POST (api/apigateway.md §1.2). Cloud Insight says 200 and nothing else
    /// (management-cloudinsight-deletepm), as proxies do: such a deletion is looked for.
    func isDeletionAnsweredByNothing(status: Int) -> Bool {
        switch service.deletionAnswer {
        case .result, .deleted: false
        case .nothing: status == 204 || (service == .apiGateway && method == .post)
        }
    }
}

extension Service.DeletionAnswer {
    fileprivate func `is`(_ answer: JSON) -> Bool {
        switch self {
        case .nothing: false
        case .result: answer["result"]?.bool == true
        case .deleted: answer["sid"] != nil || answer["requestCount"] != nil
        }
    }
}
