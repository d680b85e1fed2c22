import Foundation
import Model
import Rehearsal
import Testing

@Suite("laws of what is gone when it has served") struct ServingLaws {
    private static let day: Double = 86_400

    @Test("a schedule for one moment is not made again when that has passed, and a new time makes a new one")
    func schedule() async throws {
        try await LawBench.with { bench in
            let begin = Date.now.timeIntervalSince1970
            func workspace(_ days: Double) throws -> Desired {
                var workshop = try bench.workspace("ScalingSchedule")
                workshop.object.attributes["recurrence"] = nil
                let start = DateTime(seconds: Int64(begin + days * Self.day))
                workshop.object.attributes["startTime"] = .string(start.korean)
                return workshop.desired
            }
            let first = try workspace(100)
            let made = try #require(try await bench.apply(first, now: begin))
            #expect(made.isComplete, "\(made.shortfalls)")
            #expect(try await bench.cloud.objects("scheduledAction").count == 1)
            #expect(try await bench.plan(first, now: begin).words == [])

            try await bench.cloud.advance(seconds: Int64(120 * Self.day))
            #expect(try await bench.cloud.objects("scheduledAction").isEmpty)
            #expect(try await bench.plan(first, now: begin + 120 * Self.day).words == [])
            #expect(try await bench.apply(first, now: begin + 120 * Self.day) == nil)

            let again = try #require(try await bench.apply(try workspace(300), now: begin + 120 * Self.day))
            #expect(again.isComplete, "\(again.shortfalls)")
            #expect(try await bench.cloud.objects("scheduledAction").count == 1)
        }
    }
}
