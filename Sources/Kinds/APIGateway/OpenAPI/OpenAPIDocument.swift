import Model

/// An OpenAPI document while it is read: its root, its language, and what was found in it.
struct OpenAPIDocument {
    /// Swagger 2.0 and OpenAPI 3 put the same things in other places.
    enum Dialect {
        case swagger2, openAPI3

        var title: String {
            switch self {
            case .swagger2: "Swagger 2.0"
            case .openAPI3: "OpenAPI 3"
            }
        }

        var other: Dialect {
            switch self {
            case .swagger2: .openAPI3
            case .openAPI3: .swagger2
            }
        }

        /// What references to schemas begin with.
        var schemas: String {
            switch self {
            case .swagger2: "#/definitions/"
            case .openAPI3: "#/components/schemas/"
            }
        }

        /// What a bare `Accept`, `Content-Type` or `Authorization` header parameter is: OpenAPI 3 has other words for them.
        var ignoredHeaders: Set<String> {
            switch self {
            case .swagger2: []
            case .openAPI3: ["accept", "content-type", "authorization"]
            }
        }
    }

    let root: PlacedValue
    let dialect: Dialect
    let report: OpenAPIReport

    /// The same document, for looks ahead: what is wrong is told where it is read.
    var quiet: OpenAPIDocument { OpenAPIDocument(root: root, dialect: dialect, report: OpenAPIReport()) }

    /// The schemas with names, by which bodies and other schemas refer to them.
    var schemas: PlacedValue? {
        switch dialect {
        case .swagger2: root["definitions"]
        case .openAPI3: root["components"]?["schemas"]
        }
    }

    /// The language and its version, as a reader calls it.
    var title: String {
        switch dialect {
        case .swagger2: dialect.title
        case .openAPI3: "OpenAPI \(root["openapi"]?.text ?? "3")"
        }
    }

    /// What has to stand at the top (Swagger 2.0, OpenAPI 3.0 §4.7.1); from 3.1 on, an API may be described by its webhooks
    /// or components alone (OpenAPI 3.1 §4.8.1).
    var required: [String] {
        let version = root["openapi"]?.text ?? ""
        let mayLackPaths = dialect == .openAPI3 && version.hasPrefix("3.") && !version.hasPrefix("3.0")
        return mayLackPaths ? ["info"] : ["info", "paths"]
    }

    var describesSomething: Bool {
        ["paths", "components", "webhooks"].contains { key in root.members.contains { $0.key == key } }
    }

    var securitySchemes: PlacedValue? {
        switch dialect {
        case .swagger2: root["securityDefinitions"]
        case .openAPI3: root["components"]?["securitySchemes"]
        }
    }
}

// MARK: - Words

/// The words that mean something at one place of a document: in both languages, or in one of them only.
struct OpenAPIWords {
    var common: Set<String>
    var swagger2: Set<String> = []
    var openAPI3: Set<String> = []

    func own(_ dialect: OpenAPIDocument.Dialect) -> Set<String> {
        switch dialect {
        case .swagger2: swagger2
        case .openAPI3: openAPI3
        }
    }
}

extension OpenAPIDocument {
    /// Says of members nobody asked for that they are left out, words of the other language among them.
    func rest(
        _ members: [PlacedValue.Member], of title: String, called plural: String, known: OpenAPIWords,
        remarks: Set<String> = []
    ) {
        let foreign = known.own(dialect.other).subtracting(known.own(dialect))
        for member in members where foreign.contains(member.key) && !member.value.isNull {
            report.leftOut(
                "\(dialect.title) has no '\(member.key)' in \(plural) (\(title)): it is ignored", at: member.span,
                help: "it is a word of \(dialect.other.title); use that of \(dialect.title)",
                sort: "foreign \(member.key) \(plural)")
        }
        report.rest(
            members, of: title, called: plural, known: known.common.union(known.own(dialect)).union(foreign),
            remarks: remarks)
    }
}

// MARK: - References

extension OpenAPIDocument {
    /// What may stand beside a `$ref`, and goes before what that names.
    enum Beside {
        /// What is told to readers: of parameters, headers, bodies and responses (OpenAPI 3.1 §4.8.23).
        case words
        /// Everything: of paths and schemas (OpenAPI 3.1 §4.8.9, §4.8.24).
        case everything
    }

    /// What a value stands for: itself, or what its `$ref` names in the same document, with what stands beside the `$ref`
    /// laid over it. Nil, and reported, when that is elsewhere, not there, or leads back to itself.
    func resolve(_ value: PlacedValue, _ title: String, beside taken: Beside = .words) -> PlacedValue? {
        var value = value
        var beside: [PlacedValue.Member] = []
        var seen: Set<String> = []
        while let reference = value["$ref"], let pointer = reference.text {
            // The nearest goes first.
            beside += members(beside: value, title, taken).filter { new in !beside.contains { $0.key == new.key } }
            guard pointer.hasPrefix("#") else {
                let isWhole = beside.isEmpty || taken == .words
                report.notExpressed(
                    "\(isWhole ? title : "a part of \(title)"), which is in another document: it is ignored",
                    at: reference.span, help: "nacre reads one document; copy '\(pointer)' into it")
                return isWhole ? nil : PlacedValue(.map(beside), at: value.span)
            }
            guard seen.insert(pointer).inserted else {
                report.malformed(
                    "the reference '\(pointer)' leads back to itself", at: reference.span, help: "write the value out")
                return nil
            }
            guard let target = target(of: pointer, at: reference.span) else { return nil }
            value = target
        }
        return value.overlaid(with: beside)
    }

    /// What stands beside a `$ref`, as far as it is taken; the rest is reported.
    private func members(beside value: PlacedValue, _ title: String, _ taken: Beside) -> [PlacedValue.Member] {
        let members = value.members.filter { $0.key != "$ref" && !$0.value.isNull }
        switch taken {
        case .everything: return members
        case .words:
            let words: Set = ["description", "summary"]
            report.rest(members, of: "\(title), next to $ref", called: "references", known: words)
            return members.filter { words.contains($0.key) }
        }
    }

    /// What stands at a JSON pointer such as `#/parameters/page`.
    func target(of pointer: String, at span: SourceSpan) -> PlacedValue? {
        var value = root
        for step in pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: true) {
            let key = Self.unescaped(step)
            guard let next = Self.step(key, in: value) else {
                let near = NearestName.of(key, in: value.members.map(\.key))
                report.malformed(
                    "there is nothing at '\(pointer)'", at: span,
                    help: near.map { "did you mean '\($0)' instead of '\(key)'?" }
                        ?? "add it, or correct the reference")
                return nil
            }
            value = next
        }
        return value
    }

    private static func step(_ key: String, in value: PlacedValue) -> PlacedValue? {
        if let member = value[key] { return member }
        guard let index = Int(key), value.elements.indices.contains(index) else { return nil }
        return value.elements[index]
    }

    /// A step of a pointer as the key it means: `~1` is `/`, `~0` is `~`, and `%xx` a byte (RFC 6901).
    static func unescaped(_ step: Substring) -> String {
        let bytes = Array(step.utf8)
        var plain: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let byte = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                plain.append(byte)
                index += 3
            } else {
                plain.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: plain, as: UTF8.self).replacing("~1", with: "/").replacing("~0", with: "~")
    }
}
