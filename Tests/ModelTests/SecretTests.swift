import Testing

@testable import Model

@Suite("Secrets as values")
struct SecretTests {
    private let secret = Secret("hunter2-hunter2")

    @Test("nothing encodes, parses, orders or loses the value by chance")
    func conformances() {
        let any: Any = secret
        #expect(!(any is any Encodable) && !(any is any Decodable))
        #expect(!(any is any LosslessStringConvertible) && !(any is any TextOutputStreamable))
        #expect(!(any is any Comparable) && !(any is any ExpressibleByStringLiteral))
        let bytes: Any = SecretBytes([1])
        #expect(!(bytes is any Encodable) && !(bytes is any Equatable))
    }

    @Test("no way of printing shows it, alone, in an optional, in a collection or in an error")
    func printed() {
        struct Holder { var secret: Secret? }
        struct Failure: Error { var secret: Secret }
        var dumped = ""
        dump([Optional(secret): Holder(secret: secret)], to: &dumped)
        dump(SecretBytes(Array("hunter2-hunter2".utf8)), to: &dumped)
        let shown = [
            "\(secret)", "\(Optional(secret) as Any)", "\([secret])", "\(Holder(secret: secret))",
            "\(Failure(secret: secret))", String(reflecting: Holder(secret: secret)), dumped,
            "\(Mirror(reflecting: secret).children.map(\.value))", "\(Value.secret(secret).json)",
            Value.list([.secret(secret)]).display, "\(secret.hashValue)",
        ]
        for text in shown { #expect(!text.contains("hunter2")) }
    }

    @Test("values are compared by hashes under a key of this process, and found equal by nothing else")
    func compared() {
        #expect(secret == Secret("hunter2-hunter2") && secret != Secret("hunter2-hunter3"))
        #expect(secret != .pending && Secret.pending == .pending && Secret.pending.isPending)
        #expect(secret != Secret(fingerprint: "hunter2-hunter2"))
        #expect(Secret.pending.reveal() == nil && Secret.pending.sealed { _ in "print" }.fingerprint == nil)
        #expect(SecretBytes([1, 2]).digest != [1, 2] && SecretBytes([]).text.isEmpty)
    }
}
