import Execution
import Foundation
import Kinds
import ManifestLanguage
import Model
import Nacre
import NcloudClient
import OrderedJSON
import Planning
import Rehearsal
import Simulator
import StateStore

/// Everything of nacre but the command, before a simulated cloud that is spoken to over real HTTP.
final class LawBench: Sendable {
    /// Whether worlds are as large as they can be, and all of them are tried.
    static let isSoak = ProcessInfo.processInfo.environment["NACRE_SOAK"] == "1"
    /// The kind that `NACRE_KIND` names, when its life alone is to be tried.
    static let onlyKind = ProcessInfo.processInfo.environment["NACRE_KIND"]
    /// The examples of all kinds as one workspace.
    static let examples = try! load(
        Dictionary(uniqueKeysWithValues: DriverCatalog.ncloud.kinds.kinds.map { ($0.name, $0.example) }), in: Scratch())
    /// Those of the kinds that a law makes: some take what only time brings.
    static let examplesMade: Desired = {
        let made = Set(KindCases.made.map(\.name))
        return Desired(
            project: examples.project, resources: examples.resources.filter { made.contains($0.address.kind) })
    }()
    let cloud: ControlPanel
    let state: SQLiteStateStore
    private let simulator: Simulator
    private let scratch: Scratch
    private let connection: CloudConnection

    /// How much faster than real time nacre's own pauses are.
    private static let hurry = 40

    /// - Parameter speed: of the simulated cloud; 0 stands still until ``ControlPanel/advance(seconds:)``.
    /// - Parameters:
    ///   - latency: that every answer takes longer.
    ///   - recorded: false for a cloud that answers otherwise than the vendor's description has it.
    static func with<Answer>(
        speed: Double = 20_000, latency: Duration = .zero, recorded: Bool = true,
        file: String = #fileID, line: Int = #line, _ body: (LawBench) async throws -> Answer
    ) async throws -> Answer {
        try await Gate.shared.pass(file: file, line: line) {
            let bench = try await LawBench(speed: speed, latency: latency, recorded: recorded)
            do {
                let answer = try await body(bench)
                try await bench.simulator.stop()
                return answer
            } catch {
                try await bench.simulator.stop()
                throw error
            }
        }
    }

    private init(speed: Double, latency: Duration, recorded: Bool) async throws {
        scratch = try Scratch()
        var options = SimulatorOptions()
        options.speed = speed
        options.latency = latency
        options.randomSeed = 7
        options.recordingFile = recorded ? Recordings.file() : nil
        simulator = try await Simulator.start(options)
        cloud = ControlPanel(simulator.url)
        state = try SQLiteStateStore.open(path: scratch.path("nacre.db"), access: .readWrite)
        connection = CloudConnection(
            endpoint: .custom(origin: simulator.url),
            credentials: Credentials(
                accessKey: Simulator.defaultAccessKey, secretKey: Simulator.defaultSecretKey, source: .given),
            region: "KR", version: "laws", clock: RunClock(HurriedClock(speed: Self.hurry)))
        // The kinds that no call makes: somebody has subscribed to the one, and created the other when that was possible.
        try await cloud.addFrame("research")
        try await cloud.addClassicServer(["name": "legacy-web"])
        try await cloud.addCdn(["name": "legacy-cdn"])
        try await cloud.addCdn(["name": "legacy-global-cdn", "global": true])
    }

    /// Reads manifests, by the names of their files.
    static func load(_ manifests: [String: String], in scratch: Scratch) throws -> Desired {
        try scratch.write(
            """
            apiVersion: nacre/v1
            kind: Project
            metadata: {name: laws}
            spec:
              manifests: ["manifests/*.yaml"]
              capabilities: {DataBox: [create, update], DataBoxFrame: [update]}
              secrets:
                admin: {env: ADMIN}
                user1: {env: USER1}
                user2: {env: USER2}
                mapsId: {env: MAPS_ID}
                mapsSecret: {env: MAPS_SECRET}
                tlsKey: {env: TLS_KEY}
            """, to: "nacre.yaml")
        for (name, text) in manifests { try scratch.write(text, to: "manifests/\(name).yaml") }
        let source = ManifestSource(
            root: scratch.root,
            environment: [
                "ADMIN": "Abcdef1!", "USER1": "Abcdef2!", "USER2": "Abcdef3!", "MAPS_ID": "simulated1",
                "MAPS_SECRET": "SIMULATEDCLIENTSECRET0000000000000000001", "TLS_KEY": TestCertificates.key,
            ])
        return try ManifestLoader.load(source, catalog: DriverCatalog.ncloud.kinds).desired
    }

    /// Another workspace, in place of the examples.
    func load(_ documents: String...) throws -> Desired { try load(documents) }

    func load(_ documents: [String]) throws -> Desired {
        try Self.load(["main": documents.joined(separator: "\n---\n")], in: Scratch())
    }

    /// A call past nacre, as somebody else makes it.
    @discardableResult
    func call(_ service: Service, _ action: String, _ parameters: Parameters = [:]) async throws -> JSON {
        try await connection.caller.call(.action(service, action, parameters))
    }

    // MARK: Workspaces

    /// The example of `kind` with all it needs, and with what `extra` refers to besides; nothing else.
    func workspace(_ kind: String, reachingFor extra: Value? = nil) throws -> Workshop {
        // An example may bring along others, of the same kind too: its first document is the one it is about.
        let examples = Self.examples
        let own = examples.resources.filter {
            $0.address.kind == kind && $0.span?.file.hasSuffix("/\(kind).yaml") == true
        }
        guard let subject = own.min(by: { $0.span?.line ?? 0 < $1.span?.line ?? 0 }) else {
            throw ControlPanel.Refused(description: "no example of \(kind)")
        }
        var needed: Set<Address> = [subject.address]
        var open = subject.dependencies + (extra?.references.compactMap(\.address) ?? [])
        while let address = open.popLast() {
            guard needed.insert(address).inserted else { continue }
            open += examples.resources.first { $0.address == address }?.dependencies ?? []
        }
        let resources = examples.resources.filter { needed.contains($0.address) }
        var workshop = Workshop(
            desired: Desired(project: examples.project, resources: resources), subject: subject.address)
        // What can be made here is deleted when it is dropped, by a word where it takes one.
        if DriverCatalog.ncloud.kinds[kind]?.life.creation.ability.isPossible ?? false {
            workshop.object.lifecycle.onRemove = .delete
        }
        return workshop
    }

    // MARK: Stages

    private func reconciliation(_ desired: Desired) -> Reconciliation {
        Reconciliation(
            desired: desired, state: state, cloud: connection, settings: RunSettings(directory: scratch.root))
    }

    /// - Parameter now: the moment of the plan; the beginning of its day, unless it is given.
    func plan(
        _ desired: Desired, _ selection: Selection = Selection(), now: Double? = nil
    ) async throws -> Plan {
        let reconciliation = reconciliation(desired)
        return reconciliation.plan(
            try await reconciliation.situation(), PlanOptions(today: "2027-01-01", now: now, selection: selection))
    }

    /// - Returns: nil when there was nothing to do.
    @discardableResult
    func apply(
        _ desired: Desired, _ selection: Selection = Selection(), now: Double? = nil, keepsGoing: Bool = false,
        interrupts: AsyncStream<Void> = AsyncStream.makeStream(of: Void.self).stream
    ) async throws -> Outcome? {
        try await reconciliation(desired).apply(
            ApplyOptions(
                plan: PlanOptions(today: "2027-01-01", now: now, selection: selection),
                limits: Guard(mayRemoveMost: true, mayLoseData: true),
                lease: LeaseRequest.current("laws", environment: [:]), keepsGoing: keepsGoing),
            ApplyDialogue(confirm: { _ in true }, progress: { _ in }, interrupts: interrupts))
    }

    /// Manifests of what is there.
    func export(_ request: ExportRequest) async throws -> Exported {
        try await reconciliation(Self.examples).export(request, from: ManifestSource(root: scratch.root))
    }

    /// Somebody else, who knows nothing of the bench's workspace and state.
    func newcomer() throws -> Newcomer { try Newcomer(connection) }

    /// Asks for an object itself, past the lists.
    func detail(of row: RecordedResource) async throws -> Detail {
        guard let id = row.id, let driver = DriverCatalog.ncloud[row.address.kind] else { return .notOffered }
        return try await driver.operations.detail(of: id, knownAs: row.applied, from: connection.caller)
    }

    /// - Parameter ids: of objects that no call lists, and that are asked for one by one.
    func list(_ kind: String, asking ids: [String?] = []) async throws -> [LiveObject] {
        guard let driver = DriverCatalog.ncloud[kind] else { return [] }
        let scope = ReadScope(ids: Set(ids.compactMap(\.self)), everything: true)
        return try await driver.operations.list(scope, from: connection.caller)
            .filter { !driver.kind.isDeleted($0) }
    }
}

/// A workspace built around one object.
struct Workshop {
    var desired: Desired
    let subject: Address

    /// The object that the law is about.
    var object: DesiredResource {
        get { desired.resources.first { $0.address == subject } ?? DesiredResource(subject) }
        set { desired.resources = desired.resources.map { $0.address == subject ? newValue : $0 } }
    }

    func without(_ address: Address) -> Desired {
        var rest = desired
        rest.resources.removeAll { $0.address == address }
        return rest
    }

    func changing(_ field: String, to value: Value?) -> Desired { changing([(field, value)]) }

    /// With these fields of the object set; nil takes one out.
    func changing(_ fields: [(String, Value?)]) -> Desired {
        var changed = self
        for (field, value) in fields { changed.object.attributes[field] = value }
        return changed.desired
    }
}
