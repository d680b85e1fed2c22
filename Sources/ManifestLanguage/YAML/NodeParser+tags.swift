extension NodeParser {
    /// The content that an explicit tag asks for.
    func retyped(_ node: Node, by tag: String?) -> Node.Content {
        guard let tag, tag != "!" else { return node.content }
        guard tag.hasPrefix("tag:yaml.org,2002:") else { return unknownTag(tag, node) }
        switch (tag.dropFirst("tag:yaml.org,2002:".count), node.content) {
        case ("str", .string), ("seq", .list), ("map", .map): return node.content
        case ("int", .string(let text)), ("bool", .string(let text)), ("null", .string(let text)):
            let content = CoreSchema.content(ofPlain: text)
            if CoreSchema.tag(of: content) == tag.dropFirst("tag:yaml.org,2002:".count) { return content }
        case ("float", .string(let text)):
            switch CoreSchema.content(ofPlain: text) {
            case .integer(let value): return .number(Double(value))
            case .number(let value): return .number(value)
            case .null, .bool, .string, .list, .map, .reference, .template, .secret, .unknown: break
            }
        default: break
        }
        return unknownTag(tag, node)
    }

    private func unknownTag(_ tag: String, _ node: Node) -> Node.Content {
        let shown = tag.replacingPrefix("tag:yaml.org,2002:", with: "!!")
        findings.error(
            .unknownTag, "the tag '\(shown)' does not fit this value", at: node.place,
            help: "remove the tag; !!str, !!int, !!float, !!bool, !!null, !!seq and !!map are known")
        return .unknown
    }
}

extension String {
    fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
        hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
    }
}
