import Model

/// The names of the calls that operations make. A kind takes them over where it names none itself, so that each is
/// written once.
public struct CallNames: Sendable {
    /// The calls of one read.
    public var reading: Kind.Reading
    public var creation: [String]
    public var deletion: [String]
    /// Whether one call deletes any number of objects.
    public var deletesByList: Bool
    /// The calls that change a field in place.
    public var changes: [String: [String]]
    /// The fields that are set by such calls on a new object, as the call that makes it does not take them.
    public var setLater: [String]
}

extension CallNames {
    /// The names of a form: one call each to list, make and delete, and some for each change.
    init(
        list: String, under parent: ParentKind?, parts: ObjectParts?, create: String, delete: String,
        deletesByList: Bool = false, changes: [(fields: [String], calls: [String])], setLater: [String]
    ) {
        let perObject = parts?.calls ?? []
        let changes = Dictionary(changes.flatMap { change in change.fields.map { ($0, change.calls) } }) { $0 + $1 }
        self.init(
            reading: parent == nil
                ? Kind.Reading([list], perObject: perObject) : Kind.Reading(perParent: [list], perObject: perObject),
            creation: [create], deletion: [delete], deletesByList: deletesByList, changes: changes,
            setLater: setLater.filter { changes.keys.contains($0) })
    }
}

extension Kind {
    /// The kind with the calls that it leaves to its operations to name.
    func naming(_ calls: CallNames) -> Kind {
        var kind = self
        if reading == Reading() { kind.reading = calls.reading }
        if life.creation.ability.isPossible {
            if life.creation.calls.isEmpty { kind.life.creation.calls = calls.creation }
            for field in calls.setLater {
                kind.life.creation = kind.life.creation.then(calls.changes[field] ?? [], where: field)
            }
        }
        if life.deletion.ability.isPossible {
            if life.deletion.calls.isEmpty { kind.life.deletion.calls = calls.deletion }
            if calls.deletesByList { kind.life.deletion.isByList = true }
        }
        kind.fields = fields.map { field in
            guard case .inPlace(let disruption, let own) = field.change, own.isEmpty else { return field }
            var field = field
            field.change = .inPlace(disruption, calls: calls.changes[field.name] ?? [])
            return field
        }
        return kind
    }
}
