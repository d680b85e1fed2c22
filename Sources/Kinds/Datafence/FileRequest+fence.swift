import Model
import NcloudClient
import OrderedJSON

extension FileRequest {
    /// Requests about the boxes of a fence. Source: get-import-list, get-export-list.
    static let fence = FileRequest(
        service: .datafence, parent: .datafence, parentTitle: "fence", boxKind: "DatafenceBox", volumeSample: "74box1",
        ids: ("fenceId", "boxId"), entry: ("description", "statusCode", "createDate"))

    /// What is read for each box of the fences in question. Boxes that are gone tell nothing.
    static func inFences<Element: Sendable>(
        _ scope: ReadScope, from cloud: any APICaller,
        _ read: @escaping @Sendable (_ fence: String, _ box: String) async throws(APIFailure) -> [Element]
    ) async throws(APIFailure) -> [(fence: String, elements: [Element])] {
        try await ParentKind.datafence.ids(scope, from: cloud).concurrentlyReading { fence throws(APIFailure) in
            try await cloud.unlessParentGone { () throws(APIFailure) -> [(fence: String, elements: [Element])] in
                let boxes = try await DatafenceBoxOperations.wires(in: fence, from: cloud)
                let elements = try await boxes.concurrentlyReading { box throws(APIFailure) -> [Element] in
                    guard let id = box.nonEmpty("boxId"), box.nonEmpty("statusCode") != "TERMINATE" else { return [] }
                    return try await cloud.unlessParentGone { () throws(APIFailure) in try await read(fence, id) }
                }
                return [(fence, elements.flatMap(\.self))]
            }
        }.flatMap(\.self)
    }

    /// The requests of all boxes that a list shows.
    static func requests(
        _ kind: String, listedBy path: String, statuses: [String], _ scope: ReadScope, from cloud: any APICaller
    ) async throws(APIFailure) -> [LiveObject] {
        try await inFences(scope, from: cloud) { fence, box throws(APIFailure) in
            let entries = try await cloud.pages(
                of: .rest(.datafence, .get, path, query: ["fenceId": fence, "boxId": box]), .fromZero())
            return Self.fence.objects(kind, entries, id: "fileId", in: fence, statuses: statuses)
        }.flatMap { $0.elements }
    }

    /// Asks for the files in a volume of the box. No answer tells the numbers of requests: they are looked for by their key.
    static func ask(
        _ desired: DesiredObject, by path: String, volumes: (path: String, member: String), bucket: String,
        besides more: [(String, JSON)], through session: any CallSession
    ) async throws(StepFailure) {
        let volume = try await fence.number(
            named: desired.text("volume"), ("storage volume", "volume"), of: desired, listedBy: volumes.path,
            ("instanceNo", "instanceName"), through: session)
        let files = (desired.texts("files") ?? []).map(JSON.string)
        let own: [(String, JSON)] = [
            (bucket, .string(desired.text("bucket") ?? "")), (volumes.member, volume),
            ("sourceFilePathList", .array(files)), ("description", fence.memo(desired)),
        ]
        let members = fence.numbers(desired) + own + more
        let id = try await session.create(.rest(.datafence, .post, path, body: JSON(present: members))) { _ in
            Creation(id: nil)
        }
        try await session.wait(for: id, until: .ready)
    }
}
