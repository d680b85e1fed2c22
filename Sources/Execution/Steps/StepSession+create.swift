import Kinds
import Model
import NcloudClient
import OrderedJSON
import StateStore

extension StepSession {
    func create(
        _ request: APIRequest, read: @Sendable (JSON) -> Creation
    ) async throws(StepFailure) -> String {
        let marker = Marker(driver.kind, wanted, tag: tag, siblings: siblings)
        for attempt in 1...Self.triesWhenLost {
            let intent = try await open(.create, request, marker: marker, attempt: attempt)
            let answer: JSON
            do throws(APIFailure) {
                answer = try await caller.call(request)
            } catch {
                guard error.classification == .ambiguous else {
                    // Refused after a try whose answer was lost: most likely since that try took effect after all.
                    guard attempt > 1, let object = try await search(marker, within: context.settings.settle)
                    else {
                        throw await withdraw(intent, error)
                    }
                    try await discardIfSecretLost(object, intent)
                    return try await accept(Creation(id: object.id), intent, marker)
                }
                notes.acted()
                context.progress(.waiting(step.id, "answer lost: looking for it"))
                if let object = try await search(marker, within: context.settings.settle) {
                    try await discardIfSecretLost(object, intent)
                    return try await accept(Creation(id: object.id), intent, marker)
                }
                notes.close(intent, .absent)
                continue
            }
            return try await accept(read(answer), intent, marker)
        }
        throw .pending("\(request.endpoint) gave no clear answer \(Self.triesWhenLost) times")
    }

    /// What was there before the create, and cannot be what it makes.
    ///
    /// An object that has its name for an id is the exception: made anew, it comes back under the id it had.
    private var siblings: [LiveObject] {
        let former = context.recorded[step.address]?.id
        return context.lookAlikes.of(driver.kind, wanted, tag: tag).filter { $0.id != former || $0.id != $0.name }
    }

    /// Records what was made before anything else is done.
    private func accept(_ creation: Creation, _ intent: Intent, _ marker: Marker) async throws(StepFailure) -> String {
        notes.acted()
        if let id = creation.id {
            notes.made(id)
            let (kept, failure) = keep(creation.secrets)
            try await write(
                [
                    .answerIntent(intent.id, cloudID: id), .closeIntent(intent.id, .succeeded),
                    .saveResource(notes.record),
                ] + kept)
            await context.registry.note(step.address, id: id)
            if let failure { throw failure }
            return id
        }
        try await write([.answerIntent(intent.id, cloudID: nil)])
        // The cloud has said yes without saying what: it is only a matter of time until the object shows.
        guard let object = try await search(marker, within: context.settings.settle * Self.patienceWhenAccepted) else {
            throw .pending("the cloud accepted it, but does not list it yet")
        }
        return try await accept(Creation(id: object.id), intent, marker)
    }

    /// An object whose secret nobody knows is recorded as one to be deleted.
    private func discardIfSecretLost(_ object: LiveObject, _ intent: Intent) async throws(StepFailure) {
        guard let call = driver.kind.callShowingSecret, intent.call.hasSuffix(call) else { return }
        notes.made(object.id)
        notes.begin(.delete)
        try await write([.saveResource(notes.record), .closeIntent(intent.id, .found)])
        throw .secretLost(object)
    }

    /// Looks for the object until it is found or the time is over.
    func search(_ marker: Marker, within window: Duration) async throws(StepFailure) -> LiveObject? {
        let end = context.clock.elapsed() + window
        var pause = Duration.milliseconds(200)
        while true {
            let found = try await candidates(marker)
            if found.count > 1 { return try chosen(among: found) }
            if let object = found.first { return object }
            guard context.clock.elapsed() < end else { return nil }
            do { try await context.clock.sleep(pause) } catch { throw .interrupted }
            pause = min(pause * 2, .seconds(2))
        }
    }

    private func chosen(among found: [LiveObject]) throws(StepFailure) -> LiveObject? {
        switch context.settings.onAmbiguous {
        case .fail: throw .ambiguous(candidates: found)
        case .adopt: found.newest
        case .retry: nil
        }
    }

    private func candidates(_ marker: Marker) async throws(StepFailure) -> [LiveObject] {
        var scope = Scope(everything: driver.kind.identity.tagField != nil, parents: parents)
        if let name = wanted.text("name") { scope.names = [name] }
        let list = try await StepFailure.wrapping { () throws(APIFailure) in
            try await driver.operations.list(scope, from: caller)
        }
        var found: [LiveObject] = []
        for object in list where marker.matches(object) {
            if await !context.registry.isTaken(object, from: step.address) { found.append(object) }
        }
        return found
    }

    /// The cloud refused: nothing was made, so nothing is recorded.
    private func withdraw(_ intent: Intent, _ failure: APIFailure) async -> StepFailure {
        notes.close(intent, .failed)
        do throws(StepFailure) {
            // The row of a replaced object stays: the manifest's import means the old one, not another.
            let row: StateChange =
                step.action == .replace
                ? .saveResource(notes.record.awaitingCreation) : .removeResource(step.address)
            try await write([row])
            return .api(failure)
        } catch {
            return error
        }
    }

    /// What is shown only once goes into the file the manifest names (`privateKey` into `privateKeyFile`), else
    /// encrypted into state; into state too when the file cannot be written.
    private func keep(_ secrets: [String: String]) -> (changes: [StateChange], failure: StepFailure?) {
        var changes: [StateChange] = []
        var failure: StepFailure?
        for (name, secret) in secrets.sorted(by: { $0.key < $1.key }) {
            do throws(StepFailure) {
                guard let path = wanted.text("\(name)File") else {
                    changes.append(.keepSecret(step.address, name: name, Secret(secret)))
                    continue
                }
                let file = try PrivateFile.write(secret, to: path, in: context.settings.directory)
                if file != path {
                    context.progress(
                        .note("\(path) is there already: the new \(name) of \(step.address) is in \(file)"))
                }
            } catch {
                changes.append(.keepSecret(step.address, name: name, Secret(secret)))
                failure = error
            }
        }
        return (changes, failure)
    }
}
