import Model
import Planning

/// The three sides of a plan, built up line by line.
struct World {
    var project = Project(name: "test")
    var desired: [DesiredResource] = []
    var records: [RecordedResource] = []
    var objects: [LiveObject] = []
    var forgotten: [Address] = []
    var catalog = TestCatalog.kinds
    /// Kinds whose list was read.
    var observed = Set(TestCatalog.kinds.names)
    /// What the account may not see: whole kinds, or single objects.
    var hidden: [(kind: String, id: String?, why: Hidden)] = []

    /// The manifests want the object.
    mutating func want(
        _ address: String, _ attributes: Attributes = [:], _ adjust: (inout DesiredResource) -> Void = { _ in }
    ) {
        var resource = DesiredResource(at(address), attributes: attributes)
        adjust(&resource)
        desired.append(resource)
    }

    /// State holds the object, applied as given; the cloud holds it too, as `live` or as applied.
    mutating func have(
        _ address: String, _ id: String, _ applied: Attributes = [:], live: Attributes? = nil, on used: [String] = [],
        _ adjust: (inout RecordedResource) -> Void = { _ in }
    ) {
        remember(address, id, applied, on: used, adjust)
        see(at(address).kind, id, live ?? applied)
    }

    /// State holds the object, the cloud does not.
    mutating func remember(
        _ address: String, _ id: String?, _ applied: Attributes = [:], on used: [String] = [],
        _ adjust: (inout RecordedResource) -> Void = { _ in }
    ) {
        var record = RecordedResource(at(address), id: id, applied: applied, dependencies: used.map(at))
        adjust(&record)
        records.append(record)
    }

    /// The cloud holds the object.
    mutating func see(_ kind: String, _ id: String, _ attributes: Attributes) {
        objects.append(LiveObject(kind: kind, id: id, attributes: attributes))
    }

    var live: LiveSnapshot {
        var live = LiveSnapshot()
        for kind in observed.sorted() { live.observe(kind, objects.filter { $0.kind == kind }) }
        for (kind, id, why) in hidden {
            if let id { live.hide(kind, id: id, because: why) } else { live.hide(kind, because: why) }
        }
        return live
    }

    var recorded: Recorded { Recorded(records) }
    var wanted: Desired { Desired(project: project, resources: desired, forgotten: forgotten) }

    func plan(
        targets: [String] = [], excludes: [String] = [], destroy: Bool = false, mayConfirm: Bool = true,
        today: String = "2027-01-15"
    ) -> Plan {
        Planner.plan(
            desired: wanted, recorded: recorded, live: live, catalog: catalog,
            options: PlanOptions(
                today: today, destroy: destroy, selection: Selection(targets: targets, excludes: excludes),
                mayConfirm: mayConfirm))
    }
}

/// `Kind/name`, written in a test.
func at(_ text: String) -> Address { Address(text) ?? Address(kind: "", name: text) }

/// A reference to `Kind/name`, or to an attribute of it.
func ref(_ text: String, _ attribute: String? = nil) -> Value { .reference(Reference(at(text), attribute: attribute)) }

func lookup(_ kind: String, _ criteria: Attributes) -> Value { .reference(Reference(lookup: kind, criteria: criteria)) }
