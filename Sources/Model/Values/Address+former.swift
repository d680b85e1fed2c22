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
