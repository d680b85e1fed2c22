import Model
import Nacre
import NcloudClient

extension Checkup {
    /// The services at which the manifests look something up: one call to each shows whether the account may. Manifests that
    /// cannot be read are reported by themselves.
    func services(_ cloud: CloudConnection) async -> [CheckResult] {
        guard let workspace = try? Workspace.load(session.options.source) else { return [] }
        return await workspace.desired.serviceAccess(by: .ncloud, on: cloud.client).map(\.result)
    }
}

extension ServiceAccess {
    fileprivate var result: CheckResult {
        let evidence = failure?.summary ?? ""
        switch verdict {
        case .usable: return CheckResult(subject: service, isGood: true, finding: "can be called")
        case .rateLimited:
            return CheckResult(
                subject: service, isGood: true, isWarning: true,
                finding: "can be called, but not so often: \(evidence)",
                fix: "nothing: plan and apply wait until the service accepts calls again")
        case .quotaExhausted: return problem(evidence, fix: [failure?.nextStep, monthlyLimit])
        case .notSubscribed, .notPermitted: return problem(evidence, fix: [failure?.nextStep])
        case .unreachable:
            return problem(
                "no usable response: \(evidence)",
                fix: [failure?.nextStep ?? "check the network and any proxy, and run the command again"])
        case .failed: return problem(evidence, fix: [failure?.nextStep])
        }
    }

    private func problem(_ finding: String, fix: [String?]) -> CheckResult {
        let steps = fix.compactMap(\.self)
        return CheckResult(
            subject: service, isGood: false, finding: finding,
            fix: steps.isEmpty ? nil : steps.joined(separator: "; "))
    }

    /// When the quota renews, where that is known.
    private var monthlyLimit: String? {
        guard service == "GeoLocation" else { return nil }
        return "a limit of monthly calls ends with the month; to raise it, use a GeoLocationQuota or the console"
    }
}
