import ManifestLanguage
import Model

extension Workspace {
    /// The diagnostics with the lines of the manifests that they point to, for showing.
    public func quoting(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        var texts: [String: [String]] = [:]
        return diagnostics.map { diagnostic in
            guard diagnostic.line == nil, let span = diagnostic.span else { return diagnostic }
            let lines = texts[span.file] ?? source.lines(of: span.file)
            texts[span.file] = lines
            guard lines.indices.contains(span.line - 1) else { return diagnostic }
            var quoted = diagnostic
            quoted.line = concealments.shown(lines[span.line - 1], at: span)
            return quoted
        }
    }
}
