import Model

/// What can be known of target groups before they are made. Source: api/loadbalancer.md §5.
enum TargetGroupPreflight {
    static let checks: [Preflight] = [
        .freeName(of: "TargetGroup", refused: true), .exists("Vpc", in: "vpc"),
        .sameVpc("Server", in: "targets") { subject, _ in subject.attributes["vpc"] }, healthCheck, page, algorithm,
        sticky,
    ]

    private static func isHTTP(_ subject: Preflight.Subject) -> Bool? {
        subject.text("protocol").map { ["HTTP", "HTTPS"].contains($0) }
    }

    private static let healthCheck = Preflight(of: ["healthCheckProtocol", "protocol"]) { subject, _ in
        guard let isHTTP = isHTTP(subject), let check = subject.text("healthCheckProtocol"), isHTTP == (check == "TCP")
        else { return [] }
        return [
            Preflight.Problem(
                at: "healthCheckProtocol",
                "a group of \(subject.text("protocol") ?? "") cannot be checked by \(check)",
                help: isHTTP ? "write HTTP or HTTPS" : "write TCP")
        ]
    }

    /// A page is requested by HTTP and HTTPS only, and its path begins with a slash.
    private static let page = Preflight(of: ["healthCheckPath", "healthCheckMethod", "protocol"]) { subject, _ in
        guard let isHTTP = isHTTP(subject), let group = subject.text("protocol") else { return [] }
        let given = ["healthCheckPath", "healthCheckMethod"].filter(subject.isGiven)
        guard isHTTP else {
            return given.map { field in
                Preflight.Problem(
                    at: field, "\(field) is for groups of HTTP and HTTPS, and this one is of \(group)",
                    help: "remove the field")
            }
        }
        guard let path = subject.text("healthCheckPath"), !path.hasPrefix("/") else { return [] }
        return [
            Preflight.Problem(
                at: "healthCheckPath", "\"\(path)\" does not begin with a slash", help: "write /\(path)")
        ]
    }

    private static let algorithm = Preflight(of: ["algorithm", "protocol"]) { subject, _ in
        guard let group = subject.text("protocol"), let algorithm = subject.text("algorithm") else { return [] }
        let fitting = ["TCP", "UDP"].contains(group) ? ["MH", "RR"] : ["RR", "SIPHS", "LC"]
        guard !fitting.contains(algorithm) else { return [] }
        return [
            Preflight.Problem(
                at: "algorithm", "algorithm \(algorithm) is not offered for \(group)",
                help: "write \(fitting.joined(separator: " or "))")
        ]
    }

    private static let sticky = Preflight(of: ["stickySession", "proxyProtocol", "protocol"]) { subject, _ in
        guard let group = subject.text("protocol") else { return [] }
        let fields = ["stickySession": group != "PROXY_TCP", "proxyProtocol": group == "PROXY_TCP"]
        return fields.sorted { $0.key < $1.key }.compactMap { field, fits in
            guard subject.attributes[field]?.bool == true, !fits else { return nil }
            return Preflight.Problem(
                at: field, "\(field) is not offered for \(group)", help: "remove the field")
        }
    }
}
