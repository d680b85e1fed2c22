import Model
import NcloudClient
import OrderedJSON

extension DatafenceBoxOperations {
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let boxes = try await ParentKind.datafence.ids(scope, from: cloud).concurrentlyReading {
            fence throws(APIFailure) in try await Self.boxes(of: fence, from: cloud)
        }.flatMap(\.self)
        guard boxes.contains(where: { scope.wants(id: $0.id, name: nil) }) else { return boxes }
        let asksForRows = scope.asks(for: InfraRow.fenceBoxRows.map(\.field))
        let products = asksForRows ? try await DatafenceProducts.read(from: cloud) : nil
        return try await boxes.concurrentlyReading { box throws(APIFailure) in
            guard scope.wants(id: box.id, name: nil) else { return box }
            return try await Self.detailed(box, products, from: cloud)
        }.compactMap(\.self)
    }

    /// The boxes of a fence as its list shows them; none when the fence is gone.
    private static func boxes(
        of fence: String, from cloud: any APICaller
    ) async throws(APIFailure) -> [LiveObject] {
        try await cloud.unlessParentGone { () throws(APIFailure) in
            try await wires(in: fence, from: cloud).compactMap { read($0, of: fence) }
        }
    }

    /// The boxes of a fence as the wire has them.
    static func wires(in fence: String, from cloud: any APICaller) async throws(APIFailure) -> [JSON] {
        try await cloud.pages(
            of: .rest(.datafence, .get, "/box/get-box-list", query: ["fenceId": fence]), .fromZero())
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        guard let fence = attributes.text("fence") else { return .notOffered }
        return try await cloud.detail(
            .rest(.datafence, .get, "/box/get-box-summary-info", query: ["fenceId": fence, "boxId": id]), of: id,
            under: nil
        ) { wire throws(APIFailure) in
            guard let box = Self.read(wire, of: fence)?.adding(Self.summary.attributes(wire)) else { return nil }
            let products = try await DatafenceProducts.read(from: cloud)
            return box.adding(try await Self.rows(of: box, in: fence, products, from: cloud))
        }
    }

    private static let columns: [Column] =
        .taggedMemo("memo", "description") + [
            .text("name", "boxName"), .plainStatus("statusCode"), .created,
        ]

    private static let summary: [Column] = [
        .bool("blockExternalNetwork", "webBlockStatus"), .number("nasCount", "nasCount"),
        .number("nasSize", "nasTotalSize"),
    ]

    private static func read(_ wire: JSON, of fence: String) -> LiveObject? {
        wire.nonEmpty("boxId").map { id in
            columns.object("DatafenceBox", id: id, wire, besides: ["fence": .string(fence)])
        }
    }

    /// The box with what only its summary and the list of its infrastructure tell; nil when it went away meanwhile.
    private static func detailed(
        _ box: LiveObject, _ products: DatafenceProducts?, from cloud: any APICaller
    ) async throws(APIFailure) -> LiveObject? {
        let fence = box.attributes.text("fence") ?? ""
        async let summary = outcome { () throws(APIFailure) in
            try await cloud.call(
                .rest(.datafence, .get, "/box/get-box-summary-info", query: ["fenceId": fence, "boxId": box.id]))
        }
        async let rows = outcome { () throws(APIFailure) -> Attributes in
            guard let products else { return [:] }
            return try await Self.rows(of: box, in: fence, products, from: cloud)
        }
        let (found, infra) = (await summary, await rows)
        return try await cloud.unlessGone(box) { () throws(APIFailure) -> LiveObject in
            box.adding(Self.summary.attributes(try found.get())).adding(try infra.get())
        } isThere: { () throws(APIFailure) -> Bool in
            try await boxes(of: fence, from: cloud).contains { $0.id == box.id }
        }
    }

    private static func rows(
        of box: LiveObject, in fence: String, _ products: DatafenceProducts, from cloud: any APICaller
    ) async throws(APIFailure) -> Attributes {
        let query: Parameters = ["fenceId": fence, "boxId": box.id]
        let rows = try await cloud.pages(
            of: .rest(.datafence, .get, "/box/get-box-infra-list", query: query), .fromZero())
        let coded = try await rows.concurrentlyReading { row throws(APIFailure) -> JSON in
            guard row.nonEmpty("infraType") == "HD", let number = row.nonEmpty("instanceNo") else {
                return products.coded(row)
            }
            let nodes = try await cloud.unlessGone(
                .rest(
                    .datafence, .get, "/box/get-hadoop-cluster-info",
                    query: ["fenceId": fence, "boxId": box.id, "hadoopClusterNo": number]))
            return JSON(
                present: row.members.map { ($0.key, $0.value) } + [
                    ("nodeSpecList", products.nodes(of: nodes ?? [:]))
                ])
        }
        return InfraRow.fenceBoxRows.live(coded, of: types, by: "infraType")
    }

    /// Source: datafence-code; `HD` from get-hadoop-cluster-info-1.
    private static let types: Set = ["CON", "SVR_LNX_UBUNTU", "SVR_WIN", "TF_CPU", "TF_GPU", "HD", "BOX_NAS"]
}

extension ParentKind {
    /// The fence that a box is in.
    static let datafence = ParentKind(field: "fence", kind: "Datafence") { cloud throws(APIFailure) in
        try await DatafenceOperations.wires(from: cloud).compactMap { $0.nonEmpty("fenceId") }
    }
}
