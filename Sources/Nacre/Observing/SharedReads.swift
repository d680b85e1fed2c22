import NcloudClient
import OrderedJSON

/// Reads for several who ask at the same time: a call that is under way already answers all who want the same one.
///
/// Kinds look at the same lists: a server's addresses are in the list of interfaces, its disks in that of disks.
actor SharedReads: APICaller {
    private let cloud: any APICaller
    private var underWay: [APIRequest: Task<Result<JSON, APIFailure>, Never>] = [:]

    init(_ cloud: any APICaller) { self.cloud = cloud }

    func call(_ request: APIRequest) async throws(APIFailure) -> JSON {
        if let reading = underWay[request] { return try await reading.value.get() }
        let reading = Task { [cloud] in await Self.result(of: request, from: cloud) }
        underWay[request] = reading
        let result = await reading.value
        // Asked again later, as when a list changed while it was read, it is read afresh.
        underWay[request] = nil
        return try result.get()
    }

    private static func result(
        of request: APIRequest, from cloud: any APICaller
    ) async -> Result<JSON, APIFailure> {
        do throws(APIFailure) { return .success(try await cloud.call(request)) } catch { return .failure(error) }
    }
}
