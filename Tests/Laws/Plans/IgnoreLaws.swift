import Foundation
import Kinds
import ManifestLanguage
import Model
import Planning
import Rehearsal
import Testing

/// Paths of `lifecycle.ignore`, for every field of every kind and every part of it.
@Suite("laws of what is ignored") struct IgnoreLaws {
    /// A request that is done once is another one when it differs: nothing of it can be ignored.
    private static let kinds = DriverCatalog.ncloud.kinds.ofAccount.filter { !$0.life.isOnce }
    private static let differences = kinds.flatMap(FieldDifference.all)

    @Test("a difference at any depth is none in plan and drift when its path is ignored")
    func heeded() throws {
        for kind in Self.kinds {
            let fields = kind.fields.filter { $0.isComparable && $0.change != .stateOnly }.map(\.name)
            let differing = Self.differences.filter { $0.kind == kind.name }.map(\.field)
            #expect(Set(fields) == Set(differing), "\(kind.name)")
        }
        let read = try Self.load(Self.differences.map { ($0.kind, $0.path.description) })
        for difference in Self.differences {
            let subject = try #require(ExampleWorld.applied.subject(difference.kind), "\(difference)")
            let ignored = (read.first { $0.address == subject.address }?.lifecycle.ignore ?? [])
                .filter { $0.path == difference.path }
            #expect(ignored.count == 1, "\(difference)")
            let world = DifferentObject(subject, difference)
            let shown = world.plan([]).steps.flatMap(\.changes).flatMap(\.innermost).map(\.path)
            let isTold = shown.allSatisfy { difference.path.isInside($0) || $0.isInside(difference.path) }
            #expect(!shown.isEmpty && isTold, "\(difference): \(shown)")
            #expect(world.plan(ignored).words == [], "\(difference)")
            #expect(world.drift([]) == 1, "\(difference)")
            #expect(world.drift(ignored) == 0, "\(difference)")
        }
    }

    @Test("a path that no object of the kind can have is an error, at any depth")
    func impossible() throws {
        let paths = Self.differences.filter { !$0.isInJSON }.map { ($0.kind, "\($0.path).nonsense") }
        let refused = try #require(throws: Diagnostics.self) { try Self.load(paths) }
        for (kind, _) in paths {
            let expected = paths.filter { $0.0 == kind }.count
            let told = refused.all.filter { $0.span?.file.hasSuffix("/\(kind).yaml") == true }
            #expect(told.count == expected, "\(kind): \(told.map(\.message))")
        }
    }

    /// The examples, each with these paths to ignore.
    private static func load(_ paths: [(kind: String, path: String)]) throws -> [DesiredResource] {
        var manifests: [String: String] = [:]
        for kind in DriverCatalog.ncloud.kinds.ofAccount {
            let own = paths.filter { $0.kind == kind.name }.map { "\"\($0.path)\"" }
            let head = "lifecycle: {ignore: [\(own.joined(separator: ", "))]}"
            let lines = kind.example.split(separator: "\n", omittingEmptySubsequences: false)
            let index = lines.firstIndex { $0.hasPrefix("metadata:") } ?? 0
            manifests[kind.name] = (lines[...index] + [Substring(head)] + lines[(index + 1)...])
                .joined(separator: "\n")
        }
        return try LawBench.load(manifests, in: Scratch()).resources
    }
}

/// One object that is as applied but for one difference.
private struct DifferentObject {
    private let desired: DesiredResource
    private let recorded: Recorded
    private let live: LiveSnapshot

    init(_ example: DesiredResource, _ difference: FieldDifference) {
        let world = ExampleWorld.applied
        // What a stage has deployed belongs to objects that are not here.
        let deployed = DriverCatalog.ncloud.kinds[example.address.kind]?.serving.deployment?.field
        let row = world.recorded[example.address]
        var resource = example
        resource.attributes = (row?.applied ?? [:]).filter { $0.key != deployed }
        resource.attributes[difference.field] = difference.desired
        resource.fieldsFromName = []
        desired = resource
        let object = world.live.object(example.address.kind, id: row?.id ?? "")
        var shown = (object?.attributes ?? [:]).filter { $0.key != deployed }
        shown[difference.field] = difference.live
        live = ExampleWorld.snapshot(of: [LiveObject(kind: example.address.kind, id: "1", attributes: shown)])
        recorded = Recorded([
            RecordedResource(
                example.address, id: "1", applied: resource.attributes, onRemove: resource.lifecycle.onRemove)
        ])
    }

    private func desired(_ ignored: [Ignore]) -> Desired {
        var resource = desired
        resource.lifecycle.ignore = ignored
        return Desired(project: Project(name: "laws"), resources: [resource])
    }

    func plan(_ ignored: [Ignore]) -> Plan {
        Planner.plan(
            desired: desired(ignored), recorded: recorded, live: live, catalog: DriverCatalog.ncloud.kinds,
            options: PlanOptions(today: "2027-01-01"))
    }

    /// How many objects drift finds to be different.
    func drift(_ ignored: [Ignore]) -> Int {
        DriftDetector.detect(
            recorded: recorded, live: live, catalog: DriverCatalog.ncloud.kinds, desired: desired(ignored),
            today: "2027-01-01", now: 0
        ).count
    }
}
