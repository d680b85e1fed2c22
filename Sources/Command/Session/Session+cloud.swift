import Execution
import Model
import Nacre
import NcloudClient
import Simulator

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

// Where the calls go: the real cloud, an address, or a simulator that lives as long as the command.

extension Session {
    /// How much faster than real time the simulator inside the command runs, unless `NACRE_SIMULATOR_SPEED` says.
    static let embeddedSpeed = 100.0

    func connected<Answer: Sendable>(
        to project: Project, _ body: (CloudConnection) async throws -> Answer
    ) async throws -> Answer {
        let name = options.cloud ?? endpointFromEnvironment(project) ?? project.cloud
        guard name == CloudConnection.embeddedName else {
            let endpoint = try CloudEndpoint(parsing: name)
            return try await body(connection(endpoint, nil, try await credentials(for: endpoint), project))
        }
        let simulator = try await Simulator.start(embeddedOptions(project))
        let credentials = Credentials(
            accessKey: Simulator.defaultAccessKey, secretKey: Simulator.defaultSecretKey, source: .given)
        do {
            let endpoint = CloudEndpoint.custom(origin: simulator.url)
            let answer = try await body(
                connection(endpoint, CloudConnection.embeddedName, credentials, project))
            try await simulator.stop()
            return answer
        } catch {
            try? await simulator.stop()
            throw error
        }
    }

    /// `NCLOUD_API_GW` moves the public cloud elsewhere; it does not turn a simulator into a real cloud.
    private func endpointFromEnvironment(_ project: Project) -> String? {
        guard project.cloud == "ncloud", let gateway = environment["NCLOUD_API_GW"], !gateway.isEmpty else {
            return nil
        }
        return gateway
    }

    private func connection(
        _ endpoint: CloudEndpoint, _ name: String?, _ credentials: any CredentialProvider, _ project: Project
    ) -> CloudConnection {
        CloudConnection(
            endpoint: endpoint, name: name, credentials: credentials,
            region: options.region ?? environment["NCLOUD_REGION"] ?? project.region, version: Release.version,
            announce: { [console] in console.alert($0) })
    }

    /// The keys found where the official tools keep them; a simulator on this machine has keys everybody knows.
    func credentials(for endpoint: CloudEndpoint) async throws -> any CredentialProvider {
        let chain = CredentialChain(environment: environment, profile: options.profile)
        if let found = try chain.find() { return found }
        if case .custom(let origin) = endpoint, origin.hasPrefix("http://") {
            return Credentials(
                accessKey: Simulator.defaultAccessKey, secretKey: Simulator.defaultSecretKey, source: .given)
        }
        return ServerRoleCredentials()
    }

    private func embeddedOptions(_ project: Project) -> SimulatorOptions {
        var options = SimulatorOptions()
        let world = statePath(of: project) + ".simulator"
        // The world is the cloud, not the state: it may be made even by a plan.
        try? FileManager.default.createDirectory(
            at: URL(filePath: world).deletingLastPathComponent(), withIntermediateDirectories: true)
        options.worldFile = world
        options.speed = environment["NACRE_SIMULATOR_SPEED"].flatMap(Double.init) ?? Self.embeddedSpeed
        return options
    }
}
