import Model

extension Session {
    /// Reads `Kind/name`.
    func address(_ text: String) throws(Diagnostic) -> Address {
        guard let address = Address(text) else {
            throw Diagnostic(
                code: "address", "\"\(text)\" is not an object address", help: "use Kind/name, e.g. Server/web")
        }
        return address
    }

    func notRecorded(_ address: Address, _ recorded: Recorded) -> Diagnostic {
        let nearest = NearestName.of(address.description, in: recorded.resources.map(\.address.description))
        return Diagnostic(
            code: "not-recorded", "\(address) is not in state",
            help: nearest.map { "did you mean \($0)?" } ?? "\"nacre state list\" lists the managed objects")
    }
}
