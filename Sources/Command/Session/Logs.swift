import Logging

/// Logging is off unless asked for: `NACRE_LOG=debug`, or `--verbose` twice.
enum Logs {
    static func start(verbose: Int, environment: [String: String]) {
        let named = environment["NACRE_LOG"].flatMap(Logger.Level.init(rawValue:))
        let level = named ?? (verbose > 1 ? .debug : nil)
        LoggingSystem.bootstrap { label in
            guard let level else { return SwiftLogNoOpLogHandler() }
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
    }
}
