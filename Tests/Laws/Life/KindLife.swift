import Kinds
import Model
import Nacre
import Rehearsal
import StateStore
import Testing

/// One object of a kind in a workspace with all it needs and nothing else. Its promises are checked one after the other
/// in the same cloud: to create its surroundings for each takes longer than all the rest.
struct KindLife: Sendable {
    let kind: Kind
    let bench: LawBench
    let workshop: Workshop

    init(_ kind: String, _ bench: LawBench) throws {
        self.kind = try #require(DriverCatalog.ncloud.kinds[kind])
        self.bench = bench
        workshop = try bench.workspace(kind)
    }

    var subject: Address { workshop.subject }
    var desired: Desired { workshop.desired }
    /// The workspace without the object.
    var rest: Desired { workshop.without(subject) }
    var cases: KindCases { KindCases.of(kind.name) }

    /// The fields that are changed on this object, one after the other.
    var sharedFields: [Field] { cases.changeable(of: kind).filter { !cases.needsOwnObject($0) } }

    func record() async throws -> RecordedResource {
        try #require(try await bench.state.recorded()[subject], "\(subject) is not in state")
    }

    /// The step that a plan has for the object.
    func step(_ desired: Desired) async throws -> Step {
        let plan = try await bench.plan(desired)
        return try #require(plan.step(subject), "\(plan.words)")
    }
}

extension LawBench {
    /// Applies, and expects something to be done, to the last step.
    func complete(_ desired: Desired) async throws {
        let outcome = try #require(try await apply(desired))
        #expect(outcome.isComplete, "\(outcome.shortfalls)")
    }

    /// Applies what may be as desired already.
    func settle(_ desired: Desired, _ comment: String = "") async throws {
        let outcome = try await apply(desired)
        #expect(outcome?.isComplete ?? true, "\(comment): \(outcome?.shortfalls ?? "")")
    }

    /// The endpoint pattern for a call as a kind names it: `POST /products/{product-id}/apis`, `create-data-box`.
    static func pattern(_ call: String) -> String {
        guard call.contains(" ") else { return call.contains("-") ? "*/" + call : call }
        // Where a service has another base, its kinds name it.
        let whole =
            ["/v1/", "/v2/", "/cw_fea/"].contains(where: call.contains) ? call : call.replacing(" /", with: " /api/v1/")
        let parts = whole.split(separator: "/", omittingEmptySubsequences: false)
        return parts.map { $0.hasPrefix("{") ? "*" : $0 }.joined(separator: "/")
    }
}
