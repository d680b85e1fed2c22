extension Array {
    /// The elements in order, in arrays of at most `size` of them: what one call takes, or one step of a rollout.
    /// - Parameter size: at least 1.
    public func batches(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
