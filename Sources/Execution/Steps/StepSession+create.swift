import Kinds
import Model
import NcloudClient
import OrderedJSON
import StateStore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension StepSession {
    func create(
        _ request: APIRequest, read: @Sendable (JSON) -> Creation
    ) async throws(StepFailure) -> String {
        let files = try reservedFiles()
        try await refuseOverwriting()
        let marker = Marker(driver.kind, desired, tag: tag, siblings: try await siblings(request))
        let begun = context.settings.now()
        var last: APIFailure?
        for attempt in 1...Self.triesWhenLost {
            let intent = try await open(.create, request, marker: marker, attempt: attempt)
            await context.registry.begins(step.address, marker)
            let answer: JSON
            do throws(APIFailure) { answer = try await caller.call(request) } catch {
                if let id = try await found(after: error, attempt, intent, marker, begun) { return id }
                last = error
                continue
            }
            return try await accept(read(answer), intent, marker, files)
        }
        await context.registry.madeNothing(step.address)
        throw .unclear(request, tries: Self.triesWhenLost, after: last)
    }

    /// What a create made that failed; nil when it made nothing and may be sent again.
    /// - Parameter begun: when the first of its tries was sent.
    private func found(
        after failure: APIFailure, _ attempt: Int, _ intent: Intent, _ marker: Marker, _ begun: Date
    ) async throws(StepFailure) -> String? {
        await context.registry.isSought(step.address)
        guard failure.classification == .ambiguous else {
            // Refused after a try whose answer was lost: most likely since that try took effect after all.
            guard attempt > 1, let object = try await search(marker, within: context.settings.settle) else {
                await context.registry.madeNothing(step.address)
                throw await withdraw(intent, failure)
            }
            try await discardIfSecretLost(object, intent, marker, begun)
            return try await accept(Creation(id: object.id), intent, marker)
        }
        notes.acted()
        context.progress(.waiting(step.id, "no clear response: checking whether it was created"))
        guard let object = try await search(marker, within: context.settings.settle) else {
            notes.close(intent, .absent)
            return nil
        }
        try await discardIfSecretLost(object, intent, marker, begun)
        return try await accept(Creation(id: object.id), intent, marker)
    }

    /// What was there before the create, and cannot be what it makes.
    ///
    /// An object whose id is made of its name is the exception: made anew, it comes back under the id it had.
    /// What is deleted when its answer is lost, since its secret went with it, is looked for once more: nothing that
    /// somebody made since the plan may be taken for it.
    private func siblings(_ request: APIRequest) async throws(StepFailure) -> [LiveObject] {
        let former = context.recorded[step.address]?.id
        var known = context.lookAlikes.of(driver.kind, desired, tag: tag)
        if losesItsSecret(request.endpoint) { known += try await alike() }
        return known.filter { $0.id != former || !($0.id == $0.name || driver.kind.life.creationOverwrites) }
    }

    /// Records what was made before anything else is done.
    private func accept(
        _ creation: Creation, _ intent: Intent, _ marker: Marker, _ files: [String: PrivateFile] = [:]
    ) async throws(StepFailure) -> String {
        notes.acted()
        if let id = creation.id {
            notes.made(id)
            let (kept, failure) = keep(creation.secrets, files)
            // Before the write, which may fail: others wait for as long as this creation is under way.
            await context.registry.note(step.address, id: id)
            try await write(
                [
                    .answerIntent(intent.id, cloudID: id), .closeIntent(intent.id, .succeeded),
                    .saveResource(notes.record),
                ] + kept)
            if let failure { throw failure }
            return id
        }
        await context.registry.isSought(step.address)
        try await write([.answerIntent(intent.id, cloudID: nil)])
        // The cloud has said yes without saying what: it is only a matter of time until the object shows.
        guard let object = try await search(marker, within: context.settings.settle * Self.patienceWhenAccepted) else {
            throw .pending("the API accepted it but does not list it yet")
        }
        return try await accept(Creation(id: object.id, secrets: creation.secrets), intent, marker, files)
    }

    /// An object whose secret nobody knows is recorded as one to be deleted, unless somebody else may have created it.
    private func discardIfSecretLost(
        _ object: LiveObject, _ intent: Intent, _ marker: Marker, _ begun: Date
    ) async throws(StepFailure) {
        guard losesItsSecret(intent.call) else { return }
        let window = CreationWindow(
            first: begun.timeIntervalSince1970, last: intent.openedAt.timeIntervalSince1970,
            now: context.settings.now().timeIntervalSince1970, isOnlyOne: context.settings.onAmbiguous != .adopt)
        guard !marker.namesParentsOnly(driver.kind) || window.holds(object) else {
            throw .ambiguous(candidates: [object])
        }
        notes.made(object.id)
        notes.begin(.delete)
        try await write([.saveResource(notes.record), .closeIntent(intent.id, .found)])
        throw .secretLost(object)
    }

    /// Whether the answer to a call holds what is never shown again.
    private func losesItsSecret(_ call: String) -> Bool {
        driver.kind.life.callShowingSecret == call
    }

    /// Looks for the object until it is found, or the time is over and several lists have lacked it: where each list
    /// takes seconds, two of them may be as old as the call. While another step's create may still turn out to have made
    /// it, there is no end to the time.
    func search(_ marker: Marker, within window: Duration) async throws(StepFailure) -> LiveObject? {
        try await look(within: window, atLeast: Recovery.fewestLooks) { () throws(StepFailure) in
            let claim = await context.registry.claim(
                among: try await alike(), for: step.address, marker, policy: context.settings.onAmbiguous)
            switch claim {
            case .granted(let object): return .found(object)
            case .ambiguous(let found): throw .ambiguous(candidates: found)
            case .none: return .missing
            case .contested: return .undecided
            }
        }
    }

    /// The objects of the kind as they are listed now, those among them that the marker may match.
    /// - Parameter quickly: whether one reading will do, without what costs further calls: what it lacks decides nothing then.
    func alike(quickly: Bool = false) async throws(StepFailure) -> [LiveObject] {
        var scope = ReadScope(everything: driver.kind.identity.isTagged, parents: parents)
        scope.statusOnly = quickly
        scope.names = namesLookedFor
        let listed: Result<[LiveObject], APIFailure> = await Paging.$isAbsenceDecisive.withValue(!quickly) { [scope] in
            do throws(APIFailure) { return .success(try await driver.operations.list(scope, from: caller)) } catch {
                return .failure(error)
            }
        }
        return try await StepFailure.wrapping { () throws(APIFailure) in try listed.get() }
    }

    /// What lists are asked for that take names.
    var namesLookedFor: Set<String> { desired.text("name").map { [$0] } ?? [] }

    /// The cloud refused: nothing was made, so nothing is recorded, and state is as it was.
    private func withdraw(_ intent: Intent, _ failure: APIFailure) async -> StepFailure {
        notes.close(intent, .failed)
        do throws(StepFailure) {
            try await write(rowsAsBefore)
            return .api(failure)
        } catch {
            return error
        }
    }

    /// The rows of the object as they were before its creation was begun.
    private var rowsAsBefore: [StateChange] {
        let before = context.recorded[step.address]
        switch step.action {
        case .replace where step.createsFirst:
            // The old object is whole, and keeps its address until there is a new one.
            guard let before else { return [.removeResource(step.address)] }
            return [
                .removeResource(step.address), .removeResource(StepRunner.formerAddress(step)), .saveResource(before),
            ]
        case .replace:
            // The row stays: the manifest's import means the old object, not another.
            return [.saveResource(notes.record.awaitingCreation)]
        case .create where step.reason == .vanished || step.reason == .requestedAnew:
            // It may be there after all, and refuse another of its kind: a list that lags must not cost its id.
            return [before.map(StateChange.saveResource) ?? .removeResource(step.address)]
        case .create, .update, .deleteReplaced, .delete, .adopt, .move, .forget, .resume, .updateLifecycle, .refuse:
            return [.removeResource(step.address)]
        }
    }
}
