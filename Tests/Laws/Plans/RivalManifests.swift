import Kinds
import ManifestLanguage
import Model
import Planning
import Rehearsal
import Testing

/// Manifests of objects that want the same, made from the examples.
enum RivalManifests {
    /// What is wrong, of the manifests alone or of a plan to create it all in an empty account.
    static func problems(_ resources: [DesiredResource]) throws -> [Diagnostic] {
        let text = ManifestWriter(DriverCatalog.ncloud.kinds).text(of: resources.map { ManifestDraft($0) })
        do {
            let desired = try LawBench.load(["main": text], in: Scratch())
            let live = ExampleWorld.snapshot(of: [])
            let plan = Planner.plan(
                desired: desired, recorded: Recorded(), live: live, catalog: DriverCatalog.ncloud.kinds,
                options: PlanOptions(today: "2027-01-01"))
            let run = PreflightRun(
                plan, desired: desired, recorded: Recorded(), live: live, catalog: DriverCatalog.ncloud.kinds,
                today: "2027-01-15")
            let refused = plan.refusals.map {
                Diagnostic(code: "refused", "\($0.address): \($0.reason.text)", at: $0.desired?.span)
            }
            return run.diagnostics(live: live) + refused
        } catch let problems as Diagnostics {
            return problems.all
        }
    }

    /// Another object like the example, that claims no place.
    static func copy(_ kind: Kind, _ name: String) throws -> DesiredResource {
        var copy = try #require(ExampleWorld.applied.subject(kind.name))
        copy.address.name = name
        copy.attributes["name"] = nil
        for field in kind.fields where !field.holds.isEmpty { copy.attributes[field.name] = nil }
        return copy
    }

    static func withAllTheyNeed(_ resources: [DesiredResource]) -> [DesiredResource] {
        let examples = ExampleWorld.applied.desired.resources
        var found = resources
        var index = 0
        while index < found.count {
            for address in found[index].dependencies where !found.contains(where: { $0.address == address }) {
                found += examples.filter { $0.address == address }
            }
            index += 1
        }
        return found
    }
}
