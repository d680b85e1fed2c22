import Model

extension Kind.Procedure {
    var words: String {
        switch ability {
        case .offered:
            calls.isEmpty ? "offered" : "\(callWords); about \(Quantity.time(seconds))"
        case .refused(let reason, let advice): "not available: \(reason); instead: \(advice)"
        }
    }

    /// The calls by name, and behind the field that asks for them those that only some objects take.
    private var callWords: String {
        let always = variations.filter(\.fields.isEmpty).flatMap(\.calls)
        let others = variations.filter { !$0.fields.isEmpty }.map { variation in
            let calls = variation.calls.joined(separator: ", ")
            return switch variation.place {
            case .instead: ", or with \(variation.fields.joined(separator: " and ")) \(calls)"
            case .before: ", with \(variation.fields.joined(separator: " and ")) first \(calls)"
            case .after: ", with \(variation.fields.joined(separator: " and ")) also \(calls)"
            }
        }
        return (always + calls).joined(separator: ", ") + others.joined()
    }

    var isOffered: Bool { ability.isPossible }
}
