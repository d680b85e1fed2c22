import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// A key by which a sub account calls the API. Source: api/other-services.md §3; pub-iam-v2-sub-account-createaccesskey,
    /// -listaccesskeys, -changeaccesskeystatus, -deleteaccesskey.
    public static let accessKey = Driver(
        Kind(
            "AccessKey", service: "SubAccount",
            summary: """
                An access key of a sub account, which can have two active ones. The secret key is returned once, at creation: it goes into a \
                file, or encrypted into state.
                """,
            fields: [
                Field("subAccount", .reference("SubAccount"), .required, change: .replace, "The sub account."),
                Field(
                    "active", .boolean, change: .inPlace(.none, calls: [AccountCalls.changeKey]), initial: true,
                    "Whether calls with it are accepted."),
                Field(
                    "secretKeyFile", .string, change: .createOnly,
                    "File for the secret key, written when the key is created; readable only by its owner."),
                .computed("accessKey", "The access key."),
                OwnRights.field(
                    "Whether the access key in use belongs to the same sub account. Such keys are not stopped or deleted."
                ),
                .computed("created", "When it was created."),
            ],
            identity: Kind.Identity(id: "subAccountId/accessKey", marker: ["subAccount"], isMarkerShared: true),
            reading: Kind.Reading([Caller.call], perParent: [AccountCalls.keys], besides: Caller.besides),
            // Two can be active: a third one waits for one that goes. Source: pub-iam-v2-sub-account-createaccesskey.
            place: Kind.Place(
                listedUnder: "SubAccount", serializedOn: ["subAccount"],
                slots: [
                    Kind.Slot(["subAccount"], isCertain: false, space: "access key of a sub account", limit: 2)
                ]),
            life: Kind.Life(
                creation: Kind.Procedure([AccountCalls.createKey], seconds: 1, timeout: 60),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure([AccountCalls.deleteKey], seconds: 1, timeout: 60),
                safeguards: OwnRights.safeguards(
                    "the access key in use belongs to the same sub account", changing: ["active"]),
                callShowingSecret: "POST /api/v2/sub-accounts/{…}/access-keys"),
            checks: Kind.Checks(preflight: [AccountPreflight.keys]),
            example: """
                apiVersion: ncloud/v1
                kind: AccessKey
                metadata: {name: deployer}
                spec:
                  subAccount: deployer
                  secretKeyFile: deployer-secret-key.txt
                """),
        operations: AccessKeyOperations(),
        secretRenewal: """
            add a second AccessKey of the same sub account and apply; put its secret key to use; then remove the document of \
            this one and apply
            """)
}

/// A key's id for nacre is that of its sub account and its own. Only the list of a sub account's keys shows it.
struct AccessKeyOperations: Operations {
    private static let columns: [Column] = [
        .text("accessKey", "accessKey"), Column.bool("active", "active").setLater(from: true), .createdDateTime,
    ]

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let caller = scope.statusOnly ? nil : try await Caller.read(from: cloud)
        return try await ParentKind.subAccount.ids(scope, from: cloud).concurrentlyReading { id throws(APIFailure) in
            try await cloud.unlessParentGone { () throws(APIFailure) in
                try await keys(of: id, caller, from: cloud)
            }
        }.flatMap(\.self)
    }

    private func keys(
        of account: String, _ caller: Caller?, from cloud: any APICaller
    ) async throws(APIFailure) -> [LiveObject] {
        let wires = try await cloud.elements(
            of: .rest(.subAccount, .get, "/sub-accounts/\(account)/access-keys"), under: "accessKeys")
        return wires.compactMap { wire in
            guard let key = wire.nonEmpty("accessKey") else { return nil }
            var known: Attributes = ["subAccount": .string(account)]
            if let caller { known[OwnRights.name] = .bool(caller.id == account) }
            return Self.columns.object("AccessKey", id: "\(account)/\(key)", wire, besides: known)
        }
    }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let account = desired.text("subAccount") ?? ""
        let request = APIRequest.rest(
            .subAccount, .post, "/sub-accounts/\(account)/access-keys", sensitive: ["keySecret"])
        let id = try await session.create(request) { answer in
            let secret = answer.nonEmpty("keySecret")
            return Creation(
                id: answer.nonEmpty("accessKey").map { "\(account)/\($0)" },
                secrets: secret.map { ["secretKey": $0] } ?? [:])
        }
        let made = Self.columns.made("AccessKey", id: id, of: desired)
        try await bring(ManagedObject(made, to: desired, through: session))
    }

    func update(_ key: ManagedObject) async throws(StepFailure) {
        guard key.differs("active") else { return }
        try await refuseIfOwn(key)
        try await bring(key)
    }

    private func bring(_ key: ManagedObject) async throws(StepFailure) {
        guard key.differs("active"), let place = KeyPlace(key.id) else { return }
        let body: JSON = ["active": .bool(key.value("active")?.bool ?? true)]
        try await key.change(.rest(.subAccount, .post, "\(place.path)/change-status", body: body))
    }

    func delete(_ key: ManagedObject) async throws(StepFailure) {
        guard let place = KeyPlace(key.id) else { return }
        try await refuseIfOwn(key)
        try await key.delete(.rest(.subAccount, .delete, place.path))
    }

    private func refuseIfOwn(_ key: ManagedObject) async throws(StepFailure) {
        let account = KeyPlace(key.id)?.account
        try await key.refuseIfOwn { $0.id == account }
    }
}

/// The two halves of an id.
private struct KeyPlace {
    let account: String
    let key: String

    /// Nil for an id that lacks a half: its call would be about something else.
    init?(_ id: String) {
        let parts = id.split(separator: "/").map(String.init)
        guard parts.count == 2 else { return nil }
        (account, key) = (parts[0], parts[1])
    }

    var path: String { "/sub-accounts/\(account)/access-keys/\(key)" }
}
