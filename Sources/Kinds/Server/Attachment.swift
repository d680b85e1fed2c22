import Model
import NcloudClient
import OrderedJSON

/// How objects of a kind hang on a server, and what takes them from one to another: disks, interfaces, addresses.
///
/// The live objects show their server in the attribute `server`.
struct Attachment: Sendable {
    /// What is done in words for progress lines: `attached`, `detached`.
    var words: (on: String, off: String)
    /// The call that puts an object on a server.
    var attach: @Sendable (LiveObject, _ server: String) -> APIRequest
    /// The call that takes an object from the server it is on.
    var detach: @Sendable (LiveObject, _ server: String) -> APIRequest
    /// The statuses in which an object is on a server, or free, with nothing going on.
    var settled: (on: Set<String>, off: Set<String>)

    /// Whether the object is on `server`, with nothing going on.
    func isOn(_ server: String, _ live: LiveObject) -> Bool {
        live.attributes.text("server") == server && settled.on.contains(live.status ?? "")
    }

    /// Whether the object is on no server, with nothing going on.
    func isFree(_ live: LiveObject) -> Bool {
        live.attributes.text("server") == nil && settled.off.contains(live.status ?? "")
    }

    /// The object as it is now, with nothing going on: what a plan saw may be minutes old, and the end of a server lets
    /// go of what hung on it.
    func atRest(_ object: ManagedObject) async throws(StepFailure) -> ManagedObject {
        let settled = settled.on.union(settled.off)
        return try await object.wait(until: "at rest") { settled.contains($0.status ?? "") }
    }

    /// Takes the object from its server, if it is on one.
    /// - Returns: the object as it is afterwards.
    func leave(_ object: ManagedObject) async throws(StepFailure) -> ManagedObject {
        guard let server = object.text("server") else { return object }
        do throws(StepFailure) {
            try await object.change(detach(object.live, server), unless: isFree)
        } catch .api(let failure) {
            // A terminated server lets go by itself, and lists show it for some seconds more (api/common.md §10).
            guard failure.classification == .refused || failure.classification == .gone,
                try await isGone(server, through: object.session)
            else { throw .api(failure) }
        }
        return try await object.seen(as: object.live.adding(["server": .null])).wait(until: words.off, isFree)
    }

    /// Puts the object on a server, unless it is there.
    func join(_ server: String, _ object: ManagedObject) async throws(StepFailure) {
        guard object.text("server") != server else { return }
        try await object.change(attach(object.live, server), unless: { $0.attributes.text("server") == server })
        try await object.wait(until: words.on) { isOn(server, $0) }
    }

    private func isGone(_ server: String, through session: any Session) async throws(StepFailure) -> Bool {
        let request = APIRequest.action(.vserver, "getServerInstanceDetail", ["serverInstanceNo": server])
        let answer = try await StepFailure.wrapping { () throws(APIFailure) in try await session.call(request) }
        return answer["serverInstanceList"]?.elements.isEmpty ?? false
    }
}

extension ManagedObject {
    /// The server it should be on: nil for none, and where it is when nothing is said of it.
    var server: String? {
        desired.attributes["server"] == nil ? text("server") : desired.text("server")
    }
}

extension Field {
    /// Where an object is attached. Left out, it is left alone; taken out of a manifest, the object is detached.
    static func server(_ disruption: Disruption, calls: [String], _ summary: String) -> Field {
        Field(
            "server", .reference("Server"), change: .inPlace(disruption, calls: calls), initial: .null,
            isAttachment: true, summary)
    }
}
