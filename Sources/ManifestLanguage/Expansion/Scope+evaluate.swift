import Model

extension Scope {
    /// What the expression stands for; ``Node/Content/unknown`` after reporting what is wrong with it.
    func value(of written: String, in node: Node) -> Node.Content {
        let site = Site(node: node, expression: written)
        var expression = written.trimmingSpace
        if Interpolation.occurs(in: expression) {
            guard expression.split(separator: "${", omittingEmptySubsequences: false).count <= Scope.nestingLimit else {
                findings.error(.badExpression, "expressions nested too deeply", at: node.place)
                return .unknown
            }
            guard let inner = expand(Node(.string(expression), at: node.place)).text else { return .unknown }
            expression = inner
        }
        let dot = expression.firstIndex(of: ".") ?? expression.endIndex
        let head = String(expression[..<dot])
        if head.contains("/") { return reference(expression, at: site) }
        guard let root = Root(rawValue: head), root != .reference else {
            return unknownRoot(head, expression, at: site)
        }
        guard isAdmitted(root, expression, at: site) else { return .unknown }
        let path = expression[dot...].dropFirst().split(separator: ".", omittingEmptySubsequences: false).map(
            String.init)
        guard let name = path.first, !path.contains("") else { return missingName(root, at: site) }
        switch root {
        case .variable: return descend(variable(name, at: site), path.dropFirst(), "var.\(name)", at: site)
        case .each: return descend(each(name, at: site), path.dropFirst(), "each.\(name)", at: site)
        case .environment: return environment(path.joined(separator: "."), at: site)
        case .secret: return secret(path.joined(separator: "."), at: site)
        case .reference: return .unknown
        }
    }

    private func isAdmitted(_ root: Root, _ expression: String, at site: Site) -> Bool {
        if admits.contains(root) { return true }
        findings.error(.badExpression, "'${\(expression)}' cannot be used here", at: site.place, help: limitation)
        return false
    }

    private func unknownRoot(_ head: String, _ expression: String, at site: Site) -> Node.Content {
        let nearest = findings.nearest(head, in: Root.allCases.dropLast().map(\.rawValue))
        findings.error(
            .badExpression, "'${\(expression)}' is not a valid expression", at: site.place,
            notes: ["valid expressions: ${var.x}, ${each.index}, ${env.X}, ${secret.x}, ${Kind/name.field}"],
            help: nearest.map { "did you mean '\($0)'?" } ?? "write $${\(expression)} for the characters themselves")
        return .unknown
    }

    private func missingName(_ root: Root, at site: Site) -> Node.Content {
        findings.error(
            .badExpression, "'\(root.rawValue)' needs a name after it", at: site.place,
            help: "write ${\(root.rawValue).name}")
        return .unknown
    }

    private func variable(_ name: String, at site: Site) -> Node.Content {
        if let value = context.variables[name] { return value.content }
        let names = context.variables.keys
        findings.error(
            .unknownVariable, "no variable '\(name)' is declared", at: site.place,
            help: findings.nearest(name, in: names).map { "did you mean 'var.\($0)'?" }
                ?? "declare it under spec.variables of nacre.yaml")
        return .unknown
    }

    private func each(_ name: String, at site: Site) -> Node.Content {
        guard let each else {
            findings.error(
                .badExpression, "'each' can only be used with forEach", at: site.place,
                help: "add forEach: {count: 2}, {list: […]} or {map: {…}} next to metadata")
            return .unknown
        }
        switch name {
        case "index": return .integer(Int64(each.index))
        case "key": return each.key.content
        case "value": return each.value.content
        default:
            findings.error(
                .badExpression, "'each' has no '\(name)'", at: site.place,
                help: "use each.index, each.key or each.value")
            return .unknown
        }
    }

    private func environment(_ name: String, at site: Site) -> Node.Content {
        if let value = context.environment[name] {
            if value.isEmpty {
                findings.warning(
                    .emptyInput, "the environment variable '\(name)' is empty", at: site.place,
                    help: "set it for this run; if it may be empty, use a variable with a default")
            }
            return .string(value)
        }
        findings.error(
            .missingEnvironment, "the environment variable '\(name)' is not set", at: site.place,
            help: "set it, or use a variable with a default")
        return .unknown
    }

    private func secret(_ name: String, at site: Site) -> Node.Content {
        switch context.secrets[name] {
        case .known(let secret): return .secret(secret)
        case .pending(let pending):
            findings.need(pending)
            return .secret(.pending)
        case .missing(let reason, let help, let declaration):
            findings.error(.missingSecret, "the secret '\(name)' has no value: \(reason)", at: declaration, help: help)
        case .unreadable: break
        case nil:
            findings.error(
                .unknownSecret, "no secret '\(name)' is declared", at: site.place,
                help: findings.nearest(name, in: context.secrets.keys).map { "did you mean 'secret.\($0)'?" }
                    ?? "declare it in nacre.yaml: spec.secrets: {\(name): {file: path}}, or {env: NAME_OF_A_VARIABLE}")
        }
        return .unknown
    }

    /// Follows `.field.field` into a map.
    private func descend(
        _ content: Node.Content, _ path: ArraySlice<String>, _ title: String, at site: Site
    ) -> Node.Content {
        guard let key = path.first, !Node(content, at: site.node.place).isUnknown else { return content }
        let node = Node(content, at: site.node.place)
        if let member = node.member(key) {
            return descend(member.value.content, path.dropFirst(), "\(title).\(key)", at: site)
        }
        let nearest = findings.nearest(key, in: node.members.map(\.key))
        findings.error(
            .badExpression,
            node.members.isEmpty ? "'\(title)' is \(node.title) and has no fields" : "'\(title)' has no '\(key)'",
            at: site.place, help: nearest.map { "did you mean '\($0)'?" })
        return .unknown
    }
}

extension String {
    /// Without the blanks around it.
    var trimmingSpace: String {
        guard first?.isWhitespace == true || last?.isWhitespace == true else { return self }
        return String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
