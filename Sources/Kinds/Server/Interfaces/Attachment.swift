import Model
import NcloudClient
import OrderedJSON

/// How objects of a kind hang on a server, and what takes them from one to another: disks, interfaces, addresses.
///
/// The live objects show their server in the attribute `server`.
struct Attachment: Sendable {
    /// One way of the two: on a server, or off it.
    struct Way: Sendable {
        let call: String
        /// What is done in a word for progress lines: `attached`.
        let word: String
        /// The statuses in which an object is there with nothing going on.
        let settled: Set<String>
        private let byList: String?
        private let parameters: @Sendable (LiveObject, _ server: String) -> Parameters

        init(
            _ call: String, _ word: String, at settled: Set<String>, byList: String? = nil,
            _ parameters: @escaping @Sendable (LiveObject, _ server: String) -> Parameters
        ) {
            self.call = call
            self.word = word
            self.settled = settled
            self.byList = byList
            self.parameters = parameters
        }

        fileprivate func request(_ live: LiveObject, _ server: String) -> APIRequest {
            .action(.vserver, call, parameters(live, server), byList: byList)
        }
    }

    let on: Way
    let off: Way

    /// The calls that take an object from one server to another.
    var calls: [String] { [off.call, on.call] }

    /// Whether the object is on `server`, with nothing going on.
    func isOn(_ server: String, _ live: LiveObject) -> Bool {
        live.attributes.text("server") == server && on.settled.contains(live.status ?? "")
    }

    /// Whether the object is on no server, with nothing going on.
    func isFree(_ live: LiveObject) -> Bool {
        live.attributes.text("server") == nil && off.settled.contains(live.status ?? "")
    }

    /// The object as it is now, with nothing going on: what a plan saw may be minutes old, and the end of a server lets
    /// go of what hung on it.
    func atRest(_ object: ManagedObject) async throws(StepFailure) -> ManagedObject {
        let settled = on.settled.union(off.settled)
        return try await object.wait(until: "at rest") { settled.contains($0.status ?? "") }
    }

    /// Takes the object from its server, if it is on one.
    /// - Returns: the object as it is afterwards.
    func leave(_ object: ManagedObject) async throws(StepFailure) -> ManagedObject {
        guard let server = object.text("server") else { return object }
        do throws(StepFailure) {
            try await object.change(off.request(object.live, server), unless: isFree)
        } catch .api(let failure) {
            // A terminated server lets go by itself, and lists show it for some seconds more (api/common.md §10).
            guard failure.classification == .refused || failure.classification == .gone,
                try await isGone(server, through: object.session)
            else { throw .api(failure) }
        }
        return try await object.seen(as: object.live.adding(["server": .null])).wait(until: off.word, isFree)
    }

    /// Puts the object on a server, unless it is there.
    func join(_ server: String, _ object: ManagedObject) async throws(StepFailure) {
        guard object.text("server") != server else { return }
        try await object.change(on.request(object.live, server), unless: { $0.attributes.text("server") == server })
        try await object.wait(until: on.word) { isOn(server, $0) }
    }

    private func isGone(_ server: String, through session: any CallSession) async throws(StepFailure) -> Bool {
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
    static func server(_ disruption: Disruption, by attachment: Attachment, _ summary: String) -> Field {
        Field(
            "server", .reference("Server"), change: .inPlace(disruption, calls: attachment.calls), initial: .null,
            isAttachment: true, summary)
    }
}
