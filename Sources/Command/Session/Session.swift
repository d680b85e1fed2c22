import ArgumentParser
import Execution
import Kinds
import ManifestLanguage
import Model
import Nacre
import NcloudClient
import OrderedJSON
import Reporting
import StateStore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One invocation of the command: its flags, its console, and what it opens on demand.
struct Session: Sendable {
    let options: SessionOptions
    let console: Console
    let environment: [String: String]
    /// The cloud that is open at the moment.
    let openCloud = OpenCloud()

    /// Runs a command's body; whatever it throws is shown and becomes an exit code. Wrong usage and output that could
    /// not be written are left to the command line.
    /// - Parameter formats: those that the command can write.
    static func run(
        _ flags: some SessionFlags, formats: [ConsoleOptions.OutputFormat] = [.text, .json],
        _ body: (Session) async throws -> ExitStatus
    ) async throws {
        let options = flags.options
        guard formats.contains(options.output) else {
            let known = formats.map(\.rawValue).joined(separator: " or ")
            throw ValidationError("this command writes \(known), not \(options.output.rawValue)")
        }
        Logs.start(verbose: options.verbose, environment: ProcessInfo.processInfo.environment)
        let environment = ProcessInfo.processInfo.environment
        let session = Session(
            options: options,
            console: Console(noColor: options.noColor, quiet: options.quiet, environment: environment),
            environment: environment)
        let status: ExitStatus
        do { status = try await body(session) } catch let failure as OutputFailure {
            throw failure
        } catch let misuse as ValidationError {
            throw misuse
        } catch {
            status = session.show(error)
        }
        if status != .done { throw status.exitCode }
    }

    var isJSON: Bool { options.output == .json }

    /// Today's date in UTC, as ignore rules are written.
    var today: String { String(Date().formatted(.iso8601).prefix(10)) }

    /// Seconds since 1970.
    var now: Double { Date().timeIntervalSince1970 }

    // MARK: What commands work on

    /// The workspace, checked; warnings are shown, whatever is written to standard output.
    /// - Parameter reported: whether the warnings are part of what the command writes itself.
    func workspace(reported: Bool = false) throws -> Workspace {
        let workspace = try Workspace.load(options.source)
        if !reported { warn(workspace.warnings) }
        return workspace
    }

    /// The settings of the workspace alone.
    /// - Throws: ``Diagnostics`` about them, and a ``Diagnostic`` for an environment that the workspace does not have.
    func project() throws -> Project {
        let project = try ManifestLoader.project(of: options.source)
        if let name = options.environment,
            !FileManager.default.fileExists(atPath: "\(options.root)/env/\(name).yaml")
        {
            throw Diagnostic(
                code: "environment", "there is no environment \"\(name)\": env/\(name).yaml is missing",
                help: "use the name of a file in env, or omit -e")
        }
        return project
    }

    func warn(_ warnings: [Diagnostic]) {
        guard !warnings.isEmpty else { return }
        console.note(DiagnosticReport.text(warnings, style: console.errorStyle))
    }

    func statePath(of project: Project) -> String {
        Workspace.statePath(of: project, in: options.root, override: options.state)
    }

    func state(of project: Project, _ access: StateAccess) throws(StateError) -> SQLiteStateStore {
        var surroundings = StateSurroundings.system
        surroundings.keyring = keyring(of: project)
        return try SQLiteStateStore.open(path: statePath(of: project), access: access, surroundings: surroundings)
    }

    func settings(_ applying: ApplyingOptions? = nil) -> RunSettings {
        RunSettings(
            parallelism: applying?.parallelism ?? 64, grace: .seconds(applying?.grace ?? 30),
            onAmbiguous: applying?.onAmbiguous ?? .fail, directory: options.root)
    }

    /// Everything joined, for the time of `body`: a simulator inside the command lives no longer.
    /// - Parameters:
    ///   - cloudAccess: whether the cloud is only read; what goes for the state, where nothing is said.
    ///   - needsSecrets: whether the values of secrets are compared or sent; without, none is fetched.
    func reconciling<Answer: Sendable>(
        _ workspace: Workspace, _ access: StateAccess, cloud cloudAccess: StateAccess? = nil,
        settings: RunSettings? = nil, lockTimeout: Duration = .zero, needsSecrets: Bool = true,
        _ body: (Reconciliation) async throws -> Answer
    ) async throws -> Answer {
        try await checkFormerState(of: workspace.project)
        let state = try state(of: workspace.project, access)
        return try await connected(to: workspace.project, cloudAccess ?? access, lockTimeout: lockTimeout) { cloud in
            let workspace = needsSecrets ? try await workspace.fetchingSecrets(fetcher(workspace)) : workspace
            var settings = settings ?? self.settings()
            settings.ownFiles = ownFiles(of: workspace)
            let reconciliation = Reconciliation(
                desired: workspace.desired, state: state, cloud: cloud, settings: settings)
            let answer: Answer
            do { answer = try await body(reconciliation) } catch let problems as Diagnostics {
                throw Diagnostics(workspace.quoting(problems.all))
            }
            if options.verbose > 0 { console.note(callReport(cloud.counter.count)) }
            return answer
        }
    }

    /// How many calls were made, and to where.
    private func callReport(_ count: CallCounter.Count) -> String {
        let lines = count.byEndpoint.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            "  \($0.value)  \($0.key)"
        }
        return
            (["\(Counted.of(count.calls, "API call")), \(Counted.of(count.retries, "retry", plural: "retries"))"]
            + lines).joined(
                separator: "\n")
    }
}
