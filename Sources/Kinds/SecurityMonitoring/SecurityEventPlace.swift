import NcloudClient
import OrderedJSON

/// What saw an event, and its ticket there.
struct SecurityEventPlace {
    let service: String
    let ticket: String
    private let call: String

    /// - Parameter id: such as `IDS/526068433`.
    init?(_ id: String) {
        let parts = id.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let call = Self.calls[parts[0]], !parts[1].isEmpty else { return nil }
        (service, ticket, self.call) = (parts[0], parts[1], call)
    }

    var request: APIRequest {
        .rest(.securityMonitoring, .post, "/\(call)", body: ["ticketId": .string(ticket)])
    }

    private static let calls = ["IDS": "getIDSEventDetail", "DDOS": "getDDoSEventDetail"]

    /// Reads one of the events or periods that manifests name, or a list that is empty.
    static let trial: Trial = { ids in
        ids.lazy.compactMap { SecurityEventPlace($0)?.request ?? ReportPeriod($0)?.request }.first ?? ReportPeriod.trial
    }
}
