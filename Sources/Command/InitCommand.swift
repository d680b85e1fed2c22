import ArgumentParser
import Model

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Create a workspace: nacre.yaml and an example manifest. Never overwrites files."
    )

    @Option(help: "The project's name (default: the folder's name).")
    var name: String?

    @Option(name: [.short, .long], help: "The folder to create the workspace in.", completion: .directory)
    var workspace = "."

    @OptionGroup var flags: ConsoleOptions

    func run() async throws {
        try await Session.run(flags, formats: [.text]) { session in
            let files = FileManager.default
            let project = name ?? URL(filePath: workspace).standardizedFileURL.lastPathComponent
            for (path, text) in Self.files(project: project) {
                let whole = "\(workspace)/\(path)"
                guard !files.fileExists(atPath: whole) else {
                    session.console.note("kept \(path), which exists already")
                    continue
                }
                _ = try NewFile.write(text, to: whole)
                try session.console.print("wrote \(path)")
            }
            session.console.note("next: nacre plan, then nacre apply")
            return .done
        }
    }

    private static func files(project: String) -> [(path: String, text: String)] {
        [
            (
                "nacre.yaml",
                """
                apiVersion: nacre/v1
                kind: Project
                metadata: {name: \(project)}
                spec:
                  cloud: simulator        # ncloud for the real one
                  region: KR
                  manifests: ["manifests/**/*.yaml"]

                """
            ),
            (
                "manifests/network.yaml",
                """
                apiVersion: ncloud/v1
                kind: Vpc
                metadata: {name: main}
                spec:
                  cidr: 10.0.0.0/16

                """
            ),
            ("state/.gitignore", "*\n!.gitignore\n"),
        ]
    }
}
