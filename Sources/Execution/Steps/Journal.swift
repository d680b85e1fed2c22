import Model
import StateStore

/// Where a run writes down what it does, before and after doing it.
public protocol Journal: Sendable {
    /// Writes all of `changes` or none; returns when they are durable.
    func write(_ changes: [StateChange]) async throws(StateError)
}
