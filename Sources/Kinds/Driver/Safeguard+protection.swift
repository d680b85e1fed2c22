import Model

extension Safeguard {
    /// An object is not deleted while another user protects it. A protection that nacre has set is lifted.
    /// - Parameters:
    ///   - field: the field that says whether it is protected.
    ///   - act: what it is protected from, in the word of the service.
    ///   - call: the call that lifts the protection.
    static func protection(_ field: String, from act: String = "deletion", liftedBy call: String) -> Safeguard {
        Safeguard(
            .deletion, while: field, is: true, reason: "it is protected from \(act) in the cloud, and not by nacre",
            advice: """
                find out who protects it and why; then set \(field): false in its manifest and apply that, or remove \
                the protection in the console
                """,
            liftedBy: [call], lifted: false)
    }
}
