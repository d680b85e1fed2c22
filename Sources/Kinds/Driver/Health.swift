/// Waits until objects serve their users, as those who send them to these see it: a rollout goes on when its objects do.
///
/// - Throws: ``StepFailure/pending(_:)`` when the step's time is up.
public typealias Health = @Sendable (_ ids: Set<String>, _ session: any CallSession) async throws(StepFailure) -> Void
