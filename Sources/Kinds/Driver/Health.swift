/// Waits until an object serves its users, as those who send them to it see it: a rollout goes on when its objects do.
///
/// - Throws: ``StepFailure/pending(_:)`` when the step's time is up.
public typealias Health = @Sendable (_ id: String, _ session: any CallSession) async throws(StepFailure) -> Void
