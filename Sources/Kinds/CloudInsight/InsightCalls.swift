import NcloudClient

/// The calls, as plans name them.
enum InsightCalls {
    static let base = "/cw_fea/real/cw/api"
    static let products = "GET \(base)/schema/system/list"
    static let metrics = "POST \(base)/rule/group/metric/search"
    static let recipients = "GET \(base)/rule/notify/groups"
    static let maintenances = "GET \(base)/planned-maintenances"

    static let productTrial: Trial = { _ in .rest(.cloudInsight, .get, "/schema/system/list") }
    static let recipientTrial: Trial = { _ in .rest(.cloudInsight, .get, "/rule/notify/groups") }
}
