import OrderedJSON

extension ControlPanel {
    /// A recipient follows the link in a mail and unsubscribes.
    public func unsubscribe(_ address: String) async throws {
        _ = try await signed(.post, "/api/v1/unsubscribers", ["blockedReceivers": [.string(address)]])
        try await change("mailUnsubscriber", id: address, ["isRegByManager": false])
    }

    /// Somebody puts an address into a group of the book, which comes into being with it.
    public func addAddress(_ address: String, toGroup name: String) async throws {
        let group: JSON = ["groupName": .string(name), "emailAddresses": [.string(address)]]
        _ = try await signed(.post, "/api/v1/address-book", ["groups": [group]])
    }

    /// The addresses of a group, which no call shows.
    public func addresses(ofGroup name: String) async throws -> [String] {
        let group = try await objects("mailGroup").first { $0["groupName"]?.text == name }
        return group?["addresses"]?.elements.compactMap(\.text).sorted() ?? []
    }
}
