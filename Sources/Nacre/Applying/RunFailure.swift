import Model
import StateStore

/// Why a run ended before it changed anything.
public enum RunFailure: Error, Sendable {
    /// The plan goes beyond a limit the user set.
    case guarded([Diagnostic])
    /// Some steps cannot be done, and nothing was begun.
    case refused([Diagnostic])
    /// The saved plan does not fit the account any more.
    case stale([Diagnostic])
    /// A lost answer could mean one of several objects.
    case ambiguous([Diagnostic])
    /// The user said no.
    case declined
}
