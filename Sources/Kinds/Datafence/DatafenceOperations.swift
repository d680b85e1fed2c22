import Model
import NcloudClient
import OrderedJSON

struct DatafenceOperations: Operations {
    /// The names of the calls that change the infrastructure and resize a volume.
    static let modification = "change-datafence-infra"
    static let resizing = "change-fence-nas-volume"

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let fences = try await Self.wires(from: cloud).compactMap(Self.read)
        let wanted = fences.filter { scope.wants(id: $0.id, name: $0.name) }
        guard !wanted.isEmpty, scope.asks(for: InfraRow.fenceRows.map(\.field)) else {
            return fences
        }
        let products = try await DatafenceProducts.read(from: cloud)
        return try await fences.concurrentlyReading { fence throws(APIFailure) in
            guard scope.wants(id: fence.id, name: fence.name) else { return fence }
            return try await Self.detailed(fence, products, from: cloud)
        }.compactMap(\.self)
    }

    /// The fences of the account: a bare array, as the page's example has it. One that comes alone, as its table has it, is taken
    /// too, and so is a list like all others.
    static func wires(from cloud: any APICaller) async throws(APIFailure) -> [JSON] {
        let request = APIRequest.rest(.datafence, .get, "/fence/get-datafence")
        let answer = try await cloud.call(request)
        if case .array(let fences) = answer["content"] ?? answer { return fences }
        guard answer.nonEmpty("fenceId") == nil else { return [answer] }
        throw .unreadable(request, "the response is not a list of fences")
    }

    private static let columns: [Column] = [
        .text("name", "fenceName"), .text("memo", "description"), .number("boxCount", "boxCount"),
        .text("exportBucket", "exportScreenBucketName"), .text("vpn", "sslVpnName"), .plainStatus("statusCode"),
        .created,
    ]

    private static func read(_ wire: JSON) -> LiveObject? {
        wire.nonEmpty("fenceId").map { columns.object("Datafence", id: $0, wire) }
    }

    /// The fence with its servers and volumes; nil when it went away meanwhile.
    private static func detailed(
        _ fence: LiveObject, _ products: DatafenceProducts, from cloud: any APICaller
    ) async throws(APIFailure) -> LiveObject? {
        try await cloud.unlessGone(fence) { () throws(APIFailure) -> LiveObject in
            let rows = try await cloud.pages(
                of: .rest(.datafence, .get, "/fence/get-datafence-infra-list", query: ["fenceId": fence.id]),
                .fromZero())
            let types: Set = ["FENCE_UBUNTU", "FENCE_NAS"]
            return fence.adding(InfraRow.fenceRows.live(rows.map(products.coded), of: types, by: "infraType"))
        } isThere: { () throws(APIFailure) -> Bool in
            try await wires(from: cloud).contains { $0.nonEmpty("fenceId") == fence.id }
        }
    }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        throw .refused(
            "the API cannot create a Datafence, and none is named \(desired.text("name") ?? desired.address.description)",
            help: "create it in the console, or use the name of an existing fence, which is then adopted")
    }

    func update(_ fence: ManagedObject) async throws(StepFailure) {
        // While it changes, a fence takes no other change. (inferred)
        let fence = try await modify(try await fence.atRest(of: Driver.datafence.kind, with: InfraRow.fenceRows))
        let number = JSON(number: fence.id)
        try await fence.resize(.fenceVolumes, of: Driver.datafence.kind) { volume, size in
            .rest(
                .datafence, .post, "/fence/\(Self.resizing)",
                body: ["fenceId": number, "instanceNo": JSON(number: volume), "volumeSize": .integer(size)])
        }
    }

    private func modify(_ fence: ManagedObject) async throws(StepFailure) -> ManagedObject {
        try fence.checkRepeated(InfraRow.fenceRows)
        let lists = fence.changes(of: InfraRow.fenceRows)
        let setsText = fence.differs("memo")
        guard !lists.isEmpty || setsText else { return fence }
        var members = [("fenceId", JSON(number: fence.id)), ("updateFence", JSON(present: lists))]
        if setsText { members.append(("description", .string(fence.desired.text("memo") ?? ""))) }
        let request = APIRequest.rest(
            .datafence, .post, "/fence/\(Self.modification)", body: JSON(present: members), sensitive: InfraRow.secrets)
        return try await fence.modify(request, InfraRow.fenceRows, of: Driver.datafence.kind)
    }

    func delete(_ fence: ManagedObject) async throws(StepFailure) {
        throw .refused("the API cannot return a Datafence", help: "return it in the console")
    }
}
