import Kinds
import Model
import NcloudClient
import StateStore

// What a create shows only once goes into the file the manifest names (`privateKey` into `privateKeyFile`), else encrypted into
// state.

extension StepSession {
    /// The files for what the answer shows only once, by the names of the secrets: made ready before the call, so that nothing
    /// is created whose secret could not be written.
    func reservedFiles() throws(StepFailure) -> [String: PrivateFile] {
        var files: [String: PrivateFile] = [:]
        for field in driver.kind.fields {
            guard let secret = field.deliveredSecret, let path = desired.text(field.name) else { continue }
            do throws(StepFailure) {
                files[secret] = try file(at: path)
            } catch .diagnostic(var problem) {
                problem.message = "\(step.address) was not created: \(problem.message)"
                throw .diagnostic(problem)
            }
        }
        return files
    }

    private func file(at path: String) throws(StepFailure) -> PrivateFile {
        try PrivateFile(at: path, in: context.settings.directory, sparing: context.settings.ownFiles)
    }

    /// What is to be written into state when the answer has come: the secrets without a file, and those whose file cannot be
    /// written after all.
    func keep(
        _ secrets: [String: String], _ files: [String: PrivateFile]
    ) -> (changes: [StateChange], failure: StepFailure?) {
        var changes: [StateChange] = []
        var failure: StepFailure?
        let kept = secrets.keys.filter { files[$0] == nil }.sorted()
        for name in kept {
            let which = kept.count > 1 ? " \(name)" : ""
            context.progress(
                .note(
                    "state keeps the \(name) of \(step.address) encrypted: "
                        + "\"nacre state secret \(step.address)\(which) --reveal\" prints it"))
        }
        for (name, secret) in secrets.sorted(by: { $0.key < $1.key }) {
            guard let file = files[name] else {
                changes.append(.keepSecret(step.address, name: name, Secret(secret)))
                continue
            }
            do throws(StepFailure) {
                guard let former = try file.write(secret) else { continue }
                context.progress(
                    .note("\(file.path) has the \(name) of \(step.address); what was there is in \(former)"))
            } catch {
                changes.append(.keepSecret(step.address, name: name, Secret(secret)))
                failure = unwritten(name, file, error)
            }
        }
        return (changes, failure)
    }

    func deliver(_ secret: String, as name: String) throws(StepFailure) {
        let field = driver.kind.fields.first { $0.deliveredSecret == name }
        guard let path = field.flatMap({ desired.text($0.name) }) else { return }
        do throws(StepFailure) {
            let former = try file(at: path).write(secret)
            guard let former else { return }
            context.progress(.note("\(path) has the \(name) of \(step.address); what was there is in \(former)"))
        } catch .diagnostic(var problem) {
            // Unlike what is shown only once, it is not in state.
            problem.help = "make the path writable, or choose another one, and apply again"
            throw .diagnostic(problem)
        }
    }

    private func unwritten(_ name: String, _ file: PrivateFile, _ failure: StepFailure) -> StepFailure {
        guard case .diagnostic(var problem) = failure else { return failure }
        problem.message = "\(step.address) was created, but \(problem.message)"
        if file.isOccupied { problem.notes.append("\(file.path) holds what was there before, not this \(name)") }
        problem.help =
            "state keeps the \(name) encrypted: \"nacre state secret \(step.address) \(name) --out FILE\" writes it"
        return .diagnostic(problem)
    }
}
