import Execution
import NcloudClient
import OrderedJSON

/// Reads for several who ask at the same time: a call that is under way already answers all who want the same one.
///
/// Kinds look at the same lists: a server's addresses are in the list of interfaces, its disks in that of disks.
actor SharedReads: APICaller {
    private typealias Reading = SharedReading<Result<JSON, APIFailure>>

    private let cloud: any APICaller
    private var underWay: [APIRequest: Reading] = [:]

    init(_ cloud: any APICaller) { self.cloud = cloud }

    func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
        if let reading = underWay[request], reading.join() { return try await reading.answer.get() }
        let reading = Reading { [cloud] in await Self.result(of: request, from: cloud) }
        underWay[request] = reading
        let result = await reading.answer
        // Asked again later, as when a list changed while it was read, it is read afresh.
        if underWay[request] === reading { underWay[request] = nil }
        return try result.get()
    }

    nonisolated func pause(beforeReadingAgain attempt: Int) async { await cloud.pause(beforeReadingAgain: attempt) }

    private static func result(
        of request: APIRequest, from cloud: any APICaller
    ) async -> Result<JSON, APIFailure> {
        do throws(APIFailure) { return .success(try await cloud.call(request)) } catch { return .failure(error) }
    }
}
