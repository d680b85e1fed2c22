/// What must hold of an object before an action changes it.
struct Check: Sendable {
    let verify: @Sendable (World, Record, CallParameters) throws(Failure) -> Void

    init(_ verify: @escaping @Sendable (World, Record, CallParameters) throws(Failure) -> Void) {
        self.verify = verify
    }

    /// An attribute, usually a status, has this value.
    static func isNow(_ attribute: String, _ value: String, else failure: Failure) -> Check {
        Check { _, record, _ throws(Failure) in
            if record[attribute] != value { throw failure }
        }
    }

    /// It is not one that the service made together with something else.
    static func isNotDefault(else failure: Failure) -> Check {
        Check { _, record, _ throws(Failure) in
            if record.flag("isDefault") { throw failure }
        }
    }

    /// No record of a table names it.
    static func isNotUsed(by table: TableSchema, as attribute: String, else failure: Failure) -> Check {
        Check { world, record, _ throws(Failure) in
            if world.contains(table, where: attribute, is: record.id) { throw failure }
        }
    }

    /// The call names the parent that the object has.
    static func names(_ parent: String) -> Check {
        Check { _, record, parameters throws(Failure) in
            guard record[parent] == (try parameters.required(parent)) else { throw .invalid(parent) }
        }
    }
}

extension [Check] {
    func verify(_ world: World, _ record: Record, _ parameters: CallParameters) throws(Failure) {
        for check in self { try check.verify(world, record, parameters) }
    }
}
