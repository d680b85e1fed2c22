#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Console {
    /// Ctrl-C as it is typed.
    private static let interrupt: Character = "\u{3}"

    /// Asks for what must not be seen: the terminal does not show what is typed. Nil when there is nobody to ask.
    ///
    /// Ctrl-C ends the line instead of the process, so that the terminal is as it was before the signal is raised.
    func askHidden(_ question: String) async -> String? {
        var shown = termios()
        guard isatty(STDIN_FILENO) == 1, tcgetattr(STDIN_FILENO, &shown) == 0 else { return nil }
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO | ISIG)
        withUnsafeMutableBytes(of: &hidden.c_cc) { $0[Int(VEOL)] = 3 }
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
        let answer = await ask(question)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
        OutputStream.messages.attempt("\n")
        guard let answer, answer.last != Self.interrupt else {
            if answer != nil { raise(SIGINT) }
            return nil
        }
        return answer
    }
}
