import Kinds
import Model
import Testing

@Suite("cases of kinds") struct CaseLaws {
    @Test("every kind has cases, with another value for each field that changes in place and the place of its status")
    func complete() {
        let missing = DriverCatalog.ncloud.kinds.ofAccount.flatMap(Self.missing)
        #expect(missing.isEmpty, "\(missing.joined(separator: "\n"))")
    }

    private static func missing(_ kind: Kind) -> [String] {
        let file = "Tests/Laws/Cases/\(kind.service)Cases.swift"
        guard KindCases.all.contains(where: { $0.kind == kind.name }) else {
            return ["\(kind.name) has no cases: add KindCases(\"\(kind.name)\", …) to \(file)"]
        }
        let cases = KindCases.of(kind.name)
        let values = cases.changeable(of: kind).map(\.name).filter { cases.otherValues[$0] == nil }.map {
            "\(kind.name).\($0) has no other value: add \"\($0)\" to otherValues in \(file)"
        }
        let needsPlace =
            kind.status != nil && kind.life.creation.ability.isPossible && cases.status == nil && !cases.isReadyAtOnce
        let place =
            "\(kind.name) has a status and no place: add status: StatusPlace(table, attribute, ready:) in \(file)"
        return values + (needsPlace ? [place] : [])
    }

    @Test("cases are of kinds and fields that there are, once each")
    func superfluous() {
        #expect(Set(KindCases.all.map(\.kind)).count == KindCases.all.count)
        for cases in KindCases.all {
            guard let kind = DriverCatalog.ncloud.kinds[cases.kind] else {
                Issue.record("\(cases.kind) is not a kind")
                continue
            }
            let changeable = Set(cases.changeable(of: kind).map(\.name))
            #expect(changeable.isSuperset(of: cases.otherValues.keys), "\(kind.name)")
            #expect(changeable.isSuperset(of: cases.irreversible.union(cases.preconditions.keys)), "\(kind.name)")
            #expect(Set(kind.fields.map(\.name)).isSuperset(of: cases.testedInScenarios), "\(kind.name)")
            #expect(cases.status.map { kind.phase(of: $0.ready) == .ready } ?? true, "\(kind.name)")
        }
    }
}
