#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Console {
    /// Ctrl-C as it is typed.
    private static let interrupt: UInt8 = 3
    /// How long the process may take to end by Ctrl-C, or the work to be cancelled.
    private static let patience: Duration = .seconds(1)

    /// Asks for what must not be seen: the terminal does not show what is typed. Nil when there is nobody to ask.
    ///
    /// Ctrl-C ends the line instead of the process, so that the terminal is as it was before the signal is sent.
    func askHidden(_ question: String) async -> String? {
        var shown = termios()
        guard isatty(STDIN_FILENO) == 1, tcgetattr(STDIN_FILENO, &shown) == 0 else { return nil }
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO | ISIG)
        withUnsafeMutableBytes(of: &hidden.c_cc) { $0[Int(VEOL)] = Self.interrupt }
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
        let answer = await ask(question, reading: Self.typedLine)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
        OutputStream.messages.attempt("\n")
        guard answer?.utf8.last == Self.interrupt else { return answer }
        await stop()
        return nil
    }

    /// A line without its end, or one that ends with Ctrl-C: the reader of the standard library would wait for the newline
    /// behind it. Nil at the end of input.
    private static func typedLine() -> String? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while bytes.last != interrupt {
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
            if byte == UInt8(ascii: "\n") { break }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Sends the process what Ctrl-C sends: it ends, or whoever listens cancels this task. Who lets a change come to its end
    /// first is told twice, for the change waits for this answer.
    private func stop() async {
        for _ in 1...2 {
            kill(getpid(), SIGINT)
            let start = ContinuousClock.now
            while !Task.isCancelled, ContinuousClock.now - start < Self.patience {
                do { try await Task.sleep(for: .milliseconds(10)) } catch { return }
            }
        }
    }
}
