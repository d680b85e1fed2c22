import Foundation
import OrderedJSON
import Rehearsal

/// A moment of a run at which the process is killed: a call, and how far it has come.
struct Death: Sendable, CustomStringConvertible {
    enum Progress: String, Sendable {
        /// The call has reached the cloud, which has not carried it out and never will.
        case arrived
        /// The cloud has carried it out and holds its answer back: made, and not known, the worst moment there is.
        case carriedOut
        /// The answer is under way or there: whatever the process does next, it is in the middle of it.
        case answered
    }

    /// Which call of the run, from 1.
    let call: Int
    let progress: Progress

    init(_ call: Int, _ progress: Progress = .carriedOut) {
        self.call = call
        self.progress = progress
    }

    var description: String { "\(progress.rawValue) \(call)" }

    fileprivate var faults: [JSON] {
        let call: JSON = .integer(Int64(call - 1))
        return switch progress {
        case .arrived:
            [["match": "*", "skip": call, "times": 1, "delayMs": 60_000, "drop": "beforeCommit"]]
        case .carriedOut: [["match": "*", "skip": call, "times": 1, "delayMs": 60_000]]
        case .answered: []
        }
    }

    /// Every moment of a run that makes up to `calls` calls.
    static func all(upTo calls: Int) -> [Death] {
        (1...calls).flatMap { [Death($0), Death($0, .answered)] + ($0.isMultiple(of: 5) ? [Death($0, .arrived)] : []) }
    }
}

/// Whether everything there is to try is tried, which takes an hour, instead of a selection.
let isSoak = ProcessInfo.processInfo.environment["NACRE_SOAK"] == "1"

extension RehearsalStage {
    /// Runs the command until the moment has come, and kills it there. A run that needs fewer calls ends by itself.
    func kill(_ command: [String], at death: Death) async throws {
        try await cloud.resetCalls()
        try await cloud.faults(death.faults)
        let process = try start(command)
        let finished = Task { await process.result() }
        let watch = Task { [cloud] in
            while !Task.isCancelled {
                if try await cloud.callCount() >= death.call { break }
                try await Task.sleep(for: .milliseconds(5))
            }
            // Others go on meanwhile; the moment is not the same in every run, and need not be.
            process.signal(SIGKILL)
        }
        _ = await finished.value
        watch.cancel()
        _ = await watch.result
        try await cloud.faults([])
    }
}

/// Numbers that fall the same way for the same seed.
struct Dice {
    var state: UInt64

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return range.lowerBound + Int(state >> 33) % range.count
    }
}
