import OrderedJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What an account holds before anybody touched it.
enum FreshWorld {
    static func fill(_ world: inout World, seedFile: String?) throws(SimulatorError) {
        ServerImages.fill(&world)
        ServerSpecs.fill(&world)
        InsightRecipients.fill(&world)
        let seed = try read(seedFile)
        do throws(Failure) {
            for frame in seed?["frames"]?.elements ?? [["name": "analytics"]] { _ = try addFrame(frame, &world) }
            for fence in seed?["fences"]?.elements ?? [["name": "research"]] { _ = try addFence(fence, &world) }
            for server in seed?["classicServers"]?.elements ?? [] { _ = try ClassicSeed.add(server, &world) }
            for cdn in seed?["cdns"]?.elements ?? [] { _ = try CdnSeed.add(cdn, &world) }
            for bucket in seed?["buckets"]?.elements ?? buckets { try Buckets.insert(bucket, &world) }
            for certificate in seed?["certificates"]?.elements ?? certificates {
                _ = try Certificates.issue(certificate, &world)
            }
            for application in seed?["applications"]?.elements ?? Applications.usual {
                _ = try Applications.register(application, &world)
            }
        } catch { throw .brokenFile(path: seedFile ?? "seed", reason: error.message) }
    }

    private static let buckets: [JSON] = [
        ["name": "analytics-input", "files": [["name": "customers.csv", "size": 1_048_576]]], "analytics-output",
    ]

    private static let certificates: [JSON] = [
        ["name": "example-com", "commonName": "www.example.com"], ["name": "example-org", "commonName": "example.org"],
    ]

    /// Adds a Data Box Frame, which the service itself offers no call for. Source: api/databoxframe.md §3.1.
    static func addFrame(_ description: JSON, _ world: inout World) throws(Failure) -> JSON {
        guard let name = description["name"]?.text else { throw .rest(400, "100", "give the frame's name") }
        let number = world.number(.frame)
        Frames.insert(name: name, number: number, description, &world)
        return ["dataBoxFrameNo": .string(number), "dataBoxFrameName": .string(name)]
    }

    /// Adds a fence, which the service itself offers no call for. Source: get-datafence.
    static func addFence(_ description: JSON, _ world: inout World) throws(Failure) -> JSON {
        guard let name = description["name"]?.text else { throw .rest(400, "100", "give the fence's name") }
        let number = try Fences.insert(name: name, description, &world)
        return ["fenceId": Datafence.id(number), "fenceName": .string(name)]
    }

    private static func read(_ path: String?) throws(SimulatorError) -> JSON? {
        guard let path else { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .unreadableFile(path: path, reason: "it cannot be read")
        }
        do throws(JSONError) { return try JSON(parsing: data) } catch {
            throw .brokenFile(path: path, reason: error.description)
        }
    }
}
