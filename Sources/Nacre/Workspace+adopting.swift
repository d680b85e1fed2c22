import Model

extension Workspace {
    /// The workspace with these objects to be adopted, by address.
    public func adopting(_ ids: [Address: String]) -> Workspace {
        var wanted = desired
        for index in wanted.resources.indices {
            guard let id = ids[wanted.resources[index].address] else { continue }
            wanted.resources[index].adoption = .id(id)
        }
        return wanting(wanted)
    }

    /// The workspace with one object to be adopted, as if its document had an `import`.
    /// - Throws: a ``Diagnostic`` when no document describes the object.
    public func adopting(_ id: String, at address: String) throws(Diagnostic) -> Workspace {
        guard let index = desired.resources.firstIndex(where: { $0.address.description == address }) else {
            let kind = address.prefix { $0 != "/" }
            guard !desired.externals.contains(where: { $0.address.description == address }) else {
                throw Diagnostic(
                    code: "no-document", "\(address) is not an object of the account and cannot be imported",
                    help: "\"nacre doctor\" checks it")
            }
            let nearest = NearestName.of(address, in: desired.resources.map(\.address.description))
            throw Diagnostic(
                code: "no-document", "no manifest declares \(address)",
                help: nearest.map { "did you mean \($0)?" }
                    ?? "create a manifest for it first; \"nacre export --kind \(kind) --id \(id)\" prints one")
        }
        var wanted = desired
        wanted.resources[index].adoption = .id(id)
        return wanting(wanted)
    }

    /// The same workspace, of which something else is wanted.
    func wanting(_ desired: Desired) -> Workspace {
        var workspace = self
        workspace.desired = desired
        return workspace
    }
}
