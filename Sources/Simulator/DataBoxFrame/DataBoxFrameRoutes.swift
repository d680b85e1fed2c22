import OrderedJSON

/// The calls of Data Box Frame: GET looks, POST changes, the last path piece is a verb phrase.
/// Source: api/databoxframe.md §3.
enum DataBoxFrameRoutes {
    typealias Handler = @Sendable (inout World, RESTCall) throws(Failure) -> JSON

    static func answer(_ call: RESTCall, _ world: inout World) throws(Failure) -> Response {
        let route = call.method + " " + call.segments.joined(separator: "/")
        guard let handler = handlers[route] else { throw .unknownPath }
        return .json(try handler(&world, call))
    }

    private static let handlers: [String: Handler] = [
        "GET data-box-frame/get-data-box-frame-list": Frames.list,
        "GET data-box-frame/get-data-box-frame-detail": Frames.detail,
        "GET data-box-frame/get-data-box-frame-infra-list": FrameInfra.list,
        "POST data-box-frame/modify-data-box-frame-admin-infra": FrameInfra.modify,
        "POST data-box-frame/change-data-box-frame-nas-volume-size": FrameInfra.resizeNas,
        "POST data-box-frame/return-data-box-frame": Frames.giveBack,

        "POST data-box/create-data-box": Boxes.create,
        "GET data-box/get-data-box-list": Boxes.list,
        "GET data-box/get-data-box-summary-info": Boxes.summary,
        "GET data-box/get-data-box-infra-list": BoxInfra.list,
        "GET data-box/get-hadoop-cluster-info": BoxInfra.details,
        "GET data-box/get-linux-info": BoxInfra.details,
        "GET data-box/get-tensor-flow-info": BoxInfra.details,
        "POST data-box/modify-data-box": Boxes.modify,
        "POST data-box/change-data-box-nas-volume-size": Boxes.resizeNas,
        "POST data-box/set-block-external-network": Boxes.blockNetwork,
        "POST data-box/return-data-box": Boxes.giveBack,

        "POST import/apply-file-import": Imports.apply,
        "GET import/get-import-apply-list": Imports.list,
        "GET import/get-import-apply-detail": Imports.detail,
        "GET import/get-target-nas-list": BoxInfra.nasList,

        "POST export/apply-file-export": Exports.apply,
        "POST export/return-file-export-apply": Exports.cancel,
        "GET export/get-export-apply-list": Exports.list,
        "GET export/get-export-apply-detail": Exports.detail,
        "GET export/get-source-nas-list": BoxInfra.nasList,
        "GET export/get-ssl-vpn-account-list": Exports.accounts,

        "GET export-approve/get-export-file-approve-list": ExportReviews.list,
        "GET export-approve/get-export-file-approve-detail": ExportReviews.detail,
        "POST export-approve/export-file-approve": ExportReviews.approve,
        "POST export-approve/export-file-reject": ExportReviews.reject,

        "GET bucket/get-bucket-list": Frames.buckets,
    ]
}
