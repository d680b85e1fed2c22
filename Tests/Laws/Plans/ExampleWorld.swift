import Kinds
import Model
import Planning

/// The examples of all kinds as an apply leaves them: nothing is left to plan. No cloud is asked.
struct ExampleWorld: Sendable {
    var desired: Desired
    var recorded: Recorded
    var live: LiveSnapshot

    static let applied: ExampleWorld = {
        // What is deployed follows from what lies beside it, and is in the plan.
        let deployments = ExampleWorld(LawBench.examples, deployments: [:]).plan().steps.compactMap { step in
            DriverCatalog.ncloud.kinds[step.address.kind]?.serving.deployment.map { deployment in
                (step.address, step.desired?.attributes.filter { $0.key == deployment.field } ?? [:])
            }
        }
        return ExampleWorld(LawBench.examples, deployments: Dictionary(uniqueKeysWithValues: deployments))
    }()

    private init(_ examples: Desired, deployments: [Address: Attributes]) {
        let ids = Dictionary(uniqueKeysWithValues: examples.resources.enumerated().map { ($1.address, "id-\($0)") })
        var desired = examples.withRequestKeys(DriverCatalog.ncloud.kinds)
        for index in desired.resources.indices {
            desired.resources[index].adoption = nil
            desired.resources[index].attributes = desired.resources[index].attributes.mapValues { value in
                // What is looked up is some object of the account, as if the manifest gave its id.
                value.resolving { $0.address == nil ? "looked-up" : nil }
            }
        }
        var objects: [LiveObject] = []
        var rows: [RecordedResource] = []
        for resource in desired.resources {
            let attributes = resource.attributes.merging(deployments[resource.address] ?? [:]) { own, _ in own }
            let applied = attributes.mapValues { value in
                value.resolving { $0.address.flatMap { ids[$0] }.map(Value.string) }
            }
            let deployed = applied.filter { deployments[resource.address]?[$0.key] != nil }
            let object = LiveObject(
                kind: resource.address.kind, id: ids[resource.address] ?? "",
                attributes: Self.shown(applied, resource).merging(deployed) { _, deployed in deployed })
            objects.append(object)
            rows.append(
                RecordedResource(
                    resource.address, id: object.id, applied: applied, desiredDigest: resource.digest,
                    liveDigest: object.digest, onRemove: resource.lifecycle.onRemove,
                    dependencies: resource.dependencies))
        }
        self.desired = desired
        recorded = Recorded(rows)
        live = Self.snapshot(of: objects)
    }

    /// What the cloud shows of an object: what was said, and what it takes for what was not.
    private static func shown(_ applied: Attributes, _ resource: DesiredResource) -> Attributes {
        var shown = applied
        for field in DriverCatalog.ncloud.kinds[resource.address.kind]?.fields ?? [] {
            if !field.isComparable { shown[field.name] = nil }
            if shown[field.name] == nil, let initial = field.initial { shown[field.name] = initial }
        }
        return shown
    }

    static func snapshot(of objects: [LiveObject]) -> LiveSnapshot {
        var live = LiveSnapshot()
        for kind in DriverCatalog.ncloud.kinds.names { live.observe(kind, objects.filter { $0.kind == kind }) }
        return live
    }

    func plan(_ selection: Selection = Selection()) -> Plan {
        Planner.plan(
            desired: desired, recorded: recorded, live: live, catalog: DriverCatalog.ncloud.kinds,
            options: PlanOptions(today: "2027-01-01", selection: selection))
    }

    /// The object that the example of a kind is about.
    func subject(_ kind: String) -> DesiredResource? {
        desired.resources.filter { $0.address.kind == kind && $0.span?.file.hasSuffix("/\(kind).yaml") == true }
            .min { $0.span?.line ?? 0 < $1.span?.line ?? 0 }
    }

    /// With one object of the manifests changed.
    func adjusting(_ address: Address, _ adjust: (inout DesiredResource) -> Void) -> ExampleWorld {
        var world = self
        for index in world.desired.resources.indices where world.desired.resources[index].address == address {
            adjust(&world.desired.resources[index])
        }
        return world
    }
}
