import Kinds
import ManifestLanguage
import Model
import Planning
import Rehearsal
import Testing

/// Places that only so many objects can have, claimed by one too many in manifests.
@Suite("laws of claimed places") struct ClaimLaws {
    /// A field by which an object takes a place.
    private struct Claimant: CustomStringConvertible {
        let kind: Kind
        let field: Field
        let hold: Field.Hold

        var description: String { "\(kind.name).\(field.name)" }
    }

    /// Two fields that take places of one sort.
    private struct Rivals: CustomStringConvertible {
        let one: Claimant
        let other: Claimant

        var description: String { "\(one) and \(other)" }
    }

    private static let claimants = DriverCatalog.ncloud.kinds.kinds.flatMap { kind in
        kind.fields.flatMap { field in field.holds.map { Claimant(kind: kind, field: field, hold: $0) } }
    }

    private static let rivals = claimants.indices.flatMap { index in
        claimants[index...].filter { other in
            let one = claimants[index]
            // The place of an object that has the field is claimed by that one alone.
            return one.hold.space == other.hold.space && (one.hold.owner == .named || other.hold.owner == .named)
        }.map { Rivals(one: claimants[index], other: $0) }
    }

    @Test("a place that one too many claim is an error with the lines of all, before anything is called")
    func twice() throws {
        #expect(Self.rivals.count > 4)
        for rivals in Self.rivals {
            let (resources, claiming) = try Self.resources(rivals)
            let problems = try Self.problems(resources).filter { $0.message.contains(rivals.one.hold.rule) }
            let problem = try #require(problems.first, "\(rivals)")
            #expect(problems.count == 1 && problem.span?.line != nil, "\(rivals): \(problems.map(\.message))")
            let told = [problem.message] + problem.notes.filter { $0.contains(/at manifests\/.*:\d+/) }
            for address in claiming {
                #expect(told.contains { $0.hasPrefix("\(address)") }, "\(rivals): \(address) in \(told)")
            }
        }
    }

    /// What is wrong, of the manifests alone or of a plan to create it all in an empty account.
    private static func problems(_ resources: [DesiredResource]) throws -> [Diagnostic] {
        let text = ManifestWriter(DriverCatalog.ncloud.kinds).text(of: resources.map { ManifestDraft($0) })
        do {
            let desired = try LawBench.load(["main": text], in: Scratch())
            let live = ExampleWorld.snapshot(of: [])
            let plan = Planner.plan(
                desired: desired, recorded: Recorded(), live: live, catalog: DriverCatalog.ncloud.kinds,
                options: PlanOptions(today: "2027-01-01"))
            let run = PreflightRun(
                plan, desired: desired, recorded: Recorded(), live: live, catalog: DriverCatalog.ncloud.kinds)
            return run.diagnostics(live: live)
        } catch let problems as Diagnostics {
            return problems.all
        }
    }

    // MARK: Manifests

    /// Objects of which one too many claim a place, with all they need.
    private static func resources(_ rivals: Rivals) throws -> (all: [DesiredResource], claiming: [Address]) {
        var (one, other) = (rivals.one, rivals.other)
        if other.hold.owner == .own { swap(&one, &other) }
        var place = try held(other.field)
        var claiming: [DesiredResource] = []
        var besides: [DesiredResource] = []
        if one.hold.owner == .own {
            // The place is that of an object which has it itself.
            let taken = try held(one.field)
            place = try copy(one.kind, "owner")
            place?.attributes[one.field.name] = one.field.naming(taken)
            claiming += [place].compactMap(\.self)
            besides += [taken].compactMap(\.self)
        } else {
            var first = try copy(one.kind, "first")
            first.attributes[one.field.name] = one.field.naming(place)
            claiming.append(first)
            besides += [place].compactMap(\.self)
        }
        for number in 1...other.hold.limit {
            var next = try copy(other.kind, "next-\(number)")
            next.attributes[other.field.name] = other.field.naming(place)
            claiming.append(next)
        }
        return (withAllTheyNeed(claiming + besides), claiming.map(\.address))
    }

    /// An object that the field may name; nil for a field that names none.
    private static func held(_ field: Field) throws -> DesiredResource? {
        try field.type.referencedKinds.first.flatMap { DriverCatalog.ncloud.kinds[$0] }.map { try copy($0, "held") }
    }

    /// Another object like the example, that claims no place.
    private static func copy(_ kind: Kind, _ name: String) throws -> DesiredResource {
        var copy = try #require(ExampleWorld.applied.subject(kind.name))
        copy.address.name = name
        copy.attributes["name"] = nil
        for field in kind.fields where !field.holds.isEmpty { copy.attributes[field.name] = nil }
        return copy
    }

    private static func withAllTheyNeed(_ resources: [DesiredResource]) -> [DesiredResource] {
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

extension Field {
    /// A value by which it takes the place of an object, or one of its own.
    fileprivate func naming(_ object: DesiredResource?) -> Value {
        guard let object else { return true }
        let reference = Value.reference(Reference(object.address))
        switch type {
        case .list, .set: return [reference]
        case .string, .text, .formatted, .integer, .number, .boolean, .cidr, .ipAddress, .enumeration, .reference,
            .secret, .keyed, .object, .json:
            return reference
        }
    }
}
