/// The place of an object in a workspace and in its state: `Server/web-0`.
public struct Address: Hashable, Sendable, Comparable, CustomStringConvertible {
    public var kind: String
    public var name: String

    public init(kind: String, name: String) {
        self.kind = kind
        self.name = name
    }

    /// Reads `Kind/name`; nil when one of the two is missing.
    public init?(_ text: some StringProtocol) {
        guard let slash = text.firstIndex(of: "/"), slash != text.startIndex else { return nil }
        let name = text[text.index(after: slash)...]
        guard !name.isEmpty else { return nil }
        self.init(kind: String(text[..<slash]), name: String(name))
    }

    public var description: String { "\(kind)/\(name)" }

    /// By kind, then by name with runs of digits compared as numbers, so that `web-2` comes before `web-10`.
    public static func < (left: Address, right: Address) -> Bool {
        if left.kind != right.kind { return left.kind < right.kind }
        return NaturalOrder.precedes(left.name, right.name)
    }
}
