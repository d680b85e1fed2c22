#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Keeps the memory of this command, which holds secrets, out of core files.
enum CoreDumps {
    /// Called before anything secret is read.
    static func forbid() {
        forbidBacktraces()
        #if canImport(Glibc)
            // A limit of 1 byte: unlike 0, it also stops the kernel from handing the memory to a program of
            // /proc/sys/kernel/core_pattern, which ignores the limit otherwise.
            var limit = rlimit(rlim_cur: 1, rlim_max: 1)
            if setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) != 0 {
                limit = rlimit(rlim_cur: 0, rlim_max: 0)
                setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
            }
            // And should one be written all the same, no mapping of memory goes into it.
            let file = open("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC)
            guard file >= 0 else { return }
            _ = write(file, "0", 1)
            close(file)
        #else
            var limit = rlimit(rlim_cur: 0, rlim_max: 0)
            setrlimit(RLIMIT_CORE, &limit)
        #endif
    }

    /// The backtrace that Swift prints after a crash shows the memory that registers point to. It is for those who ask for
    /// it with `SWIFT_BACKTRACE`.
    private static func forbidBacktraces() {
        guard getenv("SWIFT_BACKTRACE") == nil else { return }
        for number in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGTRAP] { signal(number, SIG_DFL) }
    }
}
