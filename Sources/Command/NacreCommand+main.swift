import ArgumentParser
import Reporting

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension NacreCommand {
    /// Runs the command of the process's arguments, writes what the command line itself has to say (help, version, wrong
    /// usage), and exits. A result that could not be written never exits with 0.
    static func main() async {
        // A reader that leaves early is an error of the write, not the sudden end of an apply.
        signal(SIGPIPE, SIG_IGN)
        CoreDumps.forbid()
        OutputStream.occupyStandardStreams()
        endProcess(conclude(await failure()))
    }

    private static func failure() async -> (any Error)? {
        if let correction = correction(for: Array(CommandLine.arguments.dropFirst())) {
            return ValidationError(correction)
        }
        do {
            var command = try await asyncParseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return nil
        } catch {
            return error
        }
    }

    private static func conclude(_ error: (any Error)?) -> Int32 {
        do throws(OutputFailure) {
            if let failure = error as? OutputFailure { throw failure }
            let status = error.map { exitCode(for: $0).rawValue } ?? 0
            let text = error.map { fullMessage(for: $0) } ?? ""
            guard status == 0 else {
                if !text.isEmpty { OutputStream.messages.attempt(text + "\n") }
                return status
            }
            if !text.isEmpty { try OutputStream.results.write(text + "\n") }
            try OutputStream.results.close()
            return 0
        } catch {
            if !error.isReaderGone {
                OutputStream.messages.attempt(DiagnosticReport.text([error.diagnostic], style: .plain) + "\n")
            }
            return error.status.rawValue
        }
    }
}

// The C name, apart from the method of the same name.
private func endProcess(_ status: Int32) -> Never { exit(status) }
