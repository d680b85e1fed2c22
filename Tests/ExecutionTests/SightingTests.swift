import Rehearsal
import Testing

@testable import Execution

@Suite("Since when something is known") struct SightingTests {
    @Test("the first look is the beginning, and only the run's own clock moves on")
    func age() async throws {
        let clock = JumpingClock()
        let sightings = Sightings(clock: RunClock(clock))
        #expect(sightings.age(of: "a") == .zero)
        try await clock.sleep(until: clock.now.advanced(by: .seconds(7)), tolerance: nil)
        #expect(sightings.age(of: "a") == .seconds(7))
        #expect(sightings.age(of: "b") == .zero)
    }

    @Test("dates of the cloud are read with their offset")
    func dates() {
        #expect(CloudDate.seconds(of: "1970-01-01T09:00:20+0900") == 20)
        #expect(CloudDate.seconds(of: "1970-01-01T00:00:20Z") == 20)
        #expect(CloudDate.seconds(of: "1970-01-01T00:00:20.500Z") == 20.5)
        #expect(CloudDate.seconds(of: "yesterday") == nil)
    }
}

@Suite("Shared readings") struct SharedReadingTests {
    @Test("a reading is given up when the last who wants it is cancelled, and not before")
    func givenUp() async {
        let clock = ManualClock()
        let reading = SharedReading<String> {
            do {
                try await clock.sleep(until: clock.now.advanced(by: .seconds(2000)), tolerance: nil)
                return "read"
            } catch { return "given up" }
        }
        #expect(reading.join())
        let tasks = (0..<2).map { _ in Task { await reading.answer } }
        while clock.sleepers == 0 { await Task.yield() }
        tasks[0].cancel()
        for _ in 0..<20 { await Task.yield() }
        #expect(clock.sleepers == 1)
        tasks[1].cancel()
        #expect(await tasks[1].value == "given up")
        #expect(await tasks[0].value == "given up")
        #expect(!reading.join())
    }
}
