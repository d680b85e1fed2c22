extension ErrorTable {
    /// Conditions that come without a known number, told by a fragment of the message. Only for codes without a row.
    ///
    /// Source: api/common.md §6.3, the text after the server table and the last row of the network table.
    static let phrases: [(fragment: String, verdict: ErrorRow.Verdict, meaning: String, nextStep: String?)] = [
        ("being manipulated", .busy, "an operation on one of the server's objects is running", nil),
        ("in operation", .busy, "an operation on the object is running", nil),
        (
            "no longer create a product", .refused, "the account's limit for this product is reached",
            "delete unused ones, or request a higher limit in the console"
        ),
        ("unable to change server specification", .refused, "the server does not support this spec", nil),
    ]
}
