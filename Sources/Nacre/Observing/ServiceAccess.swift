import Kinds
import Model
import NcloudClient

/// Whether the account may call a service at which manifests look something up, as one call has shown.
public struct ServiceAccess: Sendable {
    public enum Verdict: Hashable, Sendable {
        case usable
        /// The account has not subscribed to the service.
        case notSubscribed
        /// The quota is used up; repeating soon does not help.
        case quotaExhausted
        /// Too many calls at the moment: runs wait, and go on.
        case rateLimited
        /// The key lacks the permission; the gateway says the same to accounts that have not subscribed.
        case notPermitted
        case unreachable
        /// Anything else.
        case failed
    }

    /// The service as its kinds name it: `GeoLocation`.
    public let service: String
    /// Nil for a call that succeeded.
    public let failure: APIFailure?

    public init(_ service: String, _ failure: APIFailure?) {
        self.service = service
        self.failure = failure
    }

    public var verdict: Verdict {
        guard let failure else { return .usable }
        switch failure.classification {
        // The service has looked for an object: it may be called.
        case .gone: return .usable
        case .quota: return .quotaExhausted
        case .retry: return failure.status == 429 ? .rateLimited : .unreachable
        case .ambiguous: return (failure.status ?? 500) >= 500 ? .unreachable : .failed
        case .refused:
            if failure.isMissingSubscription { return .notSubscribed }
            return failure.isDenial ? .notPermitted : .failed
        case .busy, .clockSkew, .unauthenticated: return .failed
        }
    }
}

extension Desired {
    /// Makes one call to each service at which the manifests look something up, all at once and each once.
    /// - Parameter cloud: a client that repeats nothing, so that a rate limit shows.
    public func serviceAccess(by drivers: DriverCatalog, on cloud: any APICaller) async -> [ServiceAccess] {
        await withTaskGroup(of: ServiceAccess.self) { group in
            for (service, request) in trials(by: drivers) {
                group.addTask {
                    do throws(APIFailure) {
                        _ = try await cloud.call(request)
                        return ServiceAccess(service, nil)
                    } catch {
                        return ServiceAccess(service, error)
                    }
                }
            }
            var found: [ServiceAccess] = []
            for await access in group { found.append(access) }
            return found.sorted { $0.service < $1.service }
        }
    }

    /// The call for each service; that of the first kind by name which has one.
    func trials(by drivers: DriverCatalog) -> [String: APIRequest] {
        var trials: [String: APIRequest] = [:]
        for (name, ids) in lookedUp.sorted(by: { $0.key < $1.key }) {
            guard let driver = drivers[name], trials[driver.kind.service] == nil else { continue }
            trials[driver.kind.service] = driver.trial?(ids.sorted())
        }
        return trials
    }

    /// The kinds of documents and lookups, with the ids that they name.
    private var lookedUp: [String: Set<String>] {
        var ids: [String: Set<String>] = [:]
        for resource in resources {
            var named = ids[resource.address.kind] ?? []
            if case .id(let id)? = resource.adoption { named.insert(id) }
            ids[resource.address.kind] = named
            for reference in resource.attributes.values.flatMap(\.references) {
                guard case .lookup(let kind, let criteria) = reference.target else { continue }
                var sought = ids[kind] ?? []
                if let id = criteria["id"]?.text { sought.insert(id) }
                ids[kind] = sought
            }
        }
        return ids
    }
}
