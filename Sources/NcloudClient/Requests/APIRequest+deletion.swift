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
            method != .delete || answer == .null || answer.isOperation || service.deletionAnswer.is(answer)
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
