/// An answer and what happens to it on its way.
struct Delivery: Sendable {
    enum Ending: Sendable {
        case complete
        /// Half of the body, then the connection closes.
        case truncated
        /// The connection closes without a byte.
        case dropped
    }

    var response: Response
    var delayMilliseconds: Int64 = 0
    var ending = Ending.complete
    /// Whether a fault answered, and not the service.
    var isActed = false
}
