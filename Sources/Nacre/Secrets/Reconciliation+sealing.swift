import Kinds
import Model
import Planning
import StateStore

/// Secrets that could not be compared, because the key of the state is not here.
public struct LockedSecrets: Hashable, Sendable {
    /// What is missing.
    public var reason: StateError
    /// The objects whose secrets are taken for unchanged.
    public var addresses: [Address]

    /// How many objects a message names.
    private static let most = 5

    var warnings: [Diagnostic] {
        guard !addresses.isEmpty else { return [] }
        let names = addresses.prefix(Self.most).map(\.description).joined(separator: ", ")
        let rest = addresses.count > Self.most ? " and \(addresses.count - Self.most) more" : ""
        return [
            Diagnostic(
                .warning, code: "state-key",
                "it is not known whether the secrets of \(names)\(rest) have changed: \(reason.message)",
                help: "make the key available to compare them; everything else was compared")
        ]
    }
}

extension Reconciliation {
    /// Secrets compare by fingerprint; the key for it is the state's. Those that were not fetched, and all of them
    /// where the key is not here, are taken for unchanged.
    /// - Throws: ``StateError`` when the key is another one or cannot be read.
    func sealed(_ desired: Desired, _ recorded: Recorded) async throws -> (Desired, LockedSecrets?) {
        let holders = desired.resources.filter { $0.attributes.values.contains { !$0.secrets.isEmpty } }
        guard !holders.isEmpty else { return (desired, nil) }
        let known = desired.keepingSecrets(of: recorded, catalog) { $0.isPending }
        let isFetched = holders.contains { $0.attributes.values.contains { $0.secrets.contains { !$0.isPending } } }
        guard isFetched else { return (known, nil) }
        do throws(StateError) {
            let keys = try await state.loadedKeys()
            return (known.sealed(by: keys).takingSecrets(of: manifests?.sealed(by: keys)), nil)
        } catch {
            guard case .keyUnavailable = error else { throw error }
            let locked = LockedSecrets(reason: error, addresses: holders.map(\.address))
            return (desired.keepingSecrets(of: recorded, catalog) { _ in true }, locked)
        }
    }

    /// Refuses a plan that needs what is not here, before anything is begun: the key of the state for what is to be
    /// sealed, the values of secrets for what is to be sent.
    ///
    /// - Parameter adoptsOnly: whether objects are only imported, so that those taken for unchanged do not matter.
    func checkSecrets(of plan: Plan, _ situation: Situation, adoptsOnly: Bool) async throws {
        // Nothing says that what is taken for unchanged is.
        if !adoptsOnly, let locked = situation.locked, !Set(plan.unchanged).isDisjoint(with: locked.addresses) {
            throw locked.reason
        }
        for step in plan.steps where step.sendsFields {
            let secrets = step.desired?.attributes.values.flatMap(\.secrets) ?? []
            if secrets.contains(where: \.isPending) {
                throw Diagnostic(
                    code: "missing-secret", "\(step.address) needs secrets whose values were not fetched",
                    at: step.desired?.span, help: "run \"nacre apply\"")
            }
            let givesSecrets = drivers.kinds[step.address.kind]?.life.callShowingSecret != nil
            // Opens the key now: what the cloud shows once must find it open.
            if !secrets.isEmpty || givesSecrets { _ = try await state.loadedKeys() }
        }
    }
}

extension Step {
    /// Whether it sends what the manifest says.
    fileprivate var sendsFields: Bool {
        switch action {
        case .create, .replace, .update, .adopt, .resume: true
        case .deleteReplaced, .delete, .move, .forget, .updateLifecycle, .refuse: false
        }
    }
}

extension Desired {
    fileprivate func keepingSecrets(
        of recorded: Recorded, _ catalog: KindCatalog, where isUnknown: (Secret) -> Bool
    ) -> Desired {
        var desired = self
        for index in resources.indices {
            let resource = resources[index]
            guard let kind = catalog[resource.address.kind], let former = recorded[resource.address]?.applied else {
                continue
            }
            desired.resources[index].attributes = kind.keepingSecrets(
                of: former, in: resource.attributes, where: isUnknown)
        }
        return desired
    }

    fileprivate func sealed(by keys: StateKeys) -> Desired {
        var desired = self
        for index in resources.indices {
            desired.resources[index].attributes = resources[index].attributes.mapValues {
                $0.sealed(by: keys.fingerprint)
            }
        }
        return desired
    }
}
