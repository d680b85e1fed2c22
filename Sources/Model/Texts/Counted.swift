/// Numbers of things as sentences say them.
public enum Counted {
    /// `1 object`, `2 objects`.
    public static func of(_ number: Int, _ noun: String, plural: String? = nil) -> String {
        "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
    }
}
