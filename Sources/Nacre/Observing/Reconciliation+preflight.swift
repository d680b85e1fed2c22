import Kinds
import Model
import NcloudClient
import Planning

extension Reconciliation {
    /// The plan with what its preflight warns of. What the checks need beside what was observed is read for them; a
    /// plan that changes nothing needs nothing.
    /// - Parameter today: the day of the run, for what comes to an end.
    /// - Throws: ``Diagnostics`` with everything that would fail.
    public func checked(_ plan: Plan, _ situation: Situation, today: String) async throws -> Plan {
        var live = situation.live
        let run = PreflightRun(
            plan, desired: situation.desired, recorded: situation.recorded, live: live, catalog: catalog,
            today: today)
        let needsQuotas = run.needsQuotas
        async let quotas = accountQuotas(ifNeeded: needsQuotas)
        var found: [Diagnostic] = []
        let whole = run.readsWhole
        for kind in run.reads where whole.contains(kind) || !live.observedKinds.contains(kind) {
            guard let driver = drivers[kind] else { continue }
            do throws(APIFailure) {
                let scope = ReadScope(everything: whole.contains(kind), parents: run.parents(of: kind))
                let list = try await driver.operations.list(scope, from: cloud.caller)
                live.observe(kind, list.filter { driver.kind.phase(of: $0.status) != .gone })
            } catch {
                found.append(
                    Diagnostic(
                        .warning, code: "preflight-unread",
                        "preflight checks that need the list of \(kind)s were skipped: \(error.description)",
                        help: "give the access key permission to read \(driver.kind.service)"))
            }
        }
        found += run.diagnostics(live: live, quotas: await quotas)
        found += try await occupied(plan)
        found += await forbidden(plan, situation.live)
        guard !found.contains(where: { $0.severity == .error }) else { throw Diagnostics(found) }
        var plan = plan
        plan.warnings = (plan.warnings + found).sorted()
        return plan
    }

    /// How long the quotas of the account may take: a firewall that drops packets to their host holds up no plan.
    private static let patienceForQuotas: Duration = .seconds(3)

    /// How many objects the account may have here, if the checks ask. Most accounts may not read it: then nothing is known.
    private func accountQuotas(ifNeeded isNeeded: Bool) async -> AccountQuotas {
        guard isNeeded else { return AccountQuotas() }
        let quotas = await cloud.clock.result(within: Self.patienceForQuotas) { [cloud] in
            await OrganizationQuotas.read(in: cloud.client.region, from: cloud.caller.askingOnce)
        }
        return quotas ?? AccountQuotas()
    }

    /// What objects forbid of their changes by fields that no list showed, since nobody asks about them. What cannot be read
    /// is left to the change itself.
    private func forbidden(_ plan: Plan, _ live: LiveSnapshot) async -> [Diagnostic] {
        var found: [Diagnostic] = []
        for step in plan.steps {
            guard let driver = drivers[step.address.kind], let id = step.objectID,
                let object = live.object(step.address.kind, id: id)
            else { continue }
            let open = step.safeguards(of: driver.kind).filter { object.attributes[$0.field] == nil }
            guard !open.isEmpty,
                case .shown(let shown)? = try? await driver.operations.detail(
                    of: id, knownAs: object.attributes, from: cloud.caller)
            else { continue }
            found += open.filter { shown.attributes[$0.field] == $0.value }.map { safeguard in
                Diagnostic(
                    code: "preflight", "\(step.address) cannot be changed: \(safeguard.reason)",
                    at: step.desired?.place(of: safeguard.act.changedField), help: safeguard.advice)
            }
        }
        return Set(found).sorted()
    }

    /// What keeps objects from being deleted that must be empty first.
    private func occupied(_ plan: Plan) async throws -> [Diagnostic] {
        let occupancy = Occupancy(plan, catalog: catalog)
        var found: [Diagnostic] = []
        for question in occupancy.questions {
            guard let driver = drivers[question.kind] else { continue }
            var scope = ReadScope(everything: true, parents: [question.parent: question.parents])
            scope.limit = question.limit
            found += occupancy.diagnostics(
                question, inside: try await driver.operations.list(scope, from: cloud.caller))
        }
        return found
    }
}

extension Step {
    /// What may forbid its changes in place, as the planner judges them where it knows the fields.
    fileprivate func safeguards(of kind: Kind) -> [Safeguard] {
        guard !changes.contains(where: \.forcesReplace) else { return [] }
        let changed = Set(changes.map(\.path.field))
        switch action {
        case .update, .adopt, .resume(.updating), .resume(.ready):
            return kind.life.safeguards.filter { safeguard in
                guard case .change(let field) = safeguard.act else { return false }
                return changed.contains(field) && !changed.contains(safeguard.field)
            }
        case .create, .replace, .deleteReplaced, .delete, .move, .forget, .resume, .updateLifecycle, .refuse: return []
        }
    }
}
