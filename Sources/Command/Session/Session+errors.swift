import Model
import Nacre
import NcloudClient
import OrderedJSON
import Reporting
import Simulator
import StateStore

extension Session {
    /// Shows an error and says what it makes of the exit code.
    func show(_ error: any Error) -> ExitStatus {
        switch error {
        case let problems as Diagnostics: return show(problems.all, .error)
        case let problem as Diagnostic: return show([problem], .error)
        case let failure as RunFailure: return show(failure)
        case let failure as StateError: return show([Diagnostic(code: "state", failure.message)], failure.status)
        case let failure as APIFailure: return show([Diagnostic(code: "api", failure.description)], .error)
        case let failure as CredentialFailure:
            return show([Diagnostic(code: "credentials", failure.description)], .error)
        case let failure as EndpointError: return show([Diagnostic(code: "cloud", failure.description)], .error)
        case let failure as SimulatorError: return show([Diagnostic(code: "simulator", failure.description)], .error)
        case is CancellationError:
            return show([Diagnostic(.note, code: "interrupted", "interrupted; nothing was changed")], .interrupted)
        default: return show([Diagnostic(code: "unexpected", "\(error)")], .error)
        }
    }

    private static let nothingBegun = Diagnostic(
        .note, code: "nothing-applied", "nothing was applied, because some objects cannot be planned",
        help: "fix the errors above, or apply the rest with --keep-going")

    private func show(_ failure: RunFailure) -> ExitStatus {
        switch failure {
        case .guarded(let problems): show(problems, .refused)
        case .refused(let problems): show(problems + [Self.nothingBegun], .error)
        case .stale(let problems): show(problems, .stale)
        case .ambiguous(let problems): show(problems, .error)
        case .declined: show([Diagnostic(.note, code: "declined", "nothing was changed")], .error)
        }
    }

    private func show(_ problems: [Diagnostic], _ status: ExitStatus) -> ExitStatus {
        do throws(OutputFailure) {
            switch options.output {
            case .text: console.alert(DiagnosticReport.text(problems, style: console.errorStyle))
            case .json: try console.print(DiagnosticReport.json(problems))
            case .sarif: try console.print(DiagnosticReport.sarif(problems, site: site))
            }
        } catch {
            // Where standard output takes nothing, there is still the other stream.
            console.alert(DiagnosticReport.text(problems + [error.diagnostic], style: console.errorStyle))
        }
        return status
    }
}

extension StateError {
    fileprivate var status: ExitStatus {
        switch self {
        case .leaseHeld: .locked
        case .planUsed: .stale
        case .cannotOpen, .notBackup, .foreign, .missing, .corrupted, .newerSchema, .readOnly, .diskFull, .unwritten,
            .busy,
            .leaseLost, .notRecorded, .alreadyRecorded, .sharedID, .unknownRun, .severalRuns, .unknownIntent, .key,
            .keyUnavailable, .other:
            .error
        }
    }
}
