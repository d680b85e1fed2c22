import Model
import Nacre
import StateStore

/// An encrypted text, told apart by how it begins: by KMS, or by the key of a state.
enum Ciphertext: Hashable {
    /// `ncpkms:v<N>:<base64>`, for KMS to decrypt. Source: api/kms.md §6.
    case kms(String)
    /// `nacre:v1:<base64>`
    case state([UInt8])

    private static let kmsPrefix = "ncpkms:v"
    private static let statePrefix = "nacre:v1:"
    /// What a state seals for a file: it opens as nothing else.
    static let context = "nacre/secret/1"

    /// Nil when `text` is no ciphertext.
    init?(_ text: String) {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 1, let whole = words.first.map(String.init) else { return nil }
        if whole.hasPrefix(Self.kmsPrefix) {
            self = .kms(whole)
        } else if whole.hasPrefix(Self.statePrefix), let bytes = Base64.bytes(whole.dropFirst(Self.statePrefix.count)) {
            self = .state(bytes)
        } else {
            return nil
        }
    }

    var text: String {
        switch self {
        case .kms(let text): text
        case .state(let bytes): Self.statePrefix + Base64.text(bytes)
        }
    }
}

/// Encrypts and decrypts with what a session has: KMS through its cloud, or the key of its state.
struct SecretCipher {
    let session: Session
    let project: Project
    /// The tag of the KMS key; nil for the key of the state.
    var key: String?

    /// - Throws: wrong usage for flags that nothing uses.
    init(_ session: Session, key: String?) async throws {
        self.session = session
        self.key = key
        project = try session.project()
        if key == nil {
            let place = try await session.state(of: project, .readOnly).recordedKeyPlace() ?? project.stateKey
            try session.checkKeyFlags(usesKMS: place.isKMS)
        } else {
            try session.checkKeyFlags(usesKMS: true, usesState: false)
        }
    }

    /// Finds out that the cloud cannot be called before anybody types a secret for it.
    func checkCloud() async throws {
        guard key != nil else { return }
        try await session.connected(to: project) { cloud in _ = try await cloud.credentials.current() }
    }

    /// - Throws: a ``Diagnostic`` or ``StateError`` that says why not.
    func encrypt(_ plaintext: String) async throws -> Ciphertext {
        guard let key else {
            let state = try session.state(of: project, .readWrite)
            return .state(try await state.seal(plaintext, as: Ciphertext.context))
        }
        do throws(KMSAccess.Failure) {
            return .kms(try await session.kms(of: project).encrypt(key, SecretBytes(Array(plaintext.utf8))))
        } catch {
            throw Diagnostic(code: "kms", "KMS did not encrypt it: \(error.message)", help: error.help)
        }
    }

    /// - Throws: a ``Diagnostic`` or ``StateError`` that says why not.
    func decrypt(_ ciphertext: Ciphertext) async throws -> String {
        switch ciphertext {
        case .kms(let text):
            guard let key else {
                throw Diagnostic(
                    code: "kms", "the ciphertext is from KMS, and does not say with which key",
                    help: "give the key's tag with --key TAG")
            }
            return try await decrypt(text, with: key)
        case .state(let bytes):
            let state = try session.state(of: project, .readOnly)
            if let text = try await state.open(bytes, as: Ciphertext.context) { return text }
            throw Diagnostic(
                code: "secret", "the key of this state does not decrypt it",
                help: "use the state that it was encrypted with, with --state or -e")
        }
    }

    private func decrypt(_ text: String, with key: String) async throws -> String {
        let bytes: SecretBytes
        do throws(KMSAccess.Failure) { bytes = try await session.kms(of: project).decrypt(key, text) } catch {
            throw Diagnostic(code: "kms", "KMS did not decrypt it: \(error.message)", help: error.help)
        }
        if let plaintext = bytes.withBytes({ String(validating: $0, as: UTF8.self) }) { return plaintext }
        throw Diagnostic(code: "kms", "what key \(key) decrypts is not UTF-8", help: "encrypt it again as text")
    }
}
