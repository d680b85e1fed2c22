import CLibYAML

/// Builds nodes from libyaml's events and keeps the rules that libyaml leaves to its caller: no duplicate keys, bounded
/// depth, bounded aliases, no merge keys.
struct NodeParser {
    /// Reading cannot go on; the reason has been reported.
    struct Stop: Error {}

    /// A node that `*name` stands for.
    private struct Anchor {
        var node: Node
        /// How many nodes it holds, its own aliases counted out in full.
        var size: Int
        /// How many levels it reaches down.
        var height: Int
    }

    /// A node as it closes, with what its enclosing anchors have to know.
    private struct Built {
        var node: Node
        var size = 1
        var height = 1
    }

    let source: SourceFile
    let limits: YAMLReader.Limits
    let findings: Findings
    private var anchors: [String: Anchor] = [:]
    /// Anchors whose nodes are still open; an alias to one of them would hold itself.
    private var open: Set<String> = []
    private var aliasedNodes = 0

    init(source: SourceFile, limits: YAMLReader.Limits, findings: Findings) {
        self.source = source
        self.limits = limits
        self.findings = findings
    }

    mutating func parse() -> YAMLReader.Result {
        var result = YAMLReader.Result()
        do throws(Stop) {
            guard let stream = EventStream(source.bytes) else { throw Stop() }
            while let root = try nextDocument(stream) {
                if !root.isNull { result.documents.append(root) }
            }
        } catch {
            result.isComplete = false
        }
        return result
    }

    private mutating func nextDocument(_ stream: EventStream) throws(Stop) -> Node? {
        while true {
            switch try next(stream).content {
            case .streamEnd: return nil
            case .documentStart:
                anchors = [:]
                let root = try node(from: try next(stream), stream, depth: 0).node
                _ = try next(stream)
                return root
            case .documentEnd, .alias, .scalar, .listStart, .listEnd, .mapStart, .mapEnd, .nothing: continue
            }
        }
    }

    private func next(_ stream: EventStream) throws(Stop) -> Event {
        guard let event = stream.next() else {
            SyntaxProblem(stream.parser, in: source).report(to: findings)
            throw Stop()
        }
        return event
    }

    private mutating func node(from event: Event, _ stream: EventStream, depth: Int) throws(Stop) -> Built {
        guard depth < limits.depth else {
            findings.error(
                .tooDeep, "nested deeper than \(limits.depth) levels", at: place(event),
                help: "no manifest needs that many levels; look for brackets that are never closed")
            throw Stop()
        }
        if case .alias(let name) = event.content { return try alias(name, event, depth: depth) }
        if let name = event.anchor { open.insert(name) }
        var built = try content(of: event, stream, depth: depth)
        built.node.content = retyped(built.node, by: event.tag)
        if let name = event.anchor {
            open.remove(name)
            anchors[name] = Anchor(node: built.node, size: built.size, height: built.height)
        }
        return built
    }

    private mutating func content(of event: Event, _ stream: EventStream, depth: Int) throws(Stop) -> Built {
        switch event.content {
        case .listStart: return try list(event, stream, depth: depth)
        case .mapStart: return try map(event, stream, depth: depth)
        case .scalar(let text, let isPlain):
            // A tag decides the type by itself; `!!str 123` must not become a number on the way.
            let content = isPlain && event.tag == nil ? CoreSchema.content(ofPlain: text) : .string(text)
            return Built(node: Node(content, at: place(event)))
        case .streamEnd, .documentStart, .documentEnd, .alias, .listEnd, .mapEnd, .nothing:
            return Built(node: Node(.null, at: place(event)))
        }
    }

    private mutating func list(_ start: Event, _ stream: EventStream, depth: Int) throws(Stop) -> Built {
        var elements: [Node] = []
        var built = Built(node: Node(.null, at: place(start)))
        while true {
            let event = try next(stream)
            if case .listEnd = event.content {
                built.node = Node(.list(elements), at: place(from: start, to: event))
                return built
            }
            let element = try node(from: event, stream, depth: depth + 1)
            built.size += element.size
            built.height = max(built.height, element.height + 1)
            elements.append(element.node)
        }
    }

    private mutating func map(_ start: Event, _ stream: EventStream, depth: Int) throws(Stop) -> Built {
        var keys = KeyRegister()
        var members: [Node.Member] = []
        var built = Built(node: Node(.null, at: place(start)))
        while true {
            let event = try next(stream)
            if case .mapEnd = event.content {
                built.node = Node(.map(members), at: place(from: start, to: event))
                return built
            }
            let key = try node(from: event, stream, depth: depth + 1)
            let value = try node(from: try next(stream), stream, depth: depth + 1)
            built.size += key.size + value.size
            built.height = max(built.height, value.height + 1)
            guard let name = keyName(key.node, event), isNew(name, key.node.place, &keys, members) else { continue }
            members.append(Node.Member(key: name, place: key.node.place, value: value.node))
        }
    }

    private mutating func alias(_ name: String, _ event: Event, depth: Int) throws(Stop) -> Built {
        guard let anchor = anchors[name] else {
            let isOpen = open.contains(name)
            let nearest = isOpen ? nil : findings.nearest(name, in: anchors.keys)
            findings.error(
                .unknownAnchor,
                isOpen ? "the alias '*\(name)' is inside its own anchor" : "no anchor '&\(name)' above",
                at: place(event),
                help: nearest.map { "did you mean '*\($0)'?" }
                    ?? (isOpen ? "write the value out" : "put '&\(name)' before the value it stands for"))
            return Built(node: Node(.unknown, at: place(event)))
        }
        aliasedNodes += anchor.size
        guard aliasedNodes <= limits.aliasedNodes, depth + anchor.height <= limits.depth else {
            findings.error(
                .tooManyAliases, "the aliases of this file expand to more than \(limits.aliasedNodes) values",
                at: place(event), help: "write the values out, or use forEach")
            throw Stop()
        }
        return Built(node: anchor.node, size: anchor.size, height: anchor.height)
    }
}

// MARK: - Keys

/// The keys of one map, found quickly once there are many.
private struct KeyRegister {
    private var names: Set<String> = []

    /// Whether `name` was not there yet.
    mutating func insert(_ name: String, after members: [Node.Member]) -> Bool {
        if members.count < 8 { return !members.contains { $0.key == name } }
        if names.isEmpty { names = Set(members.map(\.key)) }
        return names.insert(name).inserted
    }
}

extension NodeParser {
    private func keyName(_ key: Node, _ event: Event) -> String? {
        if case .scalar("<<", isPlain: true) = event.content {
            findings.error(
                .mergeKey, "merge keys ('<<') are not part of YAML 1.2", at: key.place,
                help: "repeat the fields, or create several objects from one document with forEach")
            return nil
        }
        switch event.content {
        case .scalar(let text, _): return text
        case .alias: if let text = key.text { return text }
        case .streamEnd, .documentStart, .documentEnd, .listStart, .listEnd, .mapStart, .mapEnd, .nothing: break
        }
        if !key.isUnknown {
            findings.error(
                .badKey, "a key must be a string, but is \(key.title)", at: key.place,
                help: "put quotes around it: an expression such as \"${var.x}\" begins with '$', not with '{'")
        }
        return nil
    }

    private func isNew(
        _ name: String, _ place: Place, _ keys: inout KeyRegister, _ members: [Node.Member]
    ) -> Bool {
        if keys.insert(name, after: members) { return true }
        let first = members.first { $0.key == name }
        findings.error(
            .duplicateKey, "the key '\(name)' is given twice", at: place,
            notes: first.map { ["first given at \($0.place)"] } ?? [], help: "keep one of the two")
        return false
    }
}

// MARK: - Places

extension NodeParser {
    private func place(_ event: Event) -> Place { place(from: event, to: event) }

    /// From the start of one event to the end of another. Block collections end where the next thing begins, so only
    /// what closes on its own line has a length.
    private func place(from start: Event, to end: Event) -> Place {
        let (first, last) = (start.start, end.end)
        var lines = last.line - first.line + 1
        if lines > 1, last.column == 0 { lines -= 1 }
        let isOneLine = last.line == first.line && last.column > first.column
        return Place(
            source, line: first.line + 1, column: first.column + 1, length: isOneLine ? last.column - first.column : 0,
            lines: lines)
    }
}
