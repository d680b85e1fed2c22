import Model
import Planning
import Testing

@Suite("How long a plan takes") struct LengthTests {
    /// A kind whose objects in one network change one after the other.
    private static let pool = Kind(
        "Pool", service: "Test", summary: "",
        fields: [
            Field("network", .reference("Network"), .required, change: .replace, ""),
            Field("size", .integer, change: .inPlace(.none, calls: ["resize"]), ""),
        ],
        identity: Kind.Identity(id: "no"), place: Kind.Place(serializedOn: ["network"]),
        life: Kind.Life(
            creation: Kind.Procedure(["makePool"], seconds: 300, timeout: 900),
            update: Kind.Procedure(seconds: 300, timeout: 900),
            deletion: Kind.Procedure(["dropPool"], seconds: 300, timeout: 900)), example: "")

    private static func seconds(_ networks: [String: String]) -> Int {
        var world = World()
        world.catalog = KindCatalog(TestCatalog.kinds.kinds + [pool])
        world.observed.insert("Pool")
        for network in Set(networks.values).sorted() {
            world.have("Network/\(network)", "n-\(network)", ["range": "10.0.0.0/16"])
            world.want("Network/\(network)", ["range": "10.0.0.0/16"])
        }
        for (name, network) in networks.sorted(by: { $0.key < $1.key }) {
            world.have(
                "Pool/\(name)", name, ["network": .string("n-\(network)"), "size": 1], on: ["Network/\(network)"])
            world.want("Pool/\(name)", ["network": ref("Network/\(network)"), "size": 2])
        }
        return world.plan().forecast.seconds
    }

    @Test("changes that the service takes one at a time are added up; others are not")
    func serialized() {
        #expect(Self.seconds(["a": "n", "b": "n"]) == 600)
        #expect(Self.seconds(["a": "n", "b": "m"]) == 300)
    }
}
