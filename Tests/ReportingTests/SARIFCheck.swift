import OrderedJSON

/// Holds a log against what the SARIF 2.1.0 schema asks of the parts that nacre writes: which members there may be,
/// which must, and of what type. (Source: the schema of OASIS, sarif-schema-2.1.0.)
enum SARIFCheck {
    static func problems(_ log: JSON) -> [String] {
        var check = Check()
        check.object(log, "log", must: ["version", "runs"], may: ["$schema"])
        if log["version"] != "2.1.0" { check.problems.append("version") }
        for run in log["runs"]?.elements ?? [] { check.run(run) }
        return check.problems
    }

    private struct Check {
        var problems: [String] = []

        mutating func object(_ json: JSON?, _ name: String, must: [String], may: [String] = []) {
            guard case .object(let members)? = json else { return problems.append("\(name) is no object") }
            for key in must where members[key] == nil { problems.append("\(name) lacks \(key)") }
            for (key, value) in members {
                if !must.contains(key), !may.contains(key) { problems.append("\(name) has \(key)") }
                if value == .null { problems.append("\(name).\(key) is null") }
            }
        }

        mutating func run(_ run: JSON) {
            object(run, "run", must: ["tool", "results"], may: ["columnKind"])
            if !["utf16CodeUnits", "unicodeCodePoints"].contains(run["columnKind"]?.text) {
                problems.append("columnKind")
            }
            object(run["tool"], "tool", must: ["driver"])
            let driver = run["tool"]?["driver"]
            object(driver, "driver", must: ["name"], may: ["version", "semanticVersion", "rules"])
            let rules = driver?["rules"]?.elements ?? []
            for rule in rules { self.rule(rule) }
            let ids = rules.compactMap { $0["id"]?.text }
            if Set(ids).count != rules.count { problems.append("rule ids repeat") }
            for result in run["results"]?.elements ?? [] { self.result(result, ids) }
        }

        mutating func rule(_ rule: JSON) {
            object(
                rule, "rule", must: ["id"],
                may: ["shortDescription", "fullDescription", "help", "defaultConfiguration", "properties"])
            for part in ["shortDescription", "fullDescription", "help"] where rule[part] != nil {
                text(rule[part], part)
            }
            if let configuration = rule["defaultConfiguration"] {
                object(configuration, "configuration", must: ["level"])
                level(configuration["level"])
            }
        }

        mutating func result(_ result: JSON, _ ids: [String]) {
            object(
                result, "result",
                must: ["ruleId", "ruleIndex", "level", "message", "partialFingerprints", "suppressions", "locations"])
            // GitHub refuses the whole log for one result that has no file.
            if result["locations"]?[0]?["physicalLocation"] == nil { problems.append("no place") }
            level(result["level"])
            text(result["message"], "message")
            let index = Int(result["ruleIndex"]?.integer ?? -1)
            if !ids.indices.contains(index) || ids[index] != result["ruleId"]?.text { problems.append("ruleIndex") }
            let prints = result["partialFingerprints"]?.members.values.map(\.self) ?? []
            if prints.isEmpty || prints.contains(where: { $0.text == nil }) { problems.append("fingerprints") }
            for location in result["locations"]?.elements ?? [] { self.location(location) }
            for suppression in result["suppressions"]?.elements ?? [] { self.suppression(suppression) }
        }

        mutating func suppression(_ suppression: JSON) {
            object(suppression, "suppression", must: ["kind"], may: ["status", "justification", "location"])
            if !["inSource", "external"].contains(suppression["kind"]?.text) { problems.append("suppression.kind") }
            if suppression["status"] != "accepted" { problems.append("suppression.status") }
            if let location = suppression["location"] { self.location(location) }
        }

        mutating func location(_ location: JSON) {
            object(location, "location", must: [], may: ["physicalLocation", "logicalLocations"])
            for logical in location["logicalLocations"]?.elements ?? [] {
                object(logical, "logicalLocation", must: ["fullyQualifiedName"], may: ["kind"])
            }
            guard let physical = location["physicalLocation"] else { return }
            object(physical, "physicalLocation", must: ["artifactLocation"], may: ["region"])
            object(physical["artifactLocation"], "artifactLocation", must: ["uri"], may: ["uriBaseId"])
            let allowed = physical["artifactLocation"]?["uri"]?.text?.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
            if allowed != true { problems.append("uri") }
            region(physical["region"])
        }

        mutating func region(_ region: JSON?) {
            object(
                region, "region", must: ["startLine"], may: ["startColumn", "endLine", "endColumn", "snippet"])
            let numbers = ["startLine", "startColumn", "endLine", "endColumn"].compactMap { region?[$0] }
            for number in numbers {
                guard case .integer(1...) = number else {
                    problems.append("region counts from \(number)")
                    continue
                }
            }
            if let snippet = region?["snippet"] { text(snippet, "snippet") }
        }

        mutating func text(_ message: JSON?, _ name: String) {
            object(message, name, must: ["text"])
            guard case .string(let text)? = message?["text"], !text.isEmpty else {
                return problems.append("\(name).text")
            }
        }

        mutating func level(_ level: JSON?) {
            if !["none", "note", "warning", "error"].contains(level?.text) { problems.append("level") }
        }
    }
}
