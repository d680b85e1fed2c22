import Model
import NcloudClient

// Fields that more than one kind has, and that need no names of a service.

extension DatabaseField {
    static let replicaSubnet = DatabaseField(
        Field(
            "subnet", .reference("Subnet"), change: .replace,
            "Its subnet; needed if the instance is multiZone (default: that of the instance)."),
        .text("subnet", "subnetNo"))

    static let privateDomainPrefix: DatabaseField = {
        var column = Column.sent("privateDomainPrefix", as: "privateSubDomainPrefix")
        column.write = { [write = column.write] in write($0) + [("isPrivateSubDomain", .bool(true))] }
        return DatabaseField(
            Field(
                "privateDomainPrefix", .string, change: .replace,
                constraints: [.spelled(NameRule(3...15, letters: .lower, signs: "-", endsPlain: true))],
                "Beginning of its private host name (default: chosen by the service). The API does not return it."),
            column)
    }()

    /// No call is documented that switches it off (api/clouddb.md §9), and no answer shows it.
    static let deleteProtection = DatabaseField(
        Field(
            "deleteProtection", .boolean, change: .stateOnly, initial: false,
            "Whether the service rejects the deletion of the instance. Only a new instance gets it; turn it off in the console, then here."
        ),
        .sent("deleteProtection", as: "isDeleteProtection"))
}

extension Safeguard {
    static let deleteProtection = Safeguard(
        .deletion, while: "deleteProtection", is: true, reason: "it is protected from deletion",
        advice: "turn its delete protection off in the console, set deleteProtection to false and apply that first")
}

extension Field {
    static let rollingChange = Field(
        "rollingChange", .boolean, change: .stateOnly, initial: false,
        "Whether a change of product restarts its servers one after the other instead of all at once; G3 only.")

    /// The password of a user in a list.
    static func userPassword(change: Field.Change) -> Field {
        let isFinal = change == .createOnly
        return Field(
            "password", .secret, change: change, constraints: [.password(.database), .givenForNew],
            "Its password; needed for a new user. "
                + (isFinal ? "No call changes it." : "It is sent when it changes, and never read."))
    }
}

extension Column {
    /// Shown as a text or as a code.
    static let authority = Column.value("authority", sent: "authority") { wire in
        Value(wire.nonEmpty("authority") ?? wire.code("authority"))
    }
}
