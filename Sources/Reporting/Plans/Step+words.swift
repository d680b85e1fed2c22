import Model

extension Step.Action {
    /// The sign that plans mark the action with.
    var symbol: String {
        switch self {
        case .create: "+"
        case .update: "~"
        case .replace: "-/+"
        case .deleteReplaced, .delete: "-"
        case .adopt: "="
        case .move: ">"
        case .forget: "·"
        case .resume: "↻"
        case .updateLifecycle: "≈"
        case .refuse: "!"
        }
    }

    var tone: Tone {
        switch self {
        case .create: .good
        case .update: .change
        case .replace, .deleteReplaced, .delete, .resume(.deleting), .refuse: .danger
        case .adopt, .move, .forget, .resume, .updateLifecycle: .note
        }
    }

    /// A stable name for reports read by programs.
    fileprivate var code: String {
        switch self {
        case .create: "create"
        case .update: "update"
        case .replace: "replace"
        case .deleteReplaced: "delete-replaced"
        case .delete: "delete"
        case .adopt: "adopt"
        case .move: "move"
        case .forget: "forget"
        case .resume: "resume"
        case .updateLifecycle: "update-lifecycle"
        case .refuse: "error"
        }
    }
}

extension Step {
    /// A stable name of the action for reports read by programs.
    var code: String { isImport ? "import" : action.code }

    /// What is to be done, to follow "to"; nil for a part of another step and for what cannot be done.
    var purpose: String? {
        switch action {
        case .deleteReplaced, .refuse: nil
        case .updateLifecycle: "record in state"
        case .create, .update, .replace, .delete, .adopt, .move, .forget, .resume: word
        }
    }
}

extension Step {
    /// What the rollout waits for after the step, in words; nil for nothing.
    /// - Parameter isFolded: whether the words are about several steps that each wait for their own object.
    func checkpointWords(isFolded: Bool) -> String? {
        guard let checkpoint else { return nil }
        let names =
            isFolded && checkpoint.healthy == [address]
            ? "it" : checkpoint.healthy.map(\.description).joined(separator: ", ")
        let verb = checkpoint.healthy.count > 1 ? "are" : "is"
        let health = checkpoint.healthy.isEmpty ? nil : "waits until \(names) \(verb) healthy"
        let rest =
            checkpoint.pause > 0 ? "\(health == nil ? "waits" : "then") \(Quantity.time(checkpoint.pause))" : nil
        return "rollout: " + [health, rest].compactMap(\.self).joined(separator: ", ")
    }
}

extension Disruption {
    /// How plans warn of it; upper case from where something is lost.
    var tag: String? {
        switch self {
        case .none: nil
        case .restart, .stopStart: "[\(rawValue)]"
        case .replace, .dataLoss, .irreversible: "[\(rawValue.uppercased())]"
        }
    }

    var tone: Tone {
        switch self {
        case .none: .plain
        case .restart, .stopStart: .change
        case .replace, .dataLoss, .irreversible: .danger
        }
    }
}

extension Reason {
    /// A stable name for reports read by programs.
    var code: String {
        switch self {
        case .new: "new"
        case .vanished: "vanished"
        case .requestedAnew: "requested-anew"
        case .differs: "differs"
        case .cannotChangeInPlace: "cannot-change-in-place"
        case .dependencyReplaced: "dependency-replaced"
        case .removed: "removed"
        case .createdBy: "created-by-run"
        case .deletedBy: "deleted-by-run"
        case .makesWay: "makes-way"
        case .rollsOut: "rolls-out"
        case .displaced: "displaced"
        case .destroyRequested: "destroy-requested"
        case .importRequested: "import-requested"
        case .existsAlready: "exists-already"
        case .deletionCancelled: "deletion-cancelled"
        case .comesWith: "comes-with"
        case .renamed: "renamed"
        case .forgetRequested: "forget-requested"
        case .lifecycleDiffers: "lifecycle-differs"
        case .interrupted: "interrupted"
        case .notOffered: "not-offered"
        }
    }
}

extension FieldChange.Origin {
    /// Who caused the difference, where it was not the manifest alone.
    var words: String? {
        switch self {
        case .manifest: nil
        case .drift: "changed outside nacre"
        case .both: "also changed outside nacre"
        }
    }
}
