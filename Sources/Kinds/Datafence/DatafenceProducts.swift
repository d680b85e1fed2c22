import Model
import NcloudClient
import OrderedJSON

/// The specs of Datafence by the names that lists show: requests want their codes. Source: get-product-spec.
struct DatafenceProducts: Sendable {
    static let call = "get-product-spec"

    /// Codes by name, by product. Of two codes with one name the first is taken: no list tells which it was.
    private let codes: [String: [String: String]]

    /// The list is the answer itself; one like all others is taken too.
    static func read(from cloud: any APICaller) async throws(APIFailure) -> DatafenceProducts {
        let request = APIRequest.rest(.datafence, .get, "/product/\(call)")
        let answer = try await cloud.call(request)
        guard case .array(let products) = answer["content"] ?? answer else {
            throw .unreadable(request, "the response is not a list of products")
        }
        let codes = products.map { product in
            let specs = (product["specCodeList"]?.elements ?? []).compactMap { spec -> (String, String)? in
                guard let name = spec.nonEmpty("specName") else { return nil }
                return spec.nonEmpty("specCode").map { (name, $0) }
            }
            return (product.nonEmpty("productCode") ?? "", Dictionary(specs) { first, _ in first })
        }
        return DatafenceProducts(codes: Dictionary(codes) { first, _ in first })
    }

    /// A row of infrastructure with its spec's code as `specCode`. A name that is not listed stands for itself.
    func coded(_ row: JSON) -> JSON {
        guard row["specCode"] == nil, let name = row.nonEmpty("specName"), let product = row.nonEmpty("infraType")
        else {
            return row
        }
        return row.setting("specCode", code(of: name, product))
    }

    /// A cluster with the code of each node's spec. Source: get-hadoop-cluster-info-1.
    func nodes(of answer: JSON) -> JSON {
        let nodes = (answer["nodeSpecList"]?.elements ?? []).map { node in
            guard let product = Self.nodeProducts[node.nonEmpty("name") ?? ""], let name = node.nonEmpty("spec") else {
                return node
            }
            return node.setting("specCode", code(of: name, product)).setting("infraType", product)
        }
        return .array(nodes)
    }

    private static let nodeProducts = [
        "Hadoop Edge": "HD_EDGE", "Hadoop Master": "HD_MASTER", "Hadoop Worker": "HD_WORKER",
    ]

    private func code(of name: String, _ product: String) -> String { codes[product]?[name] ?? name }
}

extension JSON {
    fileprivate func setting(_ member: String, _ text: String) -> JSON {
        var members = members
        members[member] = .string(text)
        return .object(members)
    }
}
