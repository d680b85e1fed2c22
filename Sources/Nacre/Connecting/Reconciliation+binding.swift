import Model
import NcloudClient
import StateStore

extension Reconciliation {
    /// Whom this reconciliation is about, and what the state is to be bound to when it is applied.
    public struct Binding: Hashable, Sendable {
        public var target: CloudTarget
        /// Nil while the state is bound to nothing yet.
        var bound: StateBinding?
        /// What it should be bound to from now on; nil when that is written already.
        var toWrite: StateBinding?
    }

    /// Makes sure that the state is about this cloud, region, account and environment.
    ///
    /// Whose the access key is is asked only when the key is new to the state: one that is known cannot change its owner.
    /// - Throws: ``RunFailure/guarded(_:)`` when the state is about another one; `CredentialFailure` without a key.
    public func checkedBinding() async throws -> Binding {
        guard let bound = try await state.binding() else {
            // Without a key nothing can be read: that is told at once, and not as the failure of some call.
            _ = try await cloud.credentials.current()
            return Binding(target: place)
        }
        // Another cloud is refused as such, also where there is no key for it.
        var target = place
        var key = try? await lastingKey()
        var verdict = BindingCheck(
            bound: bound, project: desired.project.name, target: target, accessKey: key, isAsked: false
        ).verdict()
        if verdict == .unknownAccount {
            (target, key) = (try await identified(), try await lastingKey())
            verdict = BindingCheck(
                bound: bound, project: desired.project.name, target: target, accessKey: key, isAsked: true
            ).verdict()
        }
        switch verdict {
        case .same(let binding):
            return Binding(target: binding.target, bound: bound, toWrite: binding == bound ? nil : binding)
        case .refused(let problem): throw RunFailure.guarded([problem])
        case .unknownAccount: return Binding(target: target, bound: bound)
        }
    }

    /// Binds the state before anything is changed in its name.
    func bind(_ binding: Binding) async throws {
        if let learned = binding.toWrite { try await state.bind(learned) }
        guard binding.bound == nil else { return }
        let key = try await lastingKey()
        try await state.bind(
            StateBinding(
                project: desired.project.name, target: try await identified(),
                accessKeys: [key].compactMap(\.self)))
    }

    /// Binds the state to where this command goes, whatever it was bound to.
    /// - Parameter confirm: shown what it was bound to and what it would be.
    /// - Throws: ``RunFailure/declined`` when `confirm` says no.
    public func rebind(
        _ lease: LeaseRequest, note: @escaping @Sendable (String) -> Void,
        confirm: @Sendable (_ from: CloudTarget?, _ to: CloudTarget) async throws -> Bool
    ) async throws {
        try await withLease(lease, waiting: .zero, note: note) {
            let bound = try await state.binding()
            let (target, key) = (try await identified(), try await lastingKey())
            guard try await confirm(bound?.target, target) else { throw RunFailure.declined }
            // Keys of another account are of no use any more.
            let isSame = bound.map { $0.target.cloud == target.cloud && $0.target.account == target.account } ?? false
            let keys = Set((isSame ? bound?.accessKeys ?? [] : []) + [key].compactMap(\.self))
            let before = bound.map { "\($0.target)" } ?? "nothing"
            try await state.bind(
                StateBinding(project: desired.project.name, target: target, accessKeys: Array(keys)),
                because: "\(lease.actor) bound the state to \(target); before, it was bound to \(before)")
        }
    }

    /// Lets keys that take the place of refused ones in the middle of a run sign on, if they are known to be of the account
    /// that the state is bound to.
    func acceptRotatedKeys() async throws {
        guard let stored = cloud.credentials as? StoredCredentials,
            let bound = try await state.binding()?.target.account
        else { return }
        await stored.acceptReplacements { [client = cloud.client] keys in
            guard let caller = await client.signing(with: keys).callerIdentity() else { return false }
            return BindingCheck.agreement(bound, CloudTarget.Account(id: caller.id, alias: caller.alias)) == true
        }
    }

    /// Where the calls go.
    private var place: CloudTarget {
        CloudTarget(cloud: cloud.name, region: cloud.client.region, environment: desired.project.environment)
    }

    /// The same with the account, as far as the cloud tells.
    private func identified() async throws -> CloudTarget {
        _ = try await cloud.credentials.current()
        var target = place
        target.account = await cloud.client.callerIdentity().map {
            CloudTarget.Account(id: $0.id, alias: $0.alias)
        }
        return target
    }

    /// The access key, unless it ends by itself and another takes its place within the hour.
    private func lastingKey() async throws -> String? {
        let keys = try await cloud.credentials.current()
        return keys.expiry == nil ? keys.accessKey : nil
    }
}
