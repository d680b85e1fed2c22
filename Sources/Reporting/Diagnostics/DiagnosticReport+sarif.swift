import Model
import OrderedJSON

extension DiagnosticReport {
    /// The diagnostics as a SARIF 2.1.0 log.
    public static func sarif(_ diagnostics: [Diagnostic], site: SARIFSite) -> JSON {
        SARIFLog(site: site, rules: [], results: diagnostics.sorted().map { SARIFLog.Result(diagnostic: $0) }).json
    }
}
