import Model

/// What is built upon what, as text that drawing programs read. An arrow points from an object to what it needs.
public enum GraphReport {
    /// An object and those it needs. What is needed but not listed itself is drawn too.
    public typealias Node = (address: Address, needs: [Address])

    /// The graph of a plan's steps, a replacement as one node.
    public static func nodes(of plan: Plan) -> [Node] {
        var needs: [Address: Set<Address>] = [:]
        for step in plan.steps {
            let others = step.waitsFor.map(\.address).filter { $0 != step.address }
            needs[step.address, default: []].formUnion(others)
        }
        return needs.map { ($0.key, $0.value.sorted()) }.sorted { $0.address < $1.address }
    }

    /// The graph of wanted objects.
    public static func nodes(of resources: [DesiredResource]) -> [Node] {
        resources.map { ($0.address, $0.dependencies) }
    }

    /// For Graphviz.
    public static func dot(_ nodes: [Node]) -> String {
        var lines = ["digraph nacre {", "  rankdir=LR;", "  node [shape=box];"]
        lines += addresses(nodes).map { "  \(quoted($0));" }
        for node in sorted(nodes) {
            lines += Set(node.needs).sorted().map { "  \(quoted(node.address)) -> \(quoted($0));" }
        }
        return (lines + ["}"]).joined(separator: "\n")
    }

    /// For Mermaid, which code hosts draw in comments.
    public static func mermaid(_ nodes: [Node]) -> String {
        let all = addresses(nodes)
        let names = Dictionary(
            all.enumerated().map { ($0.element, "n\($0.offset)") }, uniquingKeysWith: { first, _ in first })
        var lines = ["graph LR"]
        lines += all.map { "  \(names[$0] ?? "")[\"\(entity($0.description.printable))\"]" }
        for node in sorted(nodes) {
            lines += Set(node.needs).sorted().map { "  \(names[node.address] ?? "") --> \(names[$0] ?? "")" }
        }
        return lines.joined(separator: "\n")
    }

    private static func sorted(_ nodes: [Node]) -> [Node] { nodes.sorted { $0.address < $1.address } }

    private static func addresses(_ nodes: [Node]) -> [Address] {
        Set(nodes.flatMap { [$0.address] + $0.needs }).sorted()
    }

    private static func quoted(_ address: Address) -> String { "\"\(address.description.escapedForDisplay)\"" }

    /// Mermaid takes entities where a quote would end the label.
    private static func entity(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "\"": result += "#quot;"
            case "#": result += "#35;"
            case "<": result += "#lt;"
            case ">": result += "#gt;"
            default: result.append(character)
            }
        }
    }
}
