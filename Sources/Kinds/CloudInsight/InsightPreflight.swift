import Model

/// What can be known of groups, templates and rules before they are made. Source: api/classic-and-others.md §2.
enum InsightPreflight {
    /// Metrics are ones that the product has, with the dimensions and calculations that are offered. A product of which nothing is
    /// measured yet has none, which says nothing.
    static let metrics = Preflight(of: ["metrics", "product"], reading: ["Metric"], under: "product") {
        subject, scene in
        let known = scene.all("Metric", where: "product", is: subject.attributes["product"])
        guard !known.isEmpty else { return [] }
        return (subject.attributes["metrics"]?.elements ?? []).map(\.members).compactMap { item in
            guard let name = item["metric"]?.text else { return nil }
            guard let metric = known.first(where: { $0.text("name") == name }) else {
                return unknown(name, among: known.compactMap { $0.text("name") })
            }
            return misfit(item, name, metric)
        }
    }

    private static func unknown(_ name: String, among names: [String]) -> Preflight.Problem {
        let shown = names.sorted().prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
        return Preflight.Problem(
            at: "metrics", "the product has no metric '\(name)'", notes: ["its metrics: \(shown)"],
            help: NearestName.of(name, in: names).map { "did you mean '\($0)'?" } ?? "use one of its metrics")
    }

    private static func misfit(
        _ item: Attributes, _ name: String, _ metric: Preflight.Scene.Neighbour
    ) -> Preflight.Problem? {
        func texts(_ field: String) -> [String] { metric.attributes[field]?.elements.compactMap(\.text) ?? [] }
        let pairs = item["dimensions"]?.text.flatMap { TextFormat.dimensions(of: $0) } ?? []
        let types = texts("types")
        if let type = pairs.first(where: { $0.name == "type" })?.value, !types.isEmpty, !types.contains(type) {
            return Preflight.Problem(
                at: "metrics", "\(name) is not measured for type=\(type)",
                help: "write type=" + (NearestName.of(type, in: types) ?? types.joined(separator: " or type=")))
        }
        let offered = texts("calculations")
        let calculation = item["calculation"]?.text ?? "AVG"
        guard !offered.isEmpty, !offered.contains(calculation) else { return nil }
        return Preflight.Problem(
            at: "metrics", "\(name) is not offered as \(calculation)",
            help: "write calculation: \(offered.joined(separator: " or "))")
    }

    /// What a group watches has a number: a bucket has a name, a cluster an UUID. Source: common-vapidatatype-cimonitorgroupitem,
    /// resourceId.
    static let numbers = Preflight(of: ["targets"]) { subject, _ in
        let unnumbered = ["Bucket", "KubernetesCluster"]
        return (subject.attributes["targets"]?.elements ?? []).compactMap { target in
            if case .reference(let reference) = target {
                guard let address = reference.address, reference.attribute == nil, unnumbered.contains(address.kind)
                else { return nil }
                return unwatched(address.description)
            }
            guard let text = target.spelling, TextFormat.number.violation(of: text) != nil else { return nil }
            return unwatched(text)
        }
    }

    private static func unwatched(_ title: String) -> Preflight.Problem {
        Preflight.Problem(
            at: "targets", "\(title) cannot be watched: Cloud Insight takes objects by number, such as servers",
            help: "remove it")
    }

    /// The servers that a group watches are there. Others are not looked for: what their numbers stand for is not documented.
    static let servers = Preflight(of: ["targets"], reading: ["Server"]) { subject, scene in
        guard WatchedKinds.selector.kinds(subject.attributes) == ["Server"] else { return [] }
        let missing = (subject.attributes["targets"]?.elements ?? []).filter { scene.isMissing("Server", $0) }
        return missing.compactMap(\.spelling).map { id in
            Preflight.Problem(
                at: "targets", "there is no Server \(id)",
                help: "write the number of a server in the account, or the name of one in this workspace")
        }
    }

    /// Groups and templates of a rule are of its product.
    static let sameProduct = [("monitorGroups", "MonitorGroup"), ("templates", "RuleTemplate")].map { field, kind in
        Preflight(of: [field, "product"], reading: [kind], under: "product") { subject, scene in
            (subject.attributes[field]?.elements ?? []).compactMap { target in
                guard let other = scene.object(kind, target),
                    scene.areSame("MonitoredProduct", other.attributes["product"], subject.attributes["product"])
                        == false
                else { return nil }
                return Preflight.Problem(
                    at: field, "\(other.title) is of another product", help: "use one of the same product")
            }
        }
    }

    /// A maintenance begins before it ends.
    static let times = Preflight(of: ["startTime", "endTime"]) { subject, _ in
        guard let start = subject.text("startTime").flatMap(DateTime.init),
            let end = subject.text("endTime").flatMap(DateTime.init), start.seconds >= end.seconds
        else { return [] }
        return [
            Preflight.Problem(
                at: "endTime", "the maintenance ends before it begins", help: "write an endTime after startTime")
        ]
    }
}
