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

    /// Whether manifests may give an object this name.
    public static func isValid(name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 200 && name.utf8.allSatisfy(isPlain)
    }

    /// Whether a name may hold the byte: letters, digits, `-`, `_` and `.`.
    public static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    /// By kind, then by name with runs of digits compared as numbers, so that `web-2` comes before `web-10`.
    public static func < (left: Address, right: Address) -> Bool {
        if left.kind != right.kind { return left.kind < right.kind }
        return NaturalOrder.precedes(left.name, right.name)
    }
}

extension Address {
    /// Where the old object of a replacement is kept until it is deleted.
    /// - Parameter id: the old object's; `~` cannot be part of a manifest's name.
    public func former(id: String) -> Address { Address(kind: kind, name: "\(name)~\(id)") }

    /// Of an address that ``former(id:)`` made, the one it was made from; nil for any other.
    public var successor: Address? {
        guard let mark = name.lastIndex(of: "~") else { return nil }
        return Address(kind: kind, name: String(name[..<mark]))
    }
}

extension Address {
    /// The mark by which an object without a name of its own is found again as the one of this address.
    public func tag(in project: String) -> String { "\(project)/\(self)" }
}
