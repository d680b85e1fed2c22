#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An open file of this process that text is written to: all of it, or an error.
struct OutputStream: Sendable {
    /// Where results go.
    static let results = OutputStream(descriptor: STDOUT_FILENO, name: "standard output")
    /// Where everything for the person watching goes.
    static let messages = OutputStream(descriptor: STDERR_FILENO, name: "standard error")

    /// Takes the places of standard streams that are closed: the next file opened would get one, a database perhaps, and
    /// what is printed would go into it. Writing to such a stream fails, as it should.
    static func occupyStandardStreams() {
        for (descriptor, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
        where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
            // The lowest free number is the one that is closed.
            _ = open("/dev/null", mode)
        }
    }

    let descriptor: Int32
    /// What errors call it.
    let name: String

    /// - Throws: ``OutputFailure`` when not all of `text` was taken.
    func write(_ text: String) throws(OutputFailure) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty { rest = rest.dropFirst(try send(rest)) }
    }

    /// Something that is lost when it cannot be written: there would be nowhere to report it.
    func attempt(_ text: String) {
        do { try write(text) } catch {}
    }

    /// Says, as far as that can be told before, that nobody would read what is written.
    /// - Throws: ``OutputFailure``.
    func check() throws(OutputFailure) {
        var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&state, 1, 0) > 0 else { return }
        if state.revents & Int16(POLLNVAL) != 0 { throw failure(EBADF) }
        if state.revents & Int16(POLLERR) != 0 { throw failure(EPIPE) }
    }

    /// Ends the stream: some file systems report only now that something could not be stored.
    /// - Throws: ``OutputFailure``. A stream that was never open had nothing to store.
    func close() throws(OutputFailure) {
        guard systemClose(descriptor) != 0 else { return }
        let code = errno
        if code != EBADF, code != EINTR { throw failure(code) }
    }

    private func send(_ bytes: ArraySlice<UInt8>) throws(OutputFailure) -> Int {
        while true {
            let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { return count }
            let code = count == 0 ? EIO : errno
            if code == EAGAIN {
                // Somebody who shares the file does not want to wait; we do.
                var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&state, 1, -1)
            } else if code != EINTR {
                throw failure(code)
            }
        }
    }

    private func failure(_ code: Int32) -> OutputFailure {
        OutputFailure(stream: name, code: code)
    }
}

// The C names, apart from the methods of the same name.
private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int { write(file, bytes, count) }
private func systemClose(_ file: Int32) -> Int32 { close(file) }
