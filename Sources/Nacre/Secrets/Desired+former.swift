import Model

// State keeps no secret and no content of a file. What is wanted again from it can be sent only where the manifests still
// give it.

extension Desired {
    /// The same with the values of secrets of which it has only the fingerprints, where `manifests` give them. Both are sealed
    /// by the same keys.
    func takingSecrets(of manifests: Desired?) -> Desired {
        guard let manifests else { return self }
        let secrets = manifests.resources.flatMap { $0.attributes.values.flatMap(\.secrets) }
        let known = Dictionary(
            secrets.compactMap { secret in secret.fingerprint.map { ($0, secret) } },
            uniquingKeysWith: { first, _ in first })
        return mapping { _, attributes in
            attributes.mapValues { value in
                value.replacingSecrets { $0.isFingerprintOnly ? $0.fingerprint.flatMap { known[$0] } : nil }
            }
        }
    }

    /// The same with the contents of files of which it has only the digests, where `manifests` give them.
    func takingContents(of manifests: Desired?, _ catalog: KindCatalog) -> Desired {
        guard let manifests else { return self }
        var known: [String: Value] = [:]
        for resource in manifests.resources {
            for name in catalog[resource.address.kind]?.contentFields ?? [] {
                guard let value = resource.attributes[name], let text = value.text else { continue }
                known[FileContent.withoutBytes(text)] = value
            }
        }
        guard !known.isEmpty else { return self }
        return mapping { kind, attributes in
            var attributes = attributes
            for name in catalog[kind]?.contentFields ?? [] {
                attributes[name] = attributes[name]?.text.flatMap { known[$0] } ?? attributes[name]
            }
            return attributes
        }
    }

    private func mapping(_ change: (_ kind: String, Attributes) -> Attributes) -> Desired {
        var desired = self
        for index in resources.indices {
            let resource = resources[index]
            desired.resources[index].attributes = change(resource.address.kind, resource.attributes)
        }
        return desired
    }
}
