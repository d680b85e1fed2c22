/// The pauses of rollouts, which an interrupt ends at once: nothing comes after them.
actor RolloutPauses {
    private let clock: RunClock
    private var isOver = false
    private var sleeps: [Int: Task<Void, any Error>] = [:]
    private var next = 0

    init(clock: RunClock) { self.clock = clock }

    func pause(_ length: Duration) async {
        guard !isOver else { return }
        let ticket = next
        next += 1
        let sleep = Task { [clock] in try await clock.sleep(length) }
        sleeps[ticket] = sleep
        await withTaskCancellationHandler {
            _ = await sleep.result
        } onCancel: {
            sleep.cancel()
        }
        sleeps[ticket] = nil
    }

    /// Ends those that are going on, and all that would follow.
    func end() {
        isOver = true
        for sleep in sleeps.values { sleep.cancel() }
    }
}
