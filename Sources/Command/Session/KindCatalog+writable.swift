import Model

extension KindCatalog {
    /// The kind that a user names, if a manifest can be written of an object of it.
    func writable(_ name: String) throws(Diagnostic) -> Kind {
        guard let kind = self[name] else {
            let nearest = NearestName.of(name, in: names)
            throw Diagnostic(
                code: "unknown-kind", "unknown kind \"\(name)\"",
                help: nearest.map { "did you mean \($0)?" } ?? "\"nacre explain\" lists the kinds")
        }
        guard kind.isWritable else {
            throw Diagnostic(
                code: "unknown-kind", "\(name) is read-only and has no manifest",
                help: "refer to it with {id: …} or {lookup: …}")
        }
        guard !kind.isExternal else {
            throw Diagnostic(
                code: "unknown-kind", "\(name) is not an object of the account: there is none to write a manifest of",
                help: "write the manifest yourself; \"nacre explain \(name)\" shows an example")
        }
        return kind
    }
}
