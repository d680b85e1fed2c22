import Foundation
import Model
import Planning
import Rehearsal
import Testing

@Suite("laws of what captures an object at a moment") struct CaptureLaws {
    private static func shop(_ description: String = "serves the shop") -> String {
        Manifests.joined(
            Manifests.network("shop"), Manifests.server("web", "description: \(description)"),
            Manifests.document("BlockStorage", "data", "size: 100", "volumeType: CB1", "server: web"))
    }

    private static let image = Manifests.document("ServerImage", "golden", "server: web")
    private static let snapshot = Manifests.document("BlockStorageSnapshot", "before", "blockStorage: data")

    private static let web = Address(kind: "Server", name: "web")

    @Test("an image of a server is not made anew because the server is, and nothing differs afterwards")
    func image() async throws {
        try await LawBench.with { bench in
            try await bench.apply(try bench.load(Self.shop(), Self.image, Self.snapshot))
            let image = try await bench.state.recorded()[Address(kind: "ServerImage", name: "golden")]?.id
            let anew = try bench.load(Self.shop("anew"), Self.image, Self.snapshot)
            let plan = try await bench.plan(anew)
            #expect(Set(plan.steps.map(\.address.kind)) == ["Server", "BlockStorage"], "\(plan.words)")
            let outcome = try #require(try await bench.apply(anew))
            #expect(outcome.isComplete, "\(outcome.shortfalls)")
            #expect(try await bench.plan(anew).words == [])
            #expect(try await bench.state.recorded()[Address(kind: "ServerImage", name: "golden")]?.id == image)
        }
    }

    @Test("the snapshots that an image was made of go with it, and the plan names them; others stay")
    func snapshots() async throws {
        try await LawBench.with { bench in
            try await bench.apply(try bench.load(Self.shop(), Self.image, Self.snapshot))
            let before = try await bench.state.recorded()[Address(kind: "BlockStorageSnapshot", name: "before")]?.id
            let all = try await bench.cloud.objects("snapshot").compactMap { $0["id"]?.text }
            let rest = try bench.load(Self.shop(), Self.snapshot)
            let plan = try await bench.plan(rest)
            #expect(Set(plan.steps.flatMap(\.remainders).map(\.id)) == Set(all).subtracting([before ?? ""]))
            #expect(all.count > 1 && plan.steps.flatMap(\.remainders).allSatisfy { $0.fate == .deleted })
            #expect(try await bench.apply(rest)?.isComplete == true)
            #expect(try await bench.cloud.objects("snapshot").map { $0["id"]?.text } == [before])
        }
    }

    @Test("a server is not replaced from under a disk that is excluded, and takes along one that is not")
    func excluded() async throws {
        try await LawBench.with { bench in
            try await bench.apply(try bench.load(Self.shop()))
            let anew = try bench.load(Self.shop("anew"))
            let server = try await bench.state.recorded()[Self.web]?.id
            let selection = Selection(excludes: ["BlockStorage/data"])
            let plan = try await bench.plan(anew, selection)
            #expect(plan.isEmpty && plan.warnings.map(\.code) == ["excluded-too"], "\(plan.words)")
            #expect(try await bench.apply(anew, selection) == nil)
            #expect(try await bench.list("BlockStorage").map { $0.attributes["server"]?.text } == [server])
            #expect(try await bench.apply(anew, Selection(targets: ["Server/web"]))?.isComplete == true)
            let disks = try await bench.list("BlockStorage").map { $0.attributes["server"]?.text }
            #expect(disks == [try await bench.state.recorded()[Self.web]?.id] && disks != [server])
        }
    }

    @Test(
        "one protected server keeps its subnet, and so its neighbours, from being made anew", arguments: [true, false])
    func neighbours(keepsGoing: Bool) async throws {
        try await LawBench.with { bench in
            let text = Manifests.joined(Self.shop(), Manifests.server("second", head: "lifecycle: {protect: true}"))
            try await bench.apply(try bench.load(text))
            let before = try await bench.list("Server").map(\.id)
            let anew = try bench.load(text.replacing("10.0.1.0/24", with: "10.0.2.0/24"))
            let plan = try await bench.plan(anew)
            #expect(plan.refusals.count == 2 && plan.forecast.destroyed == 0, "\(plan.words)")
            if keepsGoing {
                try await bench.apply(anew, keepsGoing: true)
            } else {
                await #expect(throws: (any Error).self) { try await bench.apply(anew) }
            }
            #expect(try await bench.list("Server").map(\.id) == before)
            #expect(before.count == 2)
        }
    }
}
