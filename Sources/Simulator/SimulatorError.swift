/// Why a simulator could not start.
public enum SimulatorError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadableFile(path: String, reason: String)
    case brokenFile(path: String, reason: String)
    /// - address: where it is served; nil for a simulator inside a command.
    case worldInUse(path: String, address: String?)
    case unwritten(path: String)
    case brokenFaultScript(reason: String)

    public var description: String {
        switch self {
        case .unreadableFile(let path, let reason):
            "cannot open \(path): \(reason); check the path and its permissions"
        case .brokenFile(let path, let reason):
            "\(path) is damaged: \(reason); repair it or use another file"
        case .worldInUse(let path, let address?):
            "world file \(path) is in use by the simulator at \(address); connect to it with --cloud \(address), or stop it"
        case .worldInUse(let path, nil):
            "world file \(path) is in use by another nacre command or simulator; wait for it, or stop it"
        case .unwritten(let path):
            "\(path) could not be written completely and is missing recent changes; free some space"
        case .brokenFaultScript(let reason):
            "fault script: \(reason)"
        }
    }
}
