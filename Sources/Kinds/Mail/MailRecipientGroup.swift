import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A group of the address book. Source: api/classic-and-others.md §6; …-getaddressbook, -createaddressbook,
    /// -deleterecipientgroup, -deleterecipientgrouprelation.
    public static let mailRecipientGroup = Driver(
        Kind(
            "MailRecipientGroup", service: "Mail",
            summary: """
                A group of recipients in the address book. The API shows how many addresses a group has, not which: nacre compares \
                the addresses of the manifest with those it has put there, and leaves all others alone. Deleting a group leaves its \
                addresses in the book; as no call shows who was in it, deleting one needs --allow-data-loss.
                """,
            fields: [
                Field(
                    "name", .string, .optionalFromName, change: .refused(renaming),
                    constraints: [.spelled(MailCalls.nameRule)], "Its name, unique in the address book."),
                Field(
                    "addresses", .set(.formatted(.email)),
                    change: .inPlace(.none, calls: [MailCalls.addAddresses, MailCalls.removeFromGroup]),
                    constraints: [.count(0...10_000)],
                    """
                    Addresses to have in it. One that is removed from the manifest leaves the group and stays in the book; removing \
                    the field changes nothing. Not compared with the cloud, which does not show them.
                    """
                ).unshown,
                .computed("addressCount", .integer, "How many addresses it has."),
            ],
            identity: Kind.Identity(id: "sid"),
            reading: Kind.Reading([MailCalls.addressBook]),
            life: Kind.Life(
                creation: Kind.Procedure([MailCalls.addAddresses], seconds: 5, timeout: 300),
                update: Kind.Procedure(seconds: 2, timeout: 300),
                deletion: Kind.Procedure([MailCalls.deleteGroup], seconds: 2, timeout: 300),
                disruption: .dataLoss, holdsData: true, creationOverwrites: true),
            checks: Kind.Checks(preflight: [.freeName(of: "MailRecipientGroup", refused: true)]),
            example: """
                apiVersion: ncloud/v1
                kind: MailRecipientGroup
                metadata: {name: on-call}
                spec:
                  addresses: [ops@shop.example, night@shop.example]
                """),
        operations: MailRecipientGroupOperations())

    private static let renaming = "no call renames a group: rename it in the console, or create another group"
}

/// The book takes groups with addresses together, and later: its answers show what was there before.
struct MailRecipientGroupOperations: Operations {
    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let groups = try await cloud.elements(of: .rest(.mail, .get, "/address-book"), under: "groups")
        return groups.compactMap { wire in
            wire.nonEmpty("sid").map { id in
                LiveObject(
                    kind: "MailRecipientGroup", id: id,
                    attributes: [
                        "name": Value(text: wire["groupName"]), "addressCount": Value(wire["addressCount"]?.integer),
                    ])
            }
        }
    }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let name = desired.text("name") ?? desired.address.name
        // The answer shows the book before: the group is found by its name once it is there.
        _ = try await session.create(Self.adding(desired.texts("addresses") ?? [], to: name)) { _ in
            Creation(id: nil)
        }
    }

    func update(_ group: ManagedObject) async throws(StepFailure) {
        guard group.differs("addresses"), let desired = group.desired.attributes["addresses"] else { return }
        let (former, wanted) = (Self.addresses(group.live.attributes["addresses"]), Self.addresses(desired))
        let name = group.text("name") ?? group.desired.address.name
        let removed = former.filter { !wanted.keys.contains($0.key) }.map(\.value).sorted()
        if !removed.isEmpty {
            let body: JSON = ["groupName": .string(name), "emailAddresses": .array(removed.map(JSON.string))]
            try await group.change(
                .rest(
                    .mail, .delete, "/address-book/recipient-groups/address", body: body, sensitive: ["emailAddresses"])
            )
        }
        let added = wanted.filter { !former.keys.contains($0.key) }.map(\.value).sorted()
        if !added.isEmpty { try await group.change(Self.adding(added, to: name)) }
    }

    /// The addresses stay in the book: to delete one there would take it out of every group.
    func delete(_ group: ManagedObject) async throws(StepFailure) {
        let name = group.text("name") ?? group.desired.address.name
        try await group.delete(.rest(.mail, .delete, "/address-book/recipient-groups", query: ["groupName": name]))
    }

    private static func adding(_ addresses: [String], to name: String) -> APIRequest {
        let group: JSON = ["groupName": .string(name), "emailAddresses": .array(addresses.map(JSON.string))]
        return .rest(.mail, .post, "/address-book", body: ["groups": [group]], sensitive: ["groups"])
    }

    /// By their spelling in lower case, which tells them apart.
    private static func addresses(_ value: Value?) -> [String: String] {
        let texts = value?.elements.compactMap(\.spelling) ?? []
        return Dictionary(texts.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    }
}
