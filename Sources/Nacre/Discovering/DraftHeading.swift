import Model

/// What the head of a written file tells of what is not in it.
enum DraftHeading {
    /// Sentences about what the cloud does not show of these objects.
    /// - Parameter unseen: fields that were shown of none, by kind.
    static func unseen(
        in drafts: [ManifestDraft], _ unseen: [String: [String]], _ catalog: KindCatalog
    ) -> [String] {
        var sentences: [String] = []
        for kind in Set(drafts.flatMap(\.addresses).map(\.kind)).sorted().compactMap({ catalog[$0] }) {
            if let fields = unseen[kind.name] {
                let names = fields.joined(separator: ", ")
                sentences.append(
                    "\(kind.name): the API does not return \(names). Omit it: a value added later counts as a "
                        + "change.")
            }
            if kind.life.callShowingSecret != nil {
                sentences.append(
                    "\(kind.name): the API returns its secret only at creation. Keep your copy: it cannot be read "
                        + "again.")
            }
        }
        return sentences
    }
}
