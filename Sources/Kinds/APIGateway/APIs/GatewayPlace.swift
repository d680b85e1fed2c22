import Model
import NcloudClient
import OrderedJSON

/// Where an object lies inside API Gateway.
///
/// What lies in a product is addressed by all ids on the way to it, and no list covers the account. So its id for nacre
/// is those ids joined: `9aip5utnp2/p1hiuvmwv3` for an API, with one more for each level below (api/apigateway.md §4).
struct GatewayPlace {
    private let ids: [String]

    init(_ id: String) { ids = id.split(separator: "/", omittingEmptySubsequences: false).map(String.init) }

    private func part(_ index: Int) -> String { ids.indices.contains(index) ? ids[index] : "" }

    /// `/products/{p}`
    var product: String { "/products/\(part(0))" }
    /// `/products/{p}/apis/{a}`
    var api: String { "\(product)/apis/\(part(1))" }
    var resource: String { "\(api)/resources/\(part(2))" }
    var method: String { "\(resource)/methods/\(part(3))" }
    var response: String { "\(api)/responses/\(part(2))" }
    var stage: String { "\(api)/stages/\(part(2))" }

    /// The id of the product, for lists of APIs.
    var productID: String { part(0) }
    /// The id of the API, joined.
    var apiID: String { "\(part(0))/\(part(1))" }
    /// The id as the cloud itself has it.
    var own: String { ids.last ?? "" }
}

extension APICaller {
    /// All elements of a list; none when the parent it is about is gone.
    func pagesUnlessGone(_ request: APIRequest, list: String) async throws(APIFailure) -> [JSON] {
        try await unlessParentGone { () throws(APIFailure) in try await pages(of: request, .offset(list: list)) }
    }
}

extension Value {
    /// The parts of a text that joins them by commas, blanks dropped.
    init(joined text: String?) {
        let parts = (text ?? "").split(separator: ",").map { String($0).trimmingLineEnds }.filter { !$0.isEmpty }
        self = parts.isEmpty ? .null : Value(texts: parts)
    }
}
