import Kinds
import Model
import NcloudClient
import OrderedJSON
import StateStore

/// What is to be rotated, and under which lock.
public struct RotationRequest: Sendable {
    public var address: Address
    /// Which of the object's secrets.
    public var secret: String
    public var lease: LeaseRequest
    /// How long to wait for a lease that somebody holds.
    public var lockTimeout: Duration

    public init(address: Address, secret: String, lease: LeaseRequest, lockTimeout: Duration = .zero) {
        self.address = address
        self.secret = secret
        self.lease = lease
        self.lockTimeout = lockTimeout
    }
}

extension Reconciliation {
    /// Has the cloud make a new secret in place of the old one, journalled like any change.
    ///
    /// The new secret is kept sealed in the state, under the name of the secret, until it was handed over: what breaks the
    /// delivery does not lose it.
    /// - Parameters:
    ///   - begins: called before anything is changed; from then on the rotation should be let come to its end.
    ///   - deliver: hands the new secret over.
    /// - Throws: a ``Diagnostic`` when the object is not managed or has no such secret, and what the client and the
    ///   state throw.
    public func rotate(
        _ request: RotationRequest, note: @escaping @Sendable (String) -> Void, begins: @Sendable () -> Void,
        deliver: @Sendable (String) throws -> Void
    ) async throws {
        let rotation = try rotation(for: request)
        try await withLease(request.lease, waiting: request.lockTimeout, note: note) {
            try await bind(try await checkedBinding())
            // What the cloud is about to show once must be kept: without the key of the state nothing begins.
            _ = try await state.loadedKeys()
            let recorded = try await state.recorded()
            guard let record = recorded[request.address], let id = record.id else {
                throw Diagnostic.notManaged(request.address, recorded)
            }
            let old = rotation.secret(try await cloud.caller.call(rotation.reading(id)), request.secret)
            try Task.checkCancellation()
            begins()
            let run = try await state.beginRun(request.lease)
            let new: String
            do { new = try await newSecret(rotation, request, after: old, id: id, run: run.id) } catch {
                try await end(run.id, request.address, record, "\(error)")
                throw error
            }
            try await end(run.id, request.address, record, nil)
            try deliver(new)
            try await state.write([.dropSecret(request.address, name: request.secret)])
        }
    }

    private func rotation(for request: RotationRequest) throws -> Rotation {
        guard let rotation = drivers[request.address.kind]?.rotation else {
            let kinds = drivers.kinds.names.filter { drivers[$0]?.rotation != nil }.joined(separator: ", ")
            throw Diagnostic(
                code: "nothing-to-rotate",
                "\(request.address.kind) has no secret that a call regenerates; only \(kinds) does",
                help: drivers[request.address.kind]?.rotationHelp)
        }
        guard rotation.names.contains(request.secret) else {
            throw Diagnostic(
                code: "nothing-to-rotate", "\(request.address) has no \(request.secret) key",
                help: "choose one of \(rotation.names.joined(separator: ", "))")
        }
        return rotation
    }

    /// The call is never sent twice blindly: what there was before tells whether a lost one took effect.
    private func newSecret(
        _ rotation: Rotation, _ request: RotationRequest, after old: String?, id: String, run: String
    ) async throws -> String {
        let call = rotation.request(id, request.secret)
        let intent = Intent(
            id: settings.identifier(), runID: run, address: request.address, call: call.endpoint, purpose: .update,
            openedAt: settings.now())
        try await state.write([.openIntent(intent)])
        var answer = JSON.null
        do throws(APIFailure) { answer = try await cloud.caller.call(call) } catch {
            guard error.classification == .ambiguous else {
                try await state.write([.closeIntent(intent.id, .failed)])
                throw error
            }
            answer = try await cloud.caller.call(rotation.reading(id))
        }
        guard let new = rotation.secret(answer, request.secret), new != old else {
            try await state.write([.closeIntent(intent.id, .absent)])
            throw Diagnostic(
                code: "not-rotated", "the cloud returned no new \(request.secret) key for \(request.address)",
                help: "the old one is still valid; run the command again")
        }
        try await state.write([
            .keepSecret(request.address, name: request.secret, Secret(new)), .closeIntent(intent.id, .succeeded),
        ])
        return new
    }

    private func end(
        _ run: String, _ address: Address, _ record: RecordedResource, _ failure: String?
    ) async throws {
        let step = StepRecord(
            runID: run, address: address, action: "rotate", outcome: failure == nil ? .done : .failed, message: failure,
            calls: 1, attempts: 1, before: record)
        try await state.write([.stepOutcome(step)])
        try await state.finish(run, failure == nil ? .done : .failed)
    }
}
