import Model

extension Kind {
    /// The rules by which the waiting exports of an isolated environment are decided: there is one review for each, which no
    /// one made and no one deletes.
    /// - Parameters:
    ///   - parent: the field that names the environment, its kind, and what readers call it.
    ///   - id: the vendor's name of the environment's id.
    ///   - size: the field of a rule that limits a file's size, and the field of a waiting file that it limits.
    ///   - requesters: what the field of a rule that names who asks is about.
    static func exportReview(
        _ name: String, service: String, of parent: (field: String, kind: String, title: String), id: String,
        size: (limit: Field, shown: String), requesters: String, reading: Reading, example: String
    ) -> Kind {
        Kind(
            name, service: service,
            summary: """
                The rules by which exports that wait for a review are approved or rejected. There is one review for each \
                \(parent.title). The first rule that covers a file decides it; what no rule covers stays waiting and is reported by \
                each plan. With dryRun, which is the default, plans only show what would be decided.
                """,
            fields: [
                Field(parent.field, .reference(parent.kind), .required, change: .createOnly, "The \(parent.title)."),
                Field(
                    "dryRun", .boolean, change: .stateOnly, initial: true,
                    "Whether decisions are only shown, and not taken."),
                Field(
                    "rules", .list(.object(ExportRule.fields(size: size.limit, requesters: requesters))), .required,
                    change: .stateOnly,
                    constraints: [
                        .count(1...100),
                        .choice(FieldChoice(.atLeastOne, of: ExportRule.conditions(size: size.limit.name))),
                    ], "The rules, in order."),
                Field(
                    "decisions", .keyed(ExportRule.decision, by: ["request"]), .computed,
                    change: .inPlace(.none, calls: [ExportRule.approval, ExportRule.rejection]),
                    "What the rules decide of the files that wait."),
                .computed(
                    "waiting", .list(.object(ExportRule.waiting(size: size.shown))),
                    "The files that wait for a decision."),
            ],
            identity: Identity(id: id, marker: [parent.field]), reading: reading,
            place: Place(listedUnder: parent.kind, companionOf: parent.kind),
            life: Life(
                creation: .refused(
                    "the \(parent.title) does not exist",
                    advice: "a \(parent.title) has its review by itself: name an existing \(parent.title)"),
                update: Procedure([], seconds: 5, timeout: 600),
                deletion: .refused(
                    "a review belongs to its \(parent.title)",
                    advice: "set lifecycle.onRemove: retain, and the rules are only forgotten"),
                disruption: .none),
            choosing: Choosing(builtIn: ["decisions": []]),
            serving: Serving(review: ExportRule.review), example: example)
    }
}
