import Model
import NcloudClient
import OrderedJSON

extension Driver {
    /// An address that gets no advertising mails. Source: api/classic-and-others.md §6; …-getunsubscriberslist,
    /// -registerunsubscribers, -deleteunsubscribers.
    public static let mailUnsubscriber = Driver(
        Kind(
            "MailUnsubscriber", service: "Mail",
            summary: """
                An address that gets no advertising mails. Each is an object of its own, so that nacre removes only what it registered: \
                the other addresses of the list, most of them of recipients who unsubscribed themselves, are neither drift nor kept in \
                state.
                """,
            fields: [
                Field("address", .formatted(.email), .required, change: .replace, "The e-mail address."),
                .computed(
                    "registeredBy",
                    """
                    Who registered it: manager for the console or the API, recipient for the link in a mail. Only an address that \
                    a manager registered is removed.
                    """),
                .computed("registered", .integer, "When it was registered, in milliseconds since 1970."),
            ],
            identity: Kind.Identity(id: "address", marker: ["address"]),
            reading: Kind.Reading([MailCalls.unsubscribers]),
            life: Kind.Life(
                creation: Kind.Procedure([MailCalls.unsubscribe], seconds: 1, timeout: 60),
                update: Kind.Procedure(seconds: 1, timeout: 60),
                deletion: Kind.Procedure([MailCalls.resubscribe], seconds: 1, timeout: 60),
                replacement: .createFirst,
                safeguards: [
                    Safeguard(
                        .deletion, while: "registeredBy", is: .string(MailUnsubscriberOperations.recipient),
                        reason: "its recipient unsubscribed, which nacre does not revoke",
                        advice: "remove it from state: nacre state forget"),
                    Safeguard(
                        .deletion, while: "registeredBy", is: .null,
                        reason: "the API does not show who registered it, and it may have been its recipient",
                        advice: "remove it from state: nacre state forget"),
                ], creationOverwrites: true),
            choosing: Kind.Choosing(
                undiscovered: "most addresses are of recipients who unsubscribed themselves"),
            checks: Kind.Checks(preflight: [MailUnsubscriberPreflight.freeAddress]),
            example: """
                apiVersion: ncloud/v1
                kind: MailUnsubscriber
                metadata: {name: press}
                spec: {address: press@news.example}
                """),
        operations: MailUnsubscriberOperations())
}

enum MailUnsubscriberPreflight {
    /// What another user registered is not taken for nacre's: destroying the workspace would remove it.
    static let freeAddress = Preflight.unique("address") { subject, scene in
        guard subject.isNew, let address = subject.text("address")?.lowercased() else { return [] }
        return scene.all("MailUnsubscriber").filter { $0.text("address")?.lowercased() == address }
    } problem: { address, holder in
        switch holder {
        case .document(let other):
            return Preflight.Problem(
                at: "address", "\(other) has the same address", help: "remove one of the two documents")
        case .unmanaged(let other):
            let id = other.id ?? address.lowercased()
            return Preflight.Problem(
                at: "address", "the address is unsubscribed already, not by nacre",
                notes: other.text("registeredBy").map { ["it was registered by: \($0)"] } ?? [],
                help: "remove the document, or write import: {id: \"\(id)\"} to manage it")
        }
    }
}

/// Addresses come and go at once, and are their own ids, in lower case.
struct MailUnsubscriberOperations: Operations {
    static let recipient = "recipient"

    /// The list wants a range of dates: from the beginning to a day that no clock has reached, 2100-01-01.
    private static let always: (from: String, to: String) = ("0", "4102444800000")

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        let request = APIRequest.rest(
            .mail, .get, "/unsubscribers",
            query: ["startUtc": Self.always.from, "endUtc": Self.always.to, "sort": "createUtc,asc"])
        return try await cloud.pages(of: request, .unsubscribers).compactMap { wire in
            wire.nonEmpty("address").map { address in
                let registrar = wire["isRegByManager"]?.bool.map { $0 ? "manager" : Self.recipient }
                return LiveObject(
                    kind: "MailUnsubscriber", id: address.lowercased(),
                    attributes: [
                        "address": .string(address), "registeredBy": Value(registrar),
                        "registered": Value(wire.at("blockDate.utc")?.integer),
                    ])
            }
        }
    }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let address = desired.text("address") ?? ""
        _ = try await session.create(Self.request(.post, address)) { _ in Creation(id: address.lowercased()) }
    }

    /// Nothing about an address changes in place.
    func update(_ object: ManagedObject) async throws(StepFailure) {}

    func delete(_ object: ManagedObject) async throws(StepFailure) {
        try await object.delete(Self.request(.delete, object.text("address") ?? object.id))
    }

    private static func request(_ method: APIRequest.Method, _ address: String) -> APIRequest {
        .rest(
            .mail, method, "/unsubscribers", body: ["blockedReceivers": [.string(address)]],
            sensitive: ["blockedReceivers"])
    }
}
