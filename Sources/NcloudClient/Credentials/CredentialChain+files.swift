#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension CredentialChain {
    /// The largest file taken for a list of profiles, in bytes.
    private static let fileLimit = 1 << 20

    /// The UTF-8 text of the file at `path`, nil when it does not exist.
    /// - Throws: ``CredentialFailure`` when it is there and cannot be read.
    @Sendable public static func readFile(at path: String) throws(CredentialFailure) -> String? {
        guard let file = fopen(path, "r") else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw CredentialFailure("\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: fileLimit)
        let count = fread(&bytes, 1, bytes.count, file)
        guard ferror(file) == 0, let text = String(validating: bytes.prefix(count), as: UTF8.self) else {
            throw CredentialFailure("\(path) cannot be read as text")
        }
        return text
    }
}
