import Model

/// Settles the value of every variable. The command line wins over the process environment, that over the file of the
/// environment, that over the default.
struct VariableResolution {
    /// What the names of variables begin with in the process environment.
    static let prefix = "NACRE_VAR_"

    let source: ManifestSource
    let scope: Scope
    private var findings: Findings { scope.findings }

    init(_ source: ManifestSource, _ context: EvaluationContext) {
        self.source = source
        scope = .settings(context)
    }

    /// The values by name, and which of them are sensitive.
    func settled(
        _ document: ProjectDocument, overrides: [Node.Member]
    ) -> (values: [String: Node], sensitive: Set<String>) {
        let declarations = document.variables.map { VariableDeclaration($0, scope) }
        let names = declarations.map(\.name)
        reportStrangers(names, overrides)
        let layered = Dictionary(overrides.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        var values: [String: Node] = [:]
        for declaration in declarations {
            values[declaration.name] = value(of: declaration, override: layered[declaration.name])
        }
        return (values, Set(declarations.filter(\.isSensitive).map(\.name)))
    }

    private func reportStrangers(_ names: [String], _ overrides: [Node.Member]) {
        func help(_ name: String) -> String {
            findings.nearest(name, in: names).map { "did you mean '\($0)'?" }
                ?? "declare it under spec.variables of nacre.yaml"
        }
        for name in source.variables.keys.sorted() where !names.contains(name) {
            findings.error(
                .unknownVariable, "-v \(name): no variable '\(name)' is declared", at: nil, help: help(name))
        }
        for override in overrides where !names.contains(override.key) {
            findings.error(
                .unknownVariable, "no variable '\(override.key)' is declared", at: override.place,
                help: help(override.key))
        }
        for name in source.environment.keys.sorted() where name.hasPrefix(VariableResolution.prefix) {
            let bare = String(name.dropFirst(VariableResolution.prefix.count))
            guard !names.contains(bare) else { continue }
            findings.warning(
                .unknownVariable, "\(name) is set but no variable '\(bare)' is declared", at: nil, help: help(bare))
        }
    }

    private func value(of declaration: VariableDeclaration, override: Node?) -> Node {
        let outside = outsideValue(of: declaration)
        let written = outside ?? override.map(scope.expandAll) ?? declaration.initial
        if declaration.isSensitive, let written { findings.conceal(written.place) }
        guard let written else {
            findings.error(
                .missingVariable, "the variable '\(declaration.name)' has no value", at: declaration.place,
                help: "pass -v \(declaration.name)=…, set \(VariableResolution.prefix)\(declaration.name), "
                    + "or give it a default")
            return Node(.unknown, at: declaration.place)
        }
        guard let content = declaration.kind.accepting(written) else {
            scope.wrongType(written, "the variable '\(declaration.name)'", declaration.kind.title)
            return Node(.unknown, at: written.place)
        }
        let value = Node(content, at: written.place)
        guard isAllowed(value, declaration) else { return Node(.unknown, at: written.place) }
        return declaration.isSensitive ? sealed(value, declaration) : value.asLiteral
    }

    /// What `-v` or the process environment gives, read by the declared type.
    private func outsideValue(of declaration: VariableDeclaration) -> Node? {
        let name = declaration.name
        if let text = source.variables[name] { return read(text, from: "-v \(name)", declaration) }
        let variable = VariableResolution.prefix + name
        return source.environment[variable].map { read($0, from: variable, declaration) }
    }

    private func read(_ text: String, from origin: String, _ declaration: VariableDeclaration) -> Node {
        let source = SourceFile(path: origin, bytes: Array(text.utf8))
        if declaration.isSensitive { findings.conceal(source.start) }
        if text.isEmpty { reportEmpty(declaration, at: source.start) }
        switch declaration.kind {
        case .string: return Node(.string(text), at: source.start)
        case .integer, .number, .boolean: return Node(CoreSchema.content(ofPlain: text), at: source.start)
        case .list, .map:
            let result = YAMLReader.read(source, findings: findings)
            guard result.isComplete else { return Node(.unknown, at: source.start) }
            return result.documents.first ?? Node(.null, at: source.start)
        }
    }

    /// A pipeline hands over an empty text for what it does not know: hardly meant, and for a secret never.
    private func reportEmpty(_ declaration: VariableDeclaration, at place: Place) {
        let title = "the variable '\(declaration.name)' is an empty string"
        switch (declaration.isSensitive, declaration.kind) {
        case (true, _): findings.error(.missingSecret, title, at: place, help: "set it for this run")
        case (false, .string):
            findings.warning(
                .emptyInput, title, at: place,
                help: declaration.initial == nil ? "set it for this run" : "unset it to use the default")
        // An empty text is none of the others, which is told when it is read as one.
        case (false, .integer), (false, .number), (false, .boolean), (false, .list), (false, .map): break
        }
    }

    private func isAllowed(_ value: Node, _ declaration: VariableDeclaration) -> Bool {
        guard let choices = declaration.choices, !value.isUnknown else { return true }
        let allowed = choices.compactMap { declaration.kind.accepting($0) }.compactMap {
            Node($0, at: value.place).plain
        }
        guard let written = value.plain, !allowed.contains(written) else { return true }
        let shown = declaration.isSensitive ? "its value" : "'\(written)'"
        findings.error(
            .badValue, "the variable '\(declaration.name)' does not allow \(shown)", at: value.place,
            help: declaration.isSensitive
                ? nil
                : findings.nearest(written, in: allowed).map { "did you mean '\($0)'?" }
                    ?? allowed.offered("valid values:"))
        return false
    }

    private func sealed(_ value: Node, _ declaration: VariableDeclaration) -> Node {
        if value.isUnknown { return value }
        if let text = value.plain { return Node(.secret(Secret(text)), at: value.place) }
        findings.error(
            .wrongType, "the sensitive variable '\(declaration.name)' cannot be \(value.title)", at: declaration.place,
            help: "only strings, numbers and booleans can be sensitive")
        return Node(.unknown, at: value.place)
    }
}

extension Node {
    /// A scalar as text, by its value and not by its spelling.
    fileprivate var plain: String? {
        switch content {
        case .string(let text): text
        case .integer(let value): String(value)
        case .number(let value): String(value)
        case .bool(let value): String(value)
        case .null, .list, .map, .reference, .template, .secret, .unknown: nil
        }
    }
}
