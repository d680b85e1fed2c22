import Foundation
import Kinds
import ManifestLanguage
import Model
import Planning
import Testing

/// References that only so many objects may have at once.
@Suite("Claims") struct ClaimTests {
    private static let servers = (1...2).map {
        "---\nkind: Server\nmetadata: {name: web-\($0)}\nspec: {subnet: app, image: {id: \"1\"}, serverSpec: s}\n"
    }.joined()
    private static let network = """
        kind: Vpc
        metadata: {name: shop}
        spec: {cidr: 10.0.0.0/16}
        ---
        kind: Subnet
        metadata: {name: app}
        spec: {vpc: shop, zone: KR-1, cidr: 10.0.1.0/24, type: PUBLIC}

        """

    /// What is wrong with the documents, each with the places it names.
    private func problems(_ documents: String...) throws -> [String] {
        let root = FileManager.default.temporaryDirectory.appending(path: "nacre-claims-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        try Data("apiVersion: nacre/v1\nkind: Project\nmetadata: {name: claims}\n".utf8)
            .write(to: root.appending(path: "nacre.yaml"))
        let text = (Self.network + Self.servers + documents.map { "---\n\($0)\n" }.joined())
            .replacing("kind: ", with: "apiVersion: ncloud/v1\nkind: ")
        let source = ManifestSource(root: root.path, drafts: ["manifests/claims.yaml": text])
        do throws(Diagnostics) { _ = try ManifestLoader.load(source, catalog: DriverCatalog.ncloud.kinds) } catch {
            return error.all.map {
                "\($0.message) [\($0.code)] \($0.span?.line ?? 0): \($0.notes.joined(separator: "; "))"
            }
        }
        return []
    }

    private func address(_ name: String, on server: String) -> String {
        "kind: PublicIp\nmetadata: {name: \(name)}\nspec: {server: \(server)}"
    }

    private func card(_ name: String, in server: String) -> String {
        "kind: NetworkInterface\nmetadata: {name: \(name)}\nspec:\n  subnet: app\n  accessControlGroups: [{id: \"1\"}]\n"
            + "  server: \(server)"
    }

    @Test("two addresses on one server are an error with both lines, before anything is read")
    func addresses() throws {
        let told = try problems(address("one", on: "web-1"), address("two", on: "web-1"))
        #expect(told.count == 1)
        let pattern =
            /PublicIp\/two: 'server' is already in use: a server has at most one public IP \[taken-twice\] \d+: (.*)/
        let note = try #require(try pattern.wholeMatch(in: told.first ?? "")).1
        #expect(note.hasPrefix("PublicIp/one uses it in 'server' at manifests/claims.yaml:"))
        #expect(try problems(address("one", on: "web-1"), address("two", on: "web-2")) == [])
    }

    @Test(
        "so are an address on a server and a gateway, a subnet in two route tables, and a third interface of a server")
    func others() throws {
        let gateway =
            "kind: NatGateway\nmetadata: {name: out}\nspec: {vpc: shop, zone: KR-1, subnet: app, publicIp: one}"
        #expect(try problems(address("one", on: "web-1"), gateway).count == 1)
        func table(_ name: String) -> String {
            "kind: RouteTable\nmetadata: {name: \(name)}\nspec: {vpc: shop, subnetType: PUBLIC, subnets: [app]}"
        }
        #expect(try problems(table("one"), table("two")).count == 1)
        let cards = ["one", "two", "three"].map { card("card-\($0)", in: "web-1") }
        #expect(try problems(cards[0], cards[1]) == [])
        #expect(try problems(cards[0], cards[1], cards[2]).count == 1)
    }

    // MARK: Against the account

    private func told(
        _ wanted: [DesiredResource], live objects: [LiveObject],
        steps: (DesiredResource) -> Step.Action = { _ in .create }
    ) -> [String] {
        var live = LiveSnapshot()
        for kind in ["PublicIp", "Server", "NatGateway", "NetworkInterface"] {
            live.observe(kind, objects.filter { $0.kind == kind })
        }
        let desired = Desired(project: Project(name: "test"), resources: wanted)
        let plan = Plan(
            project: "test", steps: desired.resources.map { Step($0.address, steps($0), because: .new, desired: $0) })
        let run = PreflightRun(
            plan, desired: desired, recorded: Recorded(), live: live, catalog: DriverCatalog.ncloud.kinds,
            today: "2027-01-15")
        #expect(Set(run.reads).isSuperset(of: ["PublicIp", "Server"]))
        return run.diagnostics(live: live).filter { $0.message.contains("is already in use") }
            .map { "\($0.message): \($0.notes.joined(separator: "; "))" }
    }

    private static let front = DesiredResource(
        Address(kind: "PublicIp", name: "front"), attributes: ["server": "7"])

    @Test("what an object that nacre does not manage has is not taken")
    func strangers() {
        let other = LiveObject(kind: "PublicIp", id: "8", attributes: ["server": "7", "address": "198.18.0.1"])
        #expect(
            told([Self.front], live: [other]) == [
                """
                PublicIp/front: 'server' is already in use: a server has at most one public IP: PublicIp 8 uses it \
                in the account
                """
            ])
        let free = LiveObject(kind: "PublicIp", id: "8", attributes: ["server": .null])
        #expect(told([Self.front], live: [free]) == [])
    }

    @Test("a server that is made with an address takes no other one, and one that was made so may")
    func born() {
        let address = Address(kind: "Server", name: "web")
        let server = DesiredResource(address, attributes: ["associateWithPublicIp": true, "subnet": "1"])
        var front = Self.front
        front.attributes["server"] = .reference(Reference(address))
        #expect(told([front, server], live: []).count == 1)
        #expect(told([front, server], live: []) { $0.address == address ? .update : .create } == [])
    }

    @Test("the first interface of a server, which the cloud made, does not count")
    func cards() {
        func card(_ name: String, _ attributes: Attributes) -> LiveObject {
            LiveObject(kind: "NetworkInterface", id: name, attributes: attributes)
        }
        let new = DesiredResource(Address(kind: "NetworkInterface", name: "new"), attributes: ["server": "7"])
        let first = card("1", ["server": "7", "isDefault": true])
        let second = card("2", ["server": "7", "isDefault": false])
        #expect(told([new, Self.front], live: [first, second]) == [])
        let third = card("3", ["server": "7", "isDefault": false])
        #expect(told([new, Self.front], live: [first, second, third]).count == 1)
    }

    // MARK: Fields

    @Test(
        "what leaves a place by a change has two calls, the first of which leaves it",
        arguments: DriverCatalog.ncloud.kinds.names)
    func calls(_ name: String) throws {
        let kind = try #require(DriverCatalog.ncloud.kinds[name])
        for field in kind.fields where !field.holds.isEmpty {
            guard case .inPlace(_, let calls) = field.change else { continue }
            #expect(calls.count == 2, "\(name).\(field.name)")
            #expect(calls.first?.contains(/^(disassociate|detach|remove|unassign)/) == true, "\(name).\(field.name)")
        }
    }

    @Test(
        "an optional reference that calls change has a value to go back to when what it names goes",
        arguments: DriverCatalog.ncloud.kinds.names)
    func fallbacks(_ name: String) throws {
        let kind = try #require(DriverCatalog.ncloud.kinds[name])
        for field in kind.fields where field.presence == .optional && field.initial == nil && field.fallback == nil {
            guard case .inPlace = field.change, !field.type.isKeyed, !field.isBinding else { continue }
            // What nobody deletes needs none.
            let named = field.type.referencedKinds.compactMap { DriverCatalog.ncloud.kinds[$0] }
            #expect(named.allSatisfy { !$0.isWritable }, "\(name).\(field.name)")
        }
    }
}

extension FieldType {
    /// Whether its references stand in parts of the value, which change one by one.
    fileprivate var isKeyed: Bool {
        if case .keyed = self { return true }
        return false
    }
}
