import Kinds
import Model
import NcloudClient
import OrderedJSON

extension StepSession {
    /// Sends a changing call whose intent is durable, together with those of other steps where the cloud takes a list.
    ///
    /// A joint call that is refused may be so for the sake of one object: each then looks at its own, for it is not
    /// documented that nothing was done to the others, and goes alone unless the effect shows.
    func send(
        _ request: APIRequest, id: String?, showsEffect: (LiveObject?) -> Bool
    ) async throws(APIFailure) -> JSON {
        switch await context.coalescer.join(request) {
        case .alone:
            return try await caller.call(request)
        case .answered(let answer):
            return answer
        case .failed(let failure):
            guard failure.classification != .ambiguous else { throw failure }
            if let id, let look = await glance(at: id), showsEffect(look.object) { return .null }
            return try await caller.call(request)
        }
    }

    /// What a list that is shared with all who wait shows of the object; nil when it cannot be read just now.
    private func glance(at id: String) async -> (object: LiveObject?, Void)? {
        do throws(StepFailure) {
            let object = try await context.poller.wait(
                for: id, of: driver, until: .condition("seen") { _ in true }, within: .seconds(step.timeout),
                parents: parents, notice: { _ in })
            return (object, ())
        } catch .vanished {
            return (nil, ())
        } catch {
            return nil
        }
    }

    /// Reads one object afresh after a call whose answer was lost: with all who shared the call, or alone.
    func look(for id: String, of kind: String? = nil, after request: APIRequest) async throws(StepFailure)
        -> LiveObject?
    {
        guard kind == nil, request.byList != nil, let look = await glance(at: id) else {
            return try await look(for: id, of: kind)
        }
        return look.object
    }
}

extension Repeatability {
    /// The object that shows the effect, and whether it does.
    var proof: (id: String?, shows: (LiveObject?) -> Bool) {
        switch self {
        case .idempotent: (nil, { _ in false })
        case .unless(let id, _, let showsEffect): (id, { $0.map(showsEffect) ?? false })
        }
    }
}
