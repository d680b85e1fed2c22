import ManifestLanguage
import Model
import Nacre
import NcloudClient
import OrderedJSON
import StateStore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The examinations of `doctor`, each by itself, so that one bad finding hides no other.
struct Checkup {
    let session: Session

    func all() async -> [CheckResult] {
        let project: Project
        do { project = try session.project() } catch {
            let all = (error as? Diagnostics)?.all ?? []
            return [
                CheckResult(
                    subject: "project", isGood: false, finding: all.first?.message ?? "\(error)",
                    fix: all.first?.help ?? "run \"nacre init\", or choose the workspace with -w")
            ]
        }
        var checks = [CheckResult(subject: "project", isGood: true, finding: project.name), manifests()]
        checks += await state(of: project)
        checks += await cloud(of: project)
        return checks
    }

    private func manifests() -> CheckResult {
        do {
            let workspace = try Workspace.load(session.options.source)
            return CheckResult(
                subject: "manifests", isGood: true,
                finding: Counted.of(workspace.desired.resources.count + workspace.desired.externals.count, "object")
                    + ", "
                    + Counted.of(workspace.warnings.count, "warning"))
        } catch {
            return CheckResult(
                subject: "manifests", isGood: false, finding: Counted.of(error.all.count, "problem"),
                fix: "run \"nacre validate\"")
        }
    }

    private func state(of project: Project) async -> [CheckResult] {
        let path = session.statePath(of: project)
        guard FileManager.default.fileExists(atPath: path) else {
            return [CheckResult(subject: "state", isGood: true, finding: "none yet; the first apply creates \(path)")]
        }
        do throws(StateError) {
            let state = try session.state(of: project, .readOnly)
            let problems = try await state.verify()
            let open = try await state.openIntents()
            let lease = try await state.currentLease()
            return [
                CheckResult(
                    subject: "state", isGood: problems.isEmpty,
                    finding: problems.first?.message ?? "valid, \(Counted.of(open.count, "unresolved call"))",
                    fix: problems.first?.help),
                CheckResult(
                    subject: "lock", isGood: lease == nil, finding: lease.map { "held by \($0)" } ?? "free",
                    fix: lease.map { _ in "wait; if that process is certainly dead, run \"nacre state unlock\"" }),
            ] + (try await key(of: project))
        } catch {
            return [CheckResult(subject: "state", isGood: false, finding: error.message)]
        }
    }

    /// Whether the key of the secrets in state can be used. A passphrase is not asked for.
    private func key(of project: Project) async throws(StateError) -> [CheckResult] {
        let state = try session.state(of: project, .readOnly)
        guard let place = try await state.recordedKeyPlace() else { return [] }
        if place == .passphrase(variable: nil) {
            return [CheckResult(subject: "state key", isGood: true, finding: "protected by \(place)")]
        }
        do throws(StateError) {
            _ = try await state.loadedKeys()
            return [CheckResult(subject: "state key", isGood: true, finding: "protected by \(place)")]
        } catch {
            return [
                CheckResult(
                    subject: "state key", isGood: false, finding: error.message,
                    fix: "make the key available; only what needs no secret works without it")
            ]
        }
    }

    /// One cheap call tells credentials, endpoint, clock and region at once (api/signing.md §5).
    private func cloud(of project: Project) async -> [CheckResult] {
        do {
            return try await session.connected(to: project) { cloud in
                _ = try await cloud.credentials.current()
                var checks = await credentials(of: cloud) + [await identity(cloud)]
                do throws(APIFailure) {
                    let answer = try await cloud.client.call(.action(.vserver, "getRegionList"))
                    checks.append(
                        CheckResult(
                            subject: "endpoint", isGood: true, finding: cloud.endpoint.origin(of: .vserver)))
                    checks.append(region(cloud.client.region, among: answer))
                } catch {
                    checks.append(
                        CheckResult(
                            subject: "endpoint", isGood: false, finding: error.description, fix: advice(on: error)))
                }
                return checks + (await externals(cloud)) + (await services(cloud))
            }
        } catch let failure as CredentialFailure {
            return [CheckResult(subject: "credentials", isGood: false, finding: failure.description)]
        } catch let problem as Diagnostic {
            return [CheckResult(subject: "endpoint", isGood: false, finding: problem.message, fix: problem.help)]
        } catch {
            return [
                CheckResult(
                    subject: "credentials", isGood: false, finding: "\(error)",
                    fix: "set NCLOUD_ACCESS_KEY and NCLOUD_SECRET_KEY, or write ~/.ncloud/configure")
            ]
        }
    }

    /// Who owns the key; that no cloud has to tell (api/identity.md §1).
    private func identity(_ cloud: CloudConnection) async -> CheckResult {
        let identity = await cloud.client.callerIdentity()
        let name = identity.map { $0.alias.isEmpty ? $0.id : $0.alias }
        return CheckResult(
            subject: "identity", isGood: true,
            finding: identity.map { "\($0.userType) of account \(name ?? ""), id \($0.id)" }
                ?? "not available from this cloud; state is bound to the access key")
    }

    /// What the manifests declare of what no API manages; they are reported by themselves where they cannot be read.
    private func externals(_ cloud: CloudConnection) async -> [CheckResult] {
        guard let read = try? Workspace.load(session.options.source), !read.desired.externals.isEmpty else { return [] }
        let workspace: Workspace
        do throws(Diagnostics) { workspace = try await read.fetchingSecrets(session.fetcher(read)) } catch {
            return error.all.map {
                CheckResult(subject: "secrets", isGood: false, finding: $0.message, fix: $0.help)
            }
        }
        return await workspace.desired.externals.checked(by: .ncloud, on: cloud.linkage).map { check in
            CheckResult(
                subject: check.address.description, isGood: check.isGood,
                finding: "\(check.subject): \(check.finding)", fix: check.advice)
        }
    }

    private func region(_ region: String, among answer: JSON) -> CheckResult {
        let known = answer["regionList"]?.elements.compactMap { $0["regionCode"]?.text } ?? []
        return CheckResult(
            subject: "region", isGood: known.contains(region), finding: region + origin(of: region),
            fix: known.contains(region) ? nil : "choose one of \(known.joined(separator: ", "))")
    }

    /// Where the region was chosen, unless that is the project file.
    private func origin(of region: String) -> String {
        if session.options.region != nil { return " (--region)" }
        return session.environment.filled("NCLOUD_REGION") == nil ? "" : " (NCLOUD_REGION)"
    }

    private func advice(on failure: APIFailure) -> String? {
        switch failure.classification {
        case .clockSkew(let date):
            "correct this machine's clock; the cloud's time is "
                + Date(timeIntervalSince1970: Double(date.milliseconds) / 1000).formatted(.iso8601)
        case .retry, .ambiguous, .busy, .gone, .quota, .unauthenticated, .refused: failure.nextStep
        }
    }
}
