import CLibCrypto

/// The bytes of a secret, wiped when nobody holds them any more.
///
/// Unchecked because of the pointer: what it points to is written in `init`, before anyone else has it, and in `deinit`,
/// when nobody has it any more; in between it is only read.
public final class SecretBytes: @unchecked Sendable {
    private let buffer: UnsafeMutableRawBufferPointer
    /// Tells two values apart without comparing them: a hash under a key of this process.
    let digest: [UInt8]

    convenience init(_ text: String) { self.init(Array(text.utf8)) }

    /// Takes a copy; the caller's is the caller's to wipe.
    public init(_ bytes: [UInt8]) {
        buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
        buffer.copyBytes(from: bytes)
        count = bytes.count
        digest = Self.digest(of: bytes)
    }

    deinit {
        OPENSSL_cleanse(buffer.baseAddress, buffer.count)
        buffer.deallocate()
    }

    private let count: Int

    /// Lends the bytes out for the time of `body`.
    public func withBytes<Answer>(_ body: (UnsafeRawBufferPointer) throws -> Answer) rethrows -> Answer {
        try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }

    var text: String { withBytes { String(decoding: $0, as: UTF8.self) } }

    /// Drawn once a process. Without randomness all keys are equal, which shows nothing either: it never leaves.
    private static let key: [UInt8] = {
        var key = [UInt8](repeating: 0, count: 32)
        _ = RAND_bytes(&key, Int32(key.count))
        return key
    }()

    private static func digest(of bytes: [UInt8]) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        HMAC(EVP_sha256(), key, Int32(key.count), bytes, bytes.count, &output, &count)
        return output
    }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "(secret)" }
    public var debugDescription: String { "(secret)" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
