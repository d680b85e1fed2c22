import ArgumentParser
import Model
import Nacre
import StateStore

// Where the values of secrets and the key of the state come from.

extension Session {
    /// Fetches the secrets of a workspace. Programs see neither what opens the state nor other secrets.
    func fetcher(_ workspace: Workspace) -> SecretFetcher {
        let project = workspace.project
        var withheld = workspace.secretVariables
        if case .passphrase(let variable?) = project.stateKey { withheld.append(variable) }
        return SecretFetcher(
            directory: options.root, environment: environment, withheld: withheld, kms: kms(of: project))
    }

    /// KMS of the cloud that is open, or, before one is, of one that is opened for the call.
    func kms(of project: Project) -> KMSAccess {
        KMSAccess { key, plaintext throws(KMSAccess.Failure) in
            try await reachingKMS(of: project) { kms in try await kms.encrypt(key, plaintext) }
        } decrypt: { key, ciphertext throws(KMSAccess.Failure) in
            try await reachingKMS(of: project) { kms in try await kms.decrypt(key, ciphertext) }
        }
    }

    private func reachingKMS<Answer: Sendable>(
        of project: Project, _ body: @Sendable (KMSAccess) async throws -> Answer
    ) async throws(KMSAccess.Failure) -> Answer {
        do {
            if let cloud = openCloud.current { return try await body(KMSAccess(cloud)) }
            return try await connected(to: project) { cloud in try await body(KMSAccess(cloud)) }
        } catch let failure as KMSAccess.Failure {
            throw failure
        } catch let problem as Diagnostic {
            throw KMSAccess.Failure(problem.message, help: problem.help)
        } catch {
            throw KMSAccess.Failure("\(error)")
        }
    }

    /// What keeps the data key of the state, and who opens it.
    func keyring(of project: Project) -> StateKeyring {
        var keyring = StateKeyring(place: project.stateKey, folder: options.root)
        let kms = kms(of: project)
        keyring.wrap = { key, plaintext throws(StateKeyring.Failure) in
            do throws(KMSAccess.Failure) { return try await kms.encrypt(key, plaintext) } catch {
                throw StateKeyring.Failure("cannot be used: \(error.text)")
            }
        }
        keyring.unwrap = { key, ciphertext throws(StateKeyring.Failure) in
            do throws(KMSAccess.Failure) { return try await kms.decrypt(key, ciphertext) } catch {
                throw StateKeyring.Failure("cannot be used: \(error.text)", isWrongKey: error.isWrongKey)
            }
        }
        keyring.passphrase = { variable, isNew throws(StateKeyring.Failure) in
            guard let variable else { return try await typedPassphrase(isNew: isNew) }
            guard let value = environment[variable], !value.isEmpty else {
                throw StateKeyring.Failure(
                    "is not available: \(variable) is \(environment[variable] == nil ? "not set" : "empty")")
            }
            return SecretBytes(Array(value.utf8))
        }
        return keyring
    }

    /// Says which flags a command has no use for, since no key of KMS, or none of the state, is involved.
    /// - Throws: wrong usage.
    func checkKeyFlags(usesKMS: Bool, usesState: Bool = true) throws(ValidationError) {
        let ignored = [
            usesKMS ? nil : options.cloud.map { "--cloud \($0)" },
            usesKMS ? nil : options.profile.map { "--profile \($0)" },
            usesState ? nil : options.state.map { "--state \($0)" },
        ].compactMap(\.self)
        guard let flag = ignored.first else { return }
        throw ValidationError("\(flag) has no effect here: no key of \(usesKMS ? "a state" : "KMS") is used")
    }

    private func typedPassphrase(isNew: Bool) async throws(StateKeyring.Failure) -> SecretBytes {
        guard let typed = await console.askHidden(isNew ? "New passphrase of the state: " : "Passphrase of the state: ")
        else { throw StateKeyring.Failure("is not available: standard input is not a terminal") }
        if isNew, await console.askHidden("The same again: ") != typed {
            throw StateKeyring.Failure("is not used: the two are not the same")
        }
        return SecretBytes(Array(typed.utf8))
    }
}

extension KMSAccess.Failure {
    fileprivate var text: String { message + (help.map { "; \($0)" } ?? "") }
}
