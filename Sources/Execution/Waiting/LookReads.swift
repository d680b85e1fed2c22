import Kinds
import NcloudClient
import OrderedJSON

/// The reads of one look. What it has listed is not asked for again where objects of the list are read in full.
actor LookReads: APICaller {
    private let cloud: any APICaller
    private var answers: [APIRequest: JSON] = [:]

    init(_ cloud: any APICaller) { self.cloud = cloud }

    func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
        if let answer = answers[request] { return answer }
        let answer = try await cloud.call(request)
        answers[request] = answer
        return answer
    }

    /// A list that changed while it was read is read afresh.
    func pause(beforeReadingAgain attempt: Int) async {
        answers = [:]
        await cloud.pause(beforeReadingAgain: attempt)
    }
}
