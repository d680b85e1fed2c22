import Model

/// An OpenAPI document while it is read: its root, its language, and what was found in it.
struct OpenAPIDocument {
    /// Swagger 2.0 and OpenAPI 3 put the same things in other places.
    enum Dialect {
        case swagger2, openAPI3

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

    /// The schemas with names, by which bodies and other schemas refer to them.
    var schemas: PlacedValue? {
        switch dialect {
        case .swagger2: root["definitions"]
        case .openAPI3: root["components"]?["schemas"]
        }
    }

    var securitySchemes: PlacedValue? {
        switch dialect {
        case .swagger2: root["securityDefinitions"]
        case .openAPI3: root["components"]?["securitySchemes"]
        }
    }
}

// MARK: - References

extension OpenAPIDocument {
    /// What a value stands for: itself, or what its `$ref` names in the same document. Nil, and reported, when that is
    /// elsewhere, not there, or leads back to itself.
    func resolve(_ value: PlacedValue, _ title: String) -> PlacedValue? {
        var value = value
        var seen: Set<String> = []
        while let reference = value["$ref"], let pointer = reference.text {
            guard pointer.hasPrefix("#") else {
                report.notExpressed(
                    "\(title), which stands in another document: it is left out", at: reference.span,
                    help: "nacre reads one document; put '\(pointer)' into it")
                return nil
            }
            guard seen.insert(pointer).inserted else {
                report.malformed(
                    "the reference '\(pointer)' leads back to itself", at: reference.span, help: "write the value out")
                return nil
            }
            guard let target = target(of: pointer, at: reference.span) else { return nil }
            value = target
        }
        return value
    }

    /// What stands at a JSON pointer such as `#/parameters/page`.
    func target(of pointer: String, at span: SourceSpan) -> PlacedValue? {
        var value = root
        for step in pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: true) {
            let key = Self.unescaped(step)
            guard let next = Self.step(key, in: value) else {
                let near = NearestName.of(key, in: value.members.map(\.key))
                report.malformed(
                    "nothing stands at '\(pointer)'", at: span,
                    help: near.map { "did you mean '\($0)' in the place of '\(key)'?" }
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
