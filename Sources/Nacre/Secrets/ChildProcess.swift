#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

#if canImport(Glibc)
    private typealias SpawnAttributes = posix_spawnattr_t
#else
    private typealias SpawnAttributes = posix_spawnattr_t?
#endif

/// A program started from its words, without a shell, in the process group of this command.
public struct ChildProcess: Sendable {
    public struct NotStarted: Error, Hashable, Sendable {
        /// The system's error number.
        public var code: Int32
        public var reason: String { String(cString: strerror(code)) }
    }

    /// Seconds that a program has to end by itself.
    private static let grace = 2.0

    let pid: pid_t

    /// - Parameters:
    ///   - output: where standard output goes; nil for where that of this command goes, standard input included.
    ///   - errors: where standard error goes; nil likewise.
    /// - Throws: ``NotStarted``.
    public init(
        _ words: [String], environment: [String: String], output: Int32? = nil, errors: Int32? = nil
    ) throws(NotStarted) {
        var actions = ChildProcess.newActions()
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let output {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
            posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        }
        if let errors { posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO) }
        var attributes = ChildProcess.newAttributes()
        defer { posix_spawnattr_destroy(&attributes) }
        ChildProcess.resetSignals(&attributes)
        var pid: pid_t = 0
        let code = ChildProcess.withCStrings(words) { arguments in
            ChildProcess.withCStrings(environment.map { "\($0.key)=\($0.value)" }) { variables in
                posix_spawnp(&pid, words.first ?? "", &actions, &attributes, arguments, variables)
            }
        }
        guard code == 0 else { throw NotStarted(code: code) }
        self.pid = pid
    }

    /// Its exit code, 128 and the signal for one that a signal ended; nil while it runs.
    func status() -> Int32? {
        var status: Int32 = 0
        let ended = waitpid(pid, &status, WNOHANG)
        if ended < 0, errno != EINTR { return 127 }
        return ended == pid ? Self.code(status) : nil
    }

    /// Waits for its end, which may take as long as somebody edits.
    public func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 {
            if errno != EINTR { return 127 }
        }
        return Self.code(status)
    }

    /// Ends it, by force if it has to be.
    func stop() {
        kill(pid, SIGTERM)
        for _ in 0..<Int(Self.grace * 50) {
            if status() != nil { return }
            usleep(20_000)
        }
        kill(pid, SIGKILL)
        _ = wait()
    }

    private static func code(_ status: Int32) -> Int32 {
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }

    /// Signals that this command ignores or blocks are the program's own affair.
    private static func resetSignals(_ attributes: inout SpawnAttributes) {
        var all = sigset_t()
        var none = sigset_t()
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    }

    #if canImport(Glibc)
        private static func newActions() -> posix_spawn_file_actions_t {
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            return actions
        }

        private static func newAttributes() -> posix_spawnattr_t {
            var attributes = posix_spawnattr_t()
            posix_spawnattr_init(&attributes)
            return attributes
        }
    #else
        private static func newActions() -> posix_spawn_file_actions_t? {
            var actions: posix_spawn_file_actions_t?
            posix_spawn_file_actions_init(&actions)
            return actions
        }

        private static func newAttributes() -> posix_spawnattr_t? {
            var attributes: posix_spawnattr_t?
            posix_spawnattr_init(&attributes)
            return attributes
        }
    #endif

    private static func withCStrings<Answer>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Answer
    ) -> Answer {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
