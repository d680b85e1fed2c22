import ManifestLanguage
import Model
import Nacre
import Reporting

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// An export as its user sees it: the text, where it goes, and what to know of it.
struct ExportSession {
    let session: Session
    let request: ExportRequest
    let out: String?

    private var console: Console { session.console }

    func run() async throws -> ExitStatus {
        let workspace = Workspace.bare(try project(), session.options.source)
        let exported = try await session.reconciling(workspace, .readOnly) { reconciliation in
            try await reconciliation.export(request, from: session.options.source)
        }
        let report = try deliver(exported)
        session.warn(exported.notes + exported.unread + report.differences)
        if !exported.unread.isEmpty { return .incomplete }
        return exported.differing.isEmpty ? .done : .differs
    }

    /// What `nacre.yaml` says of the account; nothing is needed of it when the flags say where to read.
    private func project() throws -> Project {
        let isThere = FileManager.default.fileExists(atPath: "\(session.options.root)/nacre.yaml")
        if !isThere, let cloud = session.options.cloud { return Project(name: "export", cloud: cloud) }
        return try session.project()
    }

    // MARK: Where it goes

    private func deliver(_ exported: Exported) throws -> ExportReport {
        let path = try out.map { out throws(Diagnostic) in
            try NewFile.write(exported.text, to: Self.path(out, exported))
        }
        let report = ExportReport(
            manifests: exported.text, path: path, addresses: exported.addresses,
            notes: exported.notes + exported.unread, differing: exported.differing)
        if session.isJSON {
            try console.print(report.json)
        } else if path != nil {
            console.note(report.summary)
        } else {
            try console.deliver(exported.text)
        }
        return report
    }

    /// The file itself, or one in the folder, called as the first object is.
    private static func path(_ out: String, _ exported: Exported) -> String {
        let isFolder = (try? FileManager.default.contentsOfDirectory(atPath: out)) != nil
        guard out.hasSuffix("/") || isFolder else { return out }
        let name = exported.name.hasPrefix(".") ? "exported" + exported.name : exported.name
        return (out.hasSuffix("/") ? out : out + "/") + "\(name).yaml"
    }
}
