import Model

/// What can be known of listeners before they are made. Source: api/loadbalancer.md §4, §7.
enum ListenerPreflight {
    static let checks: [Preflight] = [
        spoken, group, port, encryption, CertificatePreflight.certificate, CertificatePreflight.extraCertificates,
    ]

    /// By the type of the load balancer: what its listeners speak, and what their groups.
    private static let protocols: [String: (listeners: [String], groups: [String])] = [
        "APPLICATION": (["HTTP", "HTTPS"], ["HTTP", "HTTPS"]), "NETWORK": (["TCP", "UDP"], ["TCP", "UDP"]),
        "NETWORK_PROXY": (["TCP", "TLS"], ["PROXY_TCP"]),
    ]

    private static func type(
        _ subject: Preflight.Subject, _ scene: Preflight.Scene
    ) -> (title: String, type: String)? {
        guard let balancer = scene.object("LoadBalancer", subject.attributes["loadBalancer"]),
            let type = balancer.text("type")
        else { return nil }
        return (balancer.title, type)
    }

    private static let spoken = Preflight(of: ["protocol", "loadBalancer"], reading: ["LoadBalancer"]) {
        subject, scene in
        guard let balancer = type(subject, scene), let own = subject.text("protocol"),
            let fitting = protocols[balancer.type]?.listeners, !fitting.contains(own)
        else { return [] }
        return [
            Preflight.Problem(
                at: "protocol", "\(balancer.title) is of type \(balancer.type), whose listeners cannot be \(own)",
                help: "write \(fitting.joined(separator: " or "))")
        ]
    }

    /// Its protocol fits the load balancer, and no other one uses it.
    private static let group = Preflight(
        of: ["targetGroup", "loadBalancer"], reading: ["LoadBalancer", "TargetGroup"]
    ) { subject, scene in
        guard let group = scene.object("TargetGroup", subject.attributes["targetGroup"]) else { return [] }
        var problems: [Preflight.Problem] = []
        if let balancer = type(subject, scene), let own = group.text("protocol"),
            let fitting = protocols[balancer.type]?.groups, !fitting.contains(own)
        {
            problems.append(
                Preflight.Problem(
                    at: "targetGroup",
                    "\(group.title) is of \(own), but \(balancer.title) is of type \(balancer.type)",
                    help: "use a group of \(fitting.joined(separator: " or "))"))
        }
        guard let other = user(of: group, besides: subject, in: scene) else { return problems }
        return problems + [
            Preflight.Problem(
                at: "targetGroup", "\(group.title) is used by another load balancer, \(other)",
                help: "create a target group for each load balancer")
        ]
    }

    /// The load balancer that uses a group already, or will by another listener; nil for the listener's own.
    private static func user(
        of group: Preflight.Scene.Neighbour, besides subject: Preflight.Subject, in scene: Preflight.Scene
    ) -> String? {
        let own = subject.attributes["loadBalancer"]
        if let number = group.text("loadBalancer"), let holder = scene.object("LoadBalancer", .string(number)),
            scene.areSame("LoadBalancer", .string(number), own) == false
        {
            return holder.title
        }
        let target = subject.attributes["targetGroup"]
        let rival = scene.all("Listener").first { other in
            guard let address = other.address, address < subject.address else { return false }
            return scene.areSame("TargetGroup", other.attributes["targetGroup"], target) == true
                && scene.areSame("LoadBalancer", other.attributes["loadBalancer"], own) == false
        }
        return rival.map { scene.object("LoadBalancer", $0.attributes["loadBalancer"])?.title ?? $0.title }
    }

    /// Of two in one workspace, the later in order is blamed.
    private static let port = Preflight(of: ["port", "loadBalancer"], reading: ["Listener"]) { subject, scene in
        guard !subject.isResumed, let port = subject.attributes["port"]?.integer else { return [] }
        let taken = scene.all("Listener").first { other in
            guard other.attributes["port"]?.integer == port, other.address != subject.address else { return false }
            let isSame = scene.areSame(
                "LoadBalancer", other.attributes["loadBalancer"], subject.attributes["loadBalancer"])
            guard isSame == true else { return false }
            return other.address.map { other.id != nil || $0 < subject.address } ?? true
        }
        guard let taken else { return [] }
        let balancer = scene.object("LoadBalancer", subject.attributes["loadBalancer"])?.title ?? "its load balancer"
        return [
            Preflight.Problem(
                at: "port",
                "port \(port) of \(balancer) is used by \(taken.address?.description ?? "another listener")",
                notes: taken.address == nil ? (taken.id.map { ["its id is \($0)"] } ?? []) : [],
                help: "choose another port, or import that listener")
        ]
    }

    /// HTTPS and TLS need a certificate; what else is about encryption is for them alone.
    private static let encryption = Preflight(
        of: ["protocol", "certificate", "http2", "tlsMinVersion", "ciphers", "extraCertificates"]
    ) { subject, _ in
        guard let spoken = subject.text("protocol") else { return [] }
        let isEncrypted = ["HTTPS", "TLS"].contains(spoken)
        if isEncrypted, !subject.isGiven("certificate") {
            return [
                Preflight.Problem(
                    at: "certificate", "a listener of \(spoken) needs a certificate",
                    help: "write the name of one of Certificate Manager")
            ]
        }
        let others = isEncrypted ? [] : ["certificate", "tlsMinVersion", "ciphers", "extraCertificates"]
        var strangers = others.filter { subject.isGiven($0) && subject.attributes[$0] != .list([]) }
        if subject.attributes["http2"]?.bool == true, spoken != "HTTPS" { strangers.append("http2") }
        return strangers.map { field in
            Preflight.Problem(
                at: field, "\(field) is not offered for \(spoken)",
                help: field == "http2" ? "remove it: only HTTPS has HTTP/2" : "remove it: only HTTPS and TLS encrypt")
        }
    }
}
