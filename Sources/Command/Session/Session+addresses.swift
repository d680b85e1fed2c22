import Model

extension Session {
    /// Reads `Kind/name`.
    func address(_ text: String) throws(Diagnostic) -> Address {
        guard let address = Address(text) else {
            throw Diagnostic(
                code: "address", "\"\(text)\" is no address",
                help: "write Kind/name, as \"nacre state list\" shows them")
        }
        return address
    }

    func notRecorded(_ address: Address, _ recorded: Recorded) -> Diagnostic {
        let nearest = NearestName.of(address.description, in: recorded.resources.map(\.address.description))
        return Diagnostic(
            code: "not-recorded", "\(address) is not in the state",
            help: nearest.map { "did you mean \($0)?" } ?? "\"nacre state list\" shows what is")
    }
}
