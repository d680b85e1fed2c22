import Model

extension FieldChecker {
    /// The value of an expanded node as the type wants it; nil after reporting why it cannot be.
    mutating func value(_ node: Node, _ type: FieldType, _ path: FieldPath, at key: Place) -> Value? {
        if node.isUnknown || holdsPrivateKey(node, type, path) { return nil }
        switch type {
        case .formatted(.fileContent): return content(node, path)
        case .reference(let kind): return reference(node, to: kind, path)
        case .secret: return secret(node, path)
        case .list(let element), .set(let element): return list(node, element, type, path)
        case .keyed(let fields, let by): return keyed(node, fields, by, type, path)
        case .object(let fields): return object(node, fields, type, path, at: key)
        case .rows(let fields, _): return list(node, .object(fields), type, path)
        case .json: return json(node, path)
        case .text:
            if let file = node.namedFile { return text(ofFile: file, node, path) }
            return scalar(node, type, path)
        case .string, .formatted, .integer, .number, .boolean, .cidr, .ipAddress, .enumeration:
            return scalar(node, type, path)
        }
    }

    func wrongType(_ node: Node, _ type: FieldType, _ path: FieldPath, help: String? = nil) {
        guard !node.isUnknown else { return }
        if case .secret = node.content {
            findings.error(
                .leakedSecret, "'\(path)' is not a secret field: the value would be shown", at: node.place,
                help: "use ${secret.…} only in fields of type secret")
            return
        }
        findings.error(
            .wrongType, "'\(path)' must be \(type.wanted), but is \(node.title)", at: node.place, help: help)
    }

    // MARK: Scalars

    private mutating func scalar(_ node: Node, _ type: FieldType, _ path: FieldPath) -> Value? {
        switch node.content {
        case .reference(let reference):
            guard isScalar(reference) else {
                wrongType(node, type, path)
                return nil
            }
            note(.reference(reference), at: node.place)
            return .reference(reference)
        case .template(let parts) where type.takesText:
            note(.template(parts), at: node.place)
            return .template(parts)
        case .null, .bool, .integer, .number, .string, .list, .map, .template, .secret, .unknown:
            return plain(node, type, path)
        }
    }

    /// Whether what the reference gives can stand for a scalar; an id can.
    private func isScalar(_ reference: Reference) -> Bool {
        guard let attribute = reference.attribute, let address = reference.address,
            let type = scope.catalog[address.kind]?.field(attribute)?.type
        else { return true }
        switch type {
        case .list, .set, .keyed, .object, .rows: return false
        case .string, .text, .formatted, .integer, .number, .boolean, .cidr, .ipAddress, .enumeration, .reference,
            .secret, .json:
            return true
        }
    }

    private func plain(_ node: Node, _ type: FieldType, _ path: FieldPath) -> Value? {
        switch (type, node.content) {
        case (.integer, .integer(let value)): return .integer(value)
        case (.integer, .number(let value)): if let whole = Int64(exactly: value) { return .integer(whole) }
        case (.number, .integer(let value)): return .number(Double(value))
        case (.number, .number(let value)): return .number(value)
        case (.boolean, .bool(let value)): return .bool(value)
        case (.string, _), (.text, _): if let text = node.text { return .string(text) }
        case (.formatted(let format), _): if let text = node.text { return formatted(text, format, node, path) }
        case (.cidr, .string(let text)): return range(text, node, path)
        case (.ipAddress, .string(let text)): return address(text, node, path)
        case (.enumeration(let values), _): if let text = node.text { return choice(text, values, node, path) }
        default: break
        }
        wrongType(node, type, path, help: hint(node, type))
        return nil
    }

    /// What to write instead, where the text shows what was meant.
    private func hint(_ node: Node, _ type: FieldType) -> String? {
        switch (type, node.content) {
        case (.boolean, .string(let text)):
            let yes = ["yes", "y", "on", "true"].contains(text.lowercased())
            let no = ["no", "n", "off", "false"].contains(text.lowercased())
            return yes ? "write true" : no ? "write false" : nil
        case (.integer, .string(let text)), (.number, .string(let text)):
            return Double(text) == nil ? nil : "write \(text) without quotes"
        case (.string, .bool(let value)), (.text, .bool(let value)), (.formatted, .bool(let value)):
            return "write \"\(value)\" in quotes"
        case (.string, .null), (.text, .null): return "write \"\" for an empty string"
        default: return nil
        }
    }

    private func choice(_ text: String, _ values: [String], _ node: Node, _ path: FieldPath) -> Value? {
        if values.contains(text) { return .string(text) }
        let known = FieldType.enumeration(values).normal(text)
        let meant = values.contains(known) ? known : findings.nearest(text, in: values)
        findings.error(
            .badValue, "'\(text)' is not a valid '\(path)'", at: node.place,
            help: meant.map { "did you mean '\($0)'?" } ?? values.offered("valid values:"))
        return nil
    }

    /// A text of a form of its own, in the one spelling that means what was written.
    private func formatted(_ text: String, _ format: TextFormat, _ node: Node, _ path: FieldPath) -> Value? {
        let text = text.withoutLastLineBreaks
        guard let violation = format.violation(of: text) else { return .string(format.taken(text)) }
        findings.error(
            .badValue, "'\(path)' \(violation)", at: node.place,
            help: format.suggestion(for: text).map { "did you mean '\($0)'?" })
        return nil
    }

    /// Tells of a private key in a field that everybody may read. Texts of many lines may have to hold one, such as a
    /// script; it is not shown from there.
    func holdsPrivateKey(_ node: Node, _ type: FieldType, _ path: FieldPath) -> Bool {
        guard type != .secret, case .string(let text) = node.content, PrivateKeys.occur(in: text) else { return false }
        findings.conceal(node.place)
        // The content of a page or a script may speak of keys.
        if type == .formatted(.fileContent), !PrivateKeys.areWhole(in: text) { return false }
        guard type == .text else {
            findings.error(
                .leakedSecret, "'\(path)' holds a private key", at: node.place,
                help: type == .formatted(.rsaPublicKey)
                    ? "write the public key that belongs to it: ssh-keygen -y -f FILE prints it"
                    : "remove it, and create a new key pair if others could read this file")
            return true
        }
        findings.warning(
            .leakedSecret, "'\(path)' holds a private key, which the state and the cloud store unencrypted",
            at: node.place,
            help: "store the key elsewhere and fetch it from there at run time")
        return false
    }

    private func range(_ text: String, _ node: Node, _ path: FieldPath) -> Value? {
        if IPv4Range(text) != nil { return .string(text) }
        let network = networkRange(around: text)
        findings.error(
            .badValue,
            network == nil
                ? "'\(path)' must be an IPv4 range, but is '\(text)'"
                : "'\(path)' must be a network address: \(text) has host bits set",
            at: node.place,
            help: network.map { "did you mean \($0)?" }
                ?? "write an address and a prefix length, such as 10.0.0.0/16")
        return nil
    }

    /// The range that an address inside one (`10.0.0.5/16`) belongs to.
    private func networkRange(around text: String) -> String? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPv4Range.address(String(parts[0])), let prefix = UInt32(parts[1]),
            (1...32).contains(prefix)
        else { return nil }
        let base = address & ~0 << (32 - prefix)
        return [24, 16, 8, 0].map { String(base >> UInt32($0) & 255) }.joined(separator: ".") + "/\(prefix)"
    }

    private func address(_ text: String, _ node: Node, _ path: FieldPath) -> Value? {
        if IPv4Range.address(text) != nil { return .string(text) }
        findings.error(
            .badValue, "'\(path)' must be an IPv4 address, but is '\(text)'", at: node.place,
            help: "write four numbers from 0 to 255, such as 10.0.0.5")
        return nil
    }

    private func secret(_ node: Node, _ path: FieldPath) -> Value? {
        if case .secret(let secret) = node.content { return .secret(secret) }
        findings.conceal(node.place)
        findings.error(
            .plainSecret, "'\(path)' is a secret and cannot be written in a manifest", at: node.place,
            help: declaration(of: node, path))
        return nil
    }

    /// How to declare a secret that was written in place: by the same source where it says one.
    private func declaration(of node: Node, _ path: FieldPath) -> String {
        var name = path.field
        if case .field(let last)? = path.components.last { name = last }
        let source = Self.source(node) ?? "{file: path}"
        return "under spec.secrets of nacre.yaml write \(name): \(source), and here ${secret.\(name)}"
    }

    /// The source that a map names, as `spec.secrets` takes it; nil where what is there may be the secret itself.
    private static func source(_ node: Node) -> String? {
        guard case .map(let members) = node.content, members.count == 1, let member = members.first,
            case .string(let text) = member.value.content
        else { return nil }
        let isPlain = text.utf8.allSatisfy { $0 > 32 && $0 < 127 } && text.utf8.count < 200
        switch member.key {
        case "file" where isPlain && text.contains(where: { "/.".contains($0) }): return "{file: \(text)}"
        case "env" where isPlain && text.allSatisfy({ $0.isUppercase || $0.isNumber || $0 == "_" }):
            return "{env: \(text)}"
        default: return nil
        }
    }
}

extension FieldType {
    /// Whether a text with references inside may stand here, checked once it is known.
    fileprivate var takesText: Bool {
        switch self {
        case .string, .text, .formatted, .cidr, .ipAddress, .enumeration, .json: true
        case .integer, .number, .boolean, .reference, .secret, .list, .set, .keyed, .object, .rows: false
        }
    }

    /// What to write, with its article.
    var wanted: String {
        switch self {
        case .string, .text, .formatted: "a string"
        case .integer: "an integer"
        case .number: "a number"
        case .boolean: "true or false"
        case .cidr: "an IPv4 range such as 10.0.0.0/16"
        case .ipAddress: "an IPv4 address such as 10.0.0.5"
        case .enumeration(let values): "one of \(values.joined(separator: ", "))"
        case .reference(let kind): "a reference to \(kind.withArticle)"
        case .secret: "a secret"
        case .list(.enumeration(let values)), .set(.enumeration(let values)):
            "a list with any of \(values.joined(separator: ", "))"
        case .list, .set, .keyed, .rows: "a list"
        case .object: "a map"
        case .json: "JSON"
        }
    }
}
