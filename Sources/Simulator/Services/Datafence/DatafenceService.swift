import OrderedJSON

/// Datafence, the successor of Data Box Frame: ids are integers, pages count from 0, and what has no pages is a bare array.
/// Source: api/databoxframe.md §9; datafence-overview.
enum Datafence {
    typealias Handler = DataBoxFrame.Handler

    static func message(_ text: String) -> JSON { ["message": .string(text)] }

    /// `totalCount` and one page of the rows.
    static func page(_ rows: [JSON], _ call: RESTCall) throws(Failure) -> JSON {
        let number = try bounded(call, "page", 0...100) ?? 0
        let size = try bounded(call, "size", 1...100) ?? 10
        return [
            "totalCount": .integer(Int64(rows.count)),
            "content": .array(Array(rows.dropFirst(number * size).prefix(size))),
        ]
    }

    static func id(_ text: String) -> JSON { .integer(Int64(text) ?? 0) }

    private static func bounded(
        _ call: RESTCall, _ name: String, _ range: ClosedRange<Int>
    ) throws(Failure) -> Int? {
        guard let text = call.query.text(name) else { return nil }
        guard let value = Int(text), range.contains(value) else { throw .badParameter(name) }
        return value
    }
}

extension RESTService {
    static let datafence = RESTService(
        "/api/v1", naming: .inParameters,
        sharing: RESTService.SharedPaths(
            paths: ["import/get-target-nas-list", "export/get-source-nas-list"], parameter: "fenceId"),
        [
            Fences.kind, FenceInfra.kind, FenceBoxes.kind, FenceBoxInfra.kind, FenceImports.kind, FenceExports.kind,
            FenceProducts.kind,
        ])
}

extension RESTRoute {
    static func change(_ path: String, _ handler: @escaping Datafence.Handler) -> RESTRoute {
        .patch(path, spoken(handler))
    }
}

extension NumberFamily {
    static let fence = NumberFamily(name: "fence", first: 26)
    static let fenceBox = NumberFamily(name: "fenceBox", first: 74)
    static let fenceFile = NumberFamily(name: "fenceFile", first: 99)
    static let fenceInstance = NumberFamily(name: "fenceInstance", first: 100_215_001)
}
