import ManifestLanguage
import Model
import Planning

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What of an account to write manifests for, and where.
public struct DiscoveryRequest: Sendable {
    public var choice: DiscoveryChoice
    public var layout: ManifestLayout
    /// The folder for the files, relative to the workspace; nil for where the project keeps its manifests.
    public var folder: String?

    public init(choice: DiscoveryChoice = DiscoveryChoice(), layout: ManifestLayout = .byKind, folder: String? = nil) {
        self.choice = choice
        self.layout = layout
        self.folder = folder
    }
}

/// Manifests for what an account holds and the workspace does not know, not written yet.
public struct Discovered: Sendable {
    public struct File: Sendable {
        /// Relative to the workspace.
        public var path: String
        public var text: String
        public var addresses: [Address]
    }

    /// Sorted by path.
    public var files: [File]
    /// What was left out, or written otherwise than expected.
    public var notes: [Diagnostic]
    /// Kinds whose objects could not be read.
    public var unread: [Diagnostic]
    /// How many of the objects asked for are managed already.
    public var managed: Int
    /// How many were passed over since they came with their parents.
    public var builtIn: Int
    /// The workspace with the files in it.
    public var workspace: Workspace
    /// What planning it comes to for the new objects: each is adopted, and nothing else.
    public var steps: [Step]

    public var addresses: [Address] { files.flatMap(\.addresses).sorted() }

    /// Objects whose manifests do not say what the cloud has: there should be none.
    public var differing: [Step] { steps.filter { !$0.isAdoptionAlone } }

    /// Writes the files, none over another.
    /// - Throws: a ``Diagnostic`` about the first that cannot be written. Those written before it stay: they adopt their
    ///   objects whenever they are applied.
    public func write() throws(Diagnostic) {
        for file in files {
            let url = URL(filePath: "\(workspace.source.root)/\(file.path)")
            let wasThere = FileManager.default.fileExists(atPath: url.path)
            do {
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(file.text.utf8).write(to: url, options: .withoutOverwriting)
            } catch {
                // A manifest that is not whole would be read by the next command.
                if !wasThere { try? FileManager.default.removeItem(at: url) }
                throw Diagnostic(
                    code: "unwritable", "cannot write \(file.path)",
                    help: "check the folder's permissions, then run \"nacre discover\" again")
            }
        }
    }
}

extension Step {
    fileprivate var isAdoptionAlone: Bool {
        if case .adopt = action { return changes.isEmpty }
        return false
    }
}
