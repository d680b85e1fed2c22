import Model
import NcloudClient

/// Checks the key of an application for each of its services. Source: api/linkage.md §4.
enum LinkageProbe {
    static func checks(of declared: DesiredResource, on cloud: LinkageClient) async -> [ExternalCheck] {
        let services = declared.services
        let generation = declared.attributes["hostGeneration"]?.text.flatMap(LinkageHost.Generation.init)
        guard let key = declared.key else {
            return services.map { service, span in
                declared.check(
                    service, .unknown("the values of its secrets are not available to this command"), generation, span)
            }
        }
        let check = LinkageCheck(cloud)
        let found = await withTaskGroup(of: (Int, LinkageVerdict).self) { group in
            for (index, (service, _)) in services.enumerated() {
                group.addTask { (index, await check.verdict(on: service, for: key, generation)) }
            }
            return await group.reduce(into: [Int: LinkageVerdict]()) { $0[$1.0] = $1.1 }
        }
        return services.enumerated().compactMap { index, entry in
            found[index].map { declared.check(entry.service, $0, generation, entry.span) }
        }
    }
}

extension DesiredResource {
    /// The services in the order they are written, each once, with where.
    fileprivate var services: [(service: LinkageService, span: SourceSpan?)] {
        let path = FieldPath("services")
        var known: Set<LinkageService> = []
        return (attributes["services"]?.elements ?? []).enumerated().compactMap { index, value in
            guard let service = value.text.flatMap(LinkageService.init), known.insert(service).inserted else {
                return nil
            }
            return (service, spans[path.appending(element: String(index))] ?? spans[path] ?? span)
        }
    }

    fileprivate var key: LinkageKey? {
        guard case .secret(let id)? = attributes["clientId"], case .secret(let secret)? = attributes["clientSecret"],
            let id = id.reveal(), let secret = secret.reveal()
        else { return nil }
        return LinkageKey(clientID: id, clientSecret: secret)
    }

    fileprivate func check(
        _ service: LinkageService, _ verdict: LinkageVerdict, _ generation: LinkageHost.Generation?, _ span: SourceSpan?
    ) -> ExternalCheck {
        ExternalCheck(
            address, service.rawValue, isGood: verdict == .good, verdict: verdict.code,
            finding: verdict.finding(on: service), advice: verdict.advice(on: service), span: span)
    }
}

extension LinkageVerdict {
    /// What is the case, for people.
    fileprivate func finding(on service: LinkageService) -> String {
        switch self {
        case .good: "works"
        case .wrongKey: "there is no application with this client id and secret (HTTP 401, code 200)"
        case .notSelected: "the application has no access to \(service.title): it is not selected or not subscribed to"
        case .notSelectedOrQuotaExceeded:
            """
            \(service.title) is not selected in the application, or its daily or monthly limit is used up: both are \
            answered with HTTP 429, code 400
            """
        case .quotaExceeded: "the key is good, but more calls were made than the rate limit allows (HTTP 429)"
        case .hostMoved(let generation, let host):
            "the application was registered for the \(generation.rawValue) host, \(host)"
        case .unreachable(let reason): "no response from the service: \(reason)"
        case .unknown(let reason): "could not be checked: \(reason)"
        }
    }

    /// What to do about it. Applications are managed in the console alone. Source: api/linkage.md §6.
    fileprivate func advice(on service: LinkageService) -> String? {
        let console = "in the console under \(service.console)"
        return switch self {
        case .good: nil
        case .wrongKey:
            "compare the two secrets with the application's authentication information \(console); a re-issued secret replaces the old one at once"
        case .notSelected: "edit the application \(console) and select \(service.title)"
        case .notSelectedOrQuotaExceeded:
            "look at the application \(console): select \(service.title), or raise its limit; usage is counted by days and months in UTC"
        case .quotaExceeded: "run the command again in a moment; the limits are set \(console)"
        case .hostMoved(let generation, let host):
            "set hostGeneration: \(generation.rawValue), and call \(host) in your programs"
        case .unreachable: "check the network and any proxy, and run the command again"
        case .unknown: "run the command again; if it persists, make one call by hand and compare the response"
        }
    }
}
