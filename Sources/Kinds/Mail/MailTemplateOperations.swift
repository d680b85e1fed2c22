import Model
import NcloudClient
import OrderedJSON

/// Templates are made, changed and deleted at once. What is deleted stays in the tree, out of use, and can be restored.
struct MailTemplateOperations: Operations {
    static let inUse = "IN_USE"
    static let deleted = "DELETED"

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        var members = Self.columns.creation(of: desired)
        if desired["name"] == nil { members.append(("templateName", .string(desired.address.name))) }
        if let category = desired["category"] { members.append(("categorySid", MailCalls.sid(category))) }
        members.append(("isUse", true))
        _ = try await session.create(.rest(.mail, .post, "/template", body: JSON(present: members))) { answer in
            Creation(id: answer.nonEmpty("sid"))
        }
    }

    func update(_ object: ManagedObject) async throws(StepFailure) {
        var template = try await restored(object)
        var isUnknown = template.live.attributes["title"] == nil
        if isUnknown {
            let (id, session) = (template.id, template.session)
            let wasDeleted = object.live.status == Self.deleted
            let wire = try await StepFailure.wrapping { () throws(APIFailure) in
                try await content(of: id, isDeleted: wasDeleted, from: session)
            }
            if let wire {
                (template, isUnknown) = (template.seen(as: Self.shown(id, wire)), false)
            } else if !wasDeleted {
                throw .vanished
            }
        }
        if isUnknown || template.differs(Self.content) {
            // The call replaces everything but the place.
            let known = isUnknown ? Self.content.filter { template.desired[$0] != nil } : Self.content
            let members = Self.columns.change(known, of: template) + [("isUse", true)]
            try await template.change(.rest(.mail, .put, "/template/\(template.id)", body: JSON(present: members)))
        }
        guard template.differs("category") else { return }
        let place: JSON = [
            "templateName": .string(template.value("name")?.spelling ?? template.desired.address.name),
            "parentSid": MailCalls.sid(template.desired["category"]),
        ]
        try await template.change(.rest(.mail, .put, "/template/\(template.id)/name-location", body: place))
    }

    func delete(_ template: ManagedObject) async throws(StepFailure) {
        try await template.delete(.rest(.mail, .delete, "/template/\(template.id)"))
    }

    /// The template as it is once it is in use.
    private func restored(_ template: ManagedObject) async throws(StepFailure) -> ManagedObject {
        guard template.live.status == Self.deleted else { return template }
        try await template.change(.rest(.mail, .put, "/template/\(template.id)/restoration")) {
            $0.status != Self.deleted
        }
        var live = template.live
        live.status = Self.inUse
        live.attributes["inUse"] = true
        return template.seen(as: live)
    }
}

// MARK: Reading

extension MailTemplateOperations {
    private static let content = ["name", "title", "body", "senderAddress", "senderName", "description"]

    private static let columns: [Column] = [
        .text("name", "name", sent: "templateName"), .text("title", "title"), .text("body", "body"),
        .text("senderAddress", "senderAddress"), .text("senderName", "senderName"),
        .text("description", "description"), .number("created", "createDate.utc"),
    ]

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let nodes = try await MailTemplateTree.nodes(from: cloud).filter { !$0.isCategory }
        return try await nodes.concurrentlyReading { node throws(APIFailure) -> LiveObject in
            let listed = Self.object(node.id, node.wire, ["name": node.name, "category": node.parent])
            guard scope.wants(id: node.id, name: listed.name), scope.asks(for: Self.content),
                let wire = try await content(
                    of: node.id, isDeleted: node.wire["isUse"]?.bool == false, from: cloud)
            else { return listed }
            return Self.object(node.id, wire, Self.columns.attributes(wire).merging(["category": node.parent]) { $1 })
        }
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        let request = Self.request(id)
        guard let answer = try await cloud.unlessGone(request) else { return .missing }
        // Whether a deleted one is still there, of which the service may show nothing, the tree tells.
        guard let wire = try Self.whole(answer, id, isDeleted: true, request) else { return .notOffered }
        return .shown(Self.shown(id, wire))
    }

    private static func request(_ id: String) -> APIRequest { .rest(.mail, .get, "/template/\(id)") }

    /// What the template's own call shows; nil when it is gone, and for a deleted one of which the service shows nothing.
    private func content(
        of id: String, isDeleted: Bool, from cloud: any APICaller
    ) async throws(APIFailure) -> JSON? {
        let request = Self.request(id)
        guard let answer = try await cloud.unlessGone(request) else { return nil }
        return try Self.whole(answer, id, isDeleted: isDeleted, request)
    }

    /// The answer where it shows the template with its content; nil for a deleted one of which it shows nothing.
    /// - Throws: an unreadable failure for any other answer: while its content is not known, a change of the template would
    ///   replace what no manifest names.
    private static func whole(
        _ answer: JSON, _ id: String, isDeleted: Bool, _ request: APIRequest
    ) throws(APIFailure) -> JSON? {
        let own = answer.nonEmpty("sid")
        if own == id, answer["title"] != nil { return answer }
        guard isDeleted, own == nil || own == id else {
            throw .unreadable(request, "the response does not show template \(id)")
        }
        return nil
    }

    private static func shown(_ id: String, _ wire: JSON) -> LiveObject {
        let category = MailCalls.category(wire.at("category.sid"))
        return object(id, wire, columns.attributes(wire).merging(["category": category]) { $1 })
    }

    private static func object(_ id: String, _ wire: JSON, _ attributes: Attributes) -> LiveObject {
        let isUsed = wire["isUse"]?.bool
        let status = isUsed.map { $0 ? inUse : deleted }
        // A deleted template is neither in use nor kept out of it: it is to be restored where it is desired.
        var seen: Attributes = [
            "status": Value(status), "created": Value(wire.at("createDate.utc")?.integer),
        ]
        if let isUsed { seen["inUse"] = isUsed ? true : .null }
        return LiveObject(
            kind: "MailTemplate", id: id, attributes: attributes.merging(seen) { $1 }, status: status,
            created: wire.at("createDate.utc")?.text)
    }
}
