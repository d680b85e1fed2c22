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
import StateStore
import Synchronization
import Testing

/// Kinds that no cloud has: nothing between the manifests and the last step may know another catalogue than its own.
@Suite("a catalogue of invented kinds") struct InventedKinds {
    private static let drivers = DriverCatalog([
        invented(
            "Shelf",
            fields: [
                Field("name", .string, .optionalFromName, change: .replace, "Name."),
                Field("width", .integer, .required, change: .replace, "Width in cm."),
                Field("colour", .string, change: .inPlace(.none, calls: ["setShelf"]), initial: "white", "Colour."),
            ]),
        invented(
            "Book",
            fields: [
                Field("name", .string, .optionalFromName, change: .replace, "Name."),
                Field("shelf", .reference("Shelf"), .required, change: .replace, "The shelf it stands on."),
            ]),
    ])

    private static func invented(_ name: String, fields: [Field]) -> Driver {
        Driver(
            Kind(
                name, service: "Furniture", summary: "A thing.", fields: fields,
                identity: Kind.Identity(id: "no"), reading: Kind.Reading(["get\(name)List"]),
                life: Kind.Life(
                    creation: Kind.Procedure(["create\(name)"], seconds: 1, timeout: 60),
                    deletion: Kind.Procedure(["delete\(name)"], seconds: 1, timeout: 60)), example: ""),
            operations: InventedOperations(kind: name, fields: fields.map(\.name)))
    }

    private static func manifest(colour: String = "white", width: Int = 80, book: Bool = true) -> String {
        let shelf = """
            apiVersion: ncloud/v1
            kind: Shelf
            metadata: {name: hall}
            spec: {width: \(width), colour: \(colour)}

            """
        return book
            ? shelf + "---\napiVersion: ncloud/v1\nkind: Book\nmetadata: {name: atlas}\nspec: {shelf: hall}\n" : shelf
    }

    @Test("is planned, applied, changed, replaced, found to have drifted and deleted")
    func wholeLife() async throws {
        let house = try House(Self.drivers)
        #expect(
            try await house.apply(Self.manifest()) == ["create Book/atlas done", "create Shelf/hall done"])
        #expect(try await house.apply(Self.manifest()) == [])

        #expect(try await house.apply(Self.manifest(colour: "red")) == ["update Shelf/hall done"])
        #expect(
            try await house.apply(Self.manifest(colour: "red", width: 120)) == [
                "delete old Book/atlas done", "delete old Shelf/hall done", "replace Book/atlas done",
                "replace Shelf/hall done",
            ])

        house.cloud.paint("green")
        #expect(try await house.drifted(Self.manifest(colour: "red", width: 120)) == ["Shelf/hall"])
        #expect(try await house.apply(Self.manifest(colour: "red", width: 120)) == ["update Shelf/hall done"])

        #expect(
            try await house.apply(Self.manifest(colour: "red", width: 120, book: false)) == ["delete Book/atlas done"])
        #expect(house.cloud.names == ["hall"])
    }

    @Test("a lost response neither loses nor doubles an object of it")
    func lostResponse() async throws {
        let house = try House(Self.drivers)
        house.cloud.loseNextResponse()
        #expect(
            try await house.apply(Self.manifest()) == ["create Book/atlas done", "create Shelf/hall done"])
        #expect(house.cloud.names == ["atlas", "hall"])
        #expect(try await house.apply(Self.manifest()) == [])
    }
}

private struct InventedOperations: Operations {
    let kind: String
    let fields: [String]

    private func read(_ wire: JSON) -> LiveObject? {
        guard let id = wire["no"]?.text else { return nil }
        let attributes = fields.map { name in
            (name, wire[name]?.text.map { text in Int64(text).map(Value.integer) ?? .string(text) } ?? .null)
        }
        return LiveObject(kind: kind, id: id, attributes: Attributes(uniqueKeysWithValues: attributes))
    }

    private func request(_ verb: String, _ values: [(String, String?)]) -> APIRequest {
        var parameters = Parameters()
        for (name, value) in values { parameters.add(name, value) }
        return .action(.vpc, verb, parameters)
    }

    func list(_ scope: ReadScope, from cloud: any APICaller) async throws(APIFailure) -> [LiveObject] {
        try await cloud.call(request("get\(kind)List", []))["list"]?.elements.compactMap(read) ?? []
    }

    func detail(
        of id: String, knownAs attributes: Attributes, from cloud: any APICaller
    ) async throws(APIFailure) -> Detail {
        try await list(ReadScope(everything: true), from: cloud).first { $0.id == id }.map(Detail.shown) ?? .missing
    }

    func create(_ desired: DesiredObject, through session: any CallSession) async throws(StepFailure) {
        let values = fields.map { ($0, desired.text($0)) }
        _ = try await session.create(request("create\(kind)", values)) { answer in
            Creation(id: answer["list"]?[0]?["no"]?.text)
        }
    }

    func update(_ object: ManagedObject) async throws(StepFailure) {
        let values = fields.map { ($0, object.desired.text($0)) }
        try await object.session.change(request("set\(kind)", [("no", object.id)] + values), .idempotent)
    }

    func delete(_ object: ManagedObject) async throws(StepFailure) {
        try await object.session.delete(request("delete\(kind)", [("no", object.id)]), id: object.id)
    }
}

/// Keeps whatever it is given, in memory.
private final class Furniture: HTTPTransport {
    private struct Contents {
        var objects: [(kind: String, fields: [String: String])] = []
        var made = 0
        var losesNext = false
    }

    private let contents = Mutex(Contents())

    var names: [String] { contents.withLock { $0.objects.compactMap { $0.fields["name"] }.sorted() } }

    func paint(_ colour: String) {
        contents.withLock { contents in
            for index in contents.objects.indices where contents.objects[index].kind == "Shelf" {
                contents.objects[index].fields["colour"] = colour
            }
        }
    }

    /// The next change is made, and its response lost.
    func loseNextResponse() { contents.withLock { $0.losesNext = true } }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        let action = String(request.target.split(separator: "?")[0].split(separator: "/").last ?? "")
        let form = Self.fields(request.body.map { String(decoding: $0, as: UTF8.self) } ?? "")
        let (objects, isLost) = contents.withLock { Self.perform(action, form, &$0) }
        if isLost { throw .answerLost(.timeout, detail: "lost") }
        let list = objects.map { JSON.object(.init($0.mapValues(JSON.string).sorted { $0.key < $1.key }) { $1 }) }
        let answer: JSON = [
            "returnCode": "0", "returnMessage": "success", "totalRows": .integer(Int64(list.count)),
            "list": .array(list),
        ]
        let body: JSON = .object([action + "Response": answer])
        return HTTPResponse(status: 200, body: Array(body.serialized(.compact).utf8))
    }

    private static func perform(
        _ action: String, _ form: [String: String], _ contents: inout Contents
    ) -> (objects: [[String: String]], isLost: Bool) {
        let kind = ["Shelf", "Book"].first(where: action.contains) ?? ""
        let place = contents.objects.firstIndex { $0.fields["no"] == form["no"] }
        switch action.prefix(3) {
        case "get": return (contents.objects.filter { $0.kind == kind }.map(\.fields), false)
        case "cre":
            contents.made += 1
            let fields = form.merging(["no": "\(kind)-\(contents.made)"]) { $1 }
            contents.objects.append((kind, fields))
            defer { contents.losesNext = false }
            return ([fields], contents.losesNext)
        case "set": if let place { contents.objects[place].fields.merge(form) { $1 } }
        case "del": if let place { contents.objects.remove(at: place) }
        default: break
        }
        return ([], false)
    }

    private static func fields(_ form: String) -> [String: String] {
        let pairs = form.split(separator: "&").map { pair -> (String, String) in
            let parts = pair.split(separator: "=", maxSplits: 1).map { String($0).removingPercentEncoding ?? "" }
            return (parts[0], parts.count > 1 ? parts[1] : "")
        }
        return Dictionary(pairs) { $1 }.filter { $0.key != "responseFormatType" && $0.key != "regionCode" }
    }
}

/// A workspace of invented kinds, with its state, before such a cloud.
private struct House {
    let cloud = Furniture()
    private let drivers: DriverCatalog
    private let scratch: Scratch
    private let state: SQLiteStateStore
    private let connection: CloudConnection

    init(_ drivers: DriverCatalog) throws {
        self.drivers = drivers
        scratch = try Scratch()
        try scratch.write(
            "apiVersion: nacre/v1\nkind: Project\nmetadata: {name: house}\nspec: {manifests: [house.yaml]}\n",
            to: "nacre.yaml")
        state = try SQLiteStateStore.open(path: scratch.path("nacre.db"), access: .readWrite)
        connection = CloudConnection(
            endpoint: .custom(origin: "http://127.0.0.1:1"),
            credentials: Credentials(accessKey: "key", secretKey: "secret", source: .given), region: "KR",
            version: "laws", clock: RunClock(HurriedClock(speed: 40)), transport: cloud)
    }

    private func reconciliation(_ manifest: String) throws -> Reconciliation {
        try scratch.write(manifest, to: "house.yaml")
        let desired = try ManifestLoader.load(ManifestSource(root: scratch.root), catalog: drivers.kinds).desired
        return Reconciliation(
            desired: desired, state: state, cloud: connection, settings: RunSettings(directory: scratch.root),
            drivers: drivers)
    }

    /// - Returns: what was done, step by step; nothing when there was nothing to do.
    func apply(_ manifest: String) async throws -> [String] {
        let outcome = try await reconciliation(manifest).apply(
            ApplyOptions(
                plan: PlanOptions(today: "2027-01-01"), limits: Guard(mayRemoveMost: true, mayLoseData: true),
                lease: LeaseRequest.current("laws", environment: [:])),
            ApplyDialogue(
                confirm: { _ in true }, progress: { _ in }, interrupts: AsyncStream.makeStream(of: Void.self).stream))
        return outcome?.steps.map {
            "\($0.step.action.word) \($0.step.address) \($0.result == .done ? "done" : "not done")"
        }
        .sorted() ?? []
    }

    func drifted(_ manifest: String) async throws -> [String] {
        let reconciliation = try reconciliation(manifest)
        return reconciliation.drift(try await reconciliation.situation(), today: "2027-01-01", now: 0).findings
            .map(\.address.description)
    }
}
