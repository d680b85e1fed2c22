import Model
import OrderedJSON

/// The project, cloud, region, account and environment whose objects a state describes; written at the first apply.
public struct StateBinding: Hashable, Sendable {
    /// The name of the project; nil in a binding that tells none.
    public var project: String?
    public var target: CloudTarget
    /// Lasting access keys that were seen to belong to the account, sorted: they need not be asked about again.
    public var accessKeys: [String]

    public init(project: String? = nil, target: CloudTarget, accessKeys: [String] = []) {
        self.project = project
        self.target = target
        self.accessKeys = accessKeys.sorted()
    }
}

extension StateBinding {
    /// How it is kept, and exported.
    var json: JSON {
        [
            "project": project.map(JSON.string) ?? .null,
            "cloud": .string(target.cloud), "region": .string(target.region),
            "environment": target.environment.map(JSON.string) ?? .null,
            "account": target.account.map { ["id": .string($0.id), "alias": .string($0.alias)] } ?? .null,
            "accessKeys": .array(accessKeys.map(JSON.string)),
        ]
    }

    /// - Throws: ``UnreadableRow`` when the text is not what ``json`` writes.
    init(parsing text: String) throws {
        let json = try StoredText.json(text, "the state's binding")
        guard let cloud = json["cloud"]?.text, let region = json["region"]?.text else {
            throw UnreadableRow(details: "the state's binding has no cloud")
        }
        let account = json["account"]?["id"]?.text.map { id in
            CloudTarget.Account(id: id, alias: json["account"]?["alias"]?.text ?? "")
        }
        self.init(
            project: json["project"]?.text,
            target: CloudTarget(
                cloud: cloud, region: region, environment: json["environment"]?.text, account: account),
            accessKeys: json["accessKeys"]?.elements.compactMap(\.text) ?? [])
    }
}
