import Model
import NcloudClient
import OrderedJSON

/// Templates and categories come in one tree. Source: …-gettemplatestructure, common-vapidatatype-nestemplatestructurecontent.
enum MailTemplateTree {
    /// A template or category, without what only its own call shows.
    struct Node: Sendable {
        let id: String
        let isCategory: Bool
        let wire: JSON

        var name: Value { Value(text: wire["name"]) }
        var parent: Value { MailCalls.category(wire["parentSid"]) }
        var created: JSON? { wire.at("createDate.utc") }
    }

    /// All templates and categories, deleted templates included.
    static func nodes(from cloud: any APICaller) async throws(APIFailure) -> [Node] {
        let wires = try await cloud.elements(
            of: .rest(.mail, .get, "/template", query: ["isUse": "false"]), under: "contents")
        return nodes(in: wires, areCategories: true)
    }

    /// - Parameter areCategories: what those are that do not say it themselves.
    private static func nodes(in wires: [JSON], areCategories: Bool) -> [Node] {
        wires.flatMap { wire -> [Node] in
            guard let id = wire.nonEmpty("sid") else { return [] }
            let own = Node(id: id, isCategory: wire["isCategory"]?.bool ?? areCategories, wire: wire)
            // The documents spell it without its last e.
            let categories = wire["subCategoris"] ?? wire["subCategories"]
            return [own] + nodes(in: categories?.elements ?? [], areCategories: true)
                + nodes(in: wire["templates"]?.elements ?? [], areCategories: false)
        }
    }
}
