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

    private static let claimants = DriverCatalog.ncloud.kinds.ofAccount.flatMap { kind in
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
            let problems = try RivalManifests.problems(resources).filter { $0.message.contains(rivals.one.hold.rule) }
            let problem = try #require(problems.first, "\(rivals)")
            #expect(problems.count == 1 && problem.span?.line != nil, "\(rivals): \(problems.map(\.message))")
            let told = [problem.message] + problem.notes.filter { $0.contains(/at manifests\/.*:\d+/) }
            for address in claiming {
                #expect(told.contains { $0.hasPrefix("\(address)") }, "\(rivals): \(address) in \(told)")
            }
        }
    }

    @Test("so is a name, a range or an address that two objects would have")
    func slots() throws {
        #expect(ContestedSlot.all.count > 8)
        for slot in ContestedSlot.all {
            let pair = try slot.pair()
            let (one, other) = (pair[0].address, pair[1].address)
            let problems = try RivalManifests.problems(RivalManifests.withAllTheyNeed(pair))
            let named = problems.filter { problem in
                let told = ([problem.message] + problem.notes).joined(separator: " ")
                return told.contains("\(one)") && told.contains("\(other)") && problem.span != nil
            }
            #expect(!named.isEmpty, "\(slot): \(problems.map(\.message))")
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
            place = try RivalManifests.copy(one.kind, "owner")
            place?.attributes[one.field.name] = one.field.naming(taken)
            claiming += [place].compactMap(\.self)
            besides += [taken].compactMap(\.self)
        } else {
            var first = try RivalManifests.copy(one.kind, "first")
            first.attributes[one.field.name] = one.field.naming(place)
            claiming.append(first)
            besides += [place].compactMap(\.self)
        }
        for number in 1...other.hold.limit {
            var next = try RivalManifests.copy(other.kind, "next-\(number)")
            next.attributes[other.field.name] = other.field.naming(place)
            claiming.append(next)
        }
        return (RivalManifests.withAllTheyNeed(claiming + besides), claiming.map(\.address))
    }

    /// An object that the field may name; nil for a field that names none.
    private static func held(_ field: Field) throws -> DesiredResource? {
        try field.type.referencedKinds.first.flatMap { DriverCatalog.ncloud.kinds[$0] }.map {
            try RivalManifests.copy($0, "held")
        }
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
            .secret, .keyed, .object, .rows, .json:
            return reference
        }
    }
}
