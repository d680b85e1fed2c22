import Kinds
import Model
import NcloudClient
import OrderedJSON

extension StepSession {
    /// The longest that is waited between two looks at an operation, whatever the service asks for.
    private static let longestPause = Duration.seconds(60)

    func follow(_ operation: APIRequest) async throws(StepFailure) -> JSON {
        remember(RecordedResource.operation, .string(operation.path))
        try await write([.saveResource(notes.record)])
        let end = context.clock.elapsed() + .seconds(step.timeout)
        var (pause, told) = (Poller.pauses.lowerBound, String?.none)
        while true {
            let answer = try await state(of: operation)
            if answer["done"]?.bool == true { return answer }
            let phase = answer["metadata"]?["phase"]?.text ?? "in progress"
            if phase != told { context.progress(.waiting(step.id, step.waitingWords(phase, of: step.address.kind))) }
            told = phase
            guard context.clock.elapsed() < end else {
                throw .pending("timed out waiting for its operation; last phase: \(phase)")
            }
            let asked = min(.seconds(answer.secondsToWait ?? 0), Self.longestPause)
            do { try await context.clock.sleep(max(pause, asked)) } catch { throw .interrupted }
            pause = min(pause * 2, Poller.pauses.upperBound)
        }
    }

    /// What was begun goes on in the cloud, seen or not: it is pending, not failed.
    private func state(of operation: APIRequest) async throws(StepFailure) -> JSON {
        do throws(APIFailure) { return try await caller.call(operation) } catch {
            guard error.classification != .gone else { throw .api(error) }
            let reason = error.endsRun ? error.haltInBrief : error.description
            throw .pending("its operation cannot be read: \(reason)")
        }
    }
}
