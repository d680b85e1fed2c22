/// Families of numeric identifiers and where each begins in a fresh world.
enum NumberFamily: String, Sendable, CaseIterable {
    case network, instance, frame, box, apply, deployment

    var first: Int64 {
        switch self {
        case .network: 10_401
        case .instance: 21_900_101
        case .frame: 83
        case .box: 381
        case .apply: 878
        case .deployment: 250_001
        }
    }
}
