import Execution
import Model
import Nacre
import NcloudClient
import Simulator
import StateStore

// Where the calls go: the real cloud, an address, or a simulator that lives as long as the command.

extension Session {
    func connected<Answer: Sendable>(
        to project: Project, _ access: StateAccess = .readOnly, lockTimeout: Duration = .zero,
        _ body: (CloudConnection) async throws -> Answer
    ) async throws -> Answer {
        let name = options.cloud ?? endpointFromEnvironment(project) ?? project.cloud
        guard name == CloudConnection.embeddedName else {
            let endpoint = try endpoint(name)
            return try await body(connection(endpoint, nil, try credentials(for: endpoint), project))
        }
        let simulator = try await embeddedSimulator(of: project, access, lockTimeout: lockTimeout)
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

    /// - Throws: a ``Diagnostic`` for a name that is not one of a cloud, ``EndpointError`` for an address that is not valid.
    private func endpoint(_ name: String) throws -> CloudEndpoint {
        do throws(EndpointError) { return try CloudEndpoint(parsing: name) } catch {
            guard !name.contains("://") else { throw error }
            let beginsSo = name.isEmpty ? nil : Project.clouds.first { $0.hasPrefix(name.lowercased()) }
            throw Diagnostic(
                code: "cloud", "unknown cloud \"\(name)\"",
                help: (beginsSo ?? NearestName.of(name, in: Project.clouds)).map { "did you mean \($0)?" }
                    ?? "use \(Project.clouds.joined(separator: ", ")) or https://host[:port]")
        }
    }

    private func connection(
        _ endpoint: CloudEndpoint, _ name: String?, _ credentials: any CredentialProvider, _ project: Project
    ) -> CloudConnection {
        CloudConnection(
            endpoint: endpoint, name: name, credentials: credentials,
            region: options.region ?? environment["NCLOUD_REGION"] ?? project.region, version: Release.version,
            announce: { [console] in console.alert($0) })
    }

    /// The keys found where the official tools keep them; a simulator on this machine has well-known keys.
    func credentials(for endpoint: CloudEndpoint) throws -> any CredentialProvider {
        let chain = CredentialChain(environment: environment, profile: options.profile)
        if let found = try chain.find() { return found }
        if case .custom(let origin) = endpoint, origin.hasPrefix("http://") {
            return Credentials(
                accessKey: Simulator.defaultAccessKey, secretKey: Simulator.defaultSecretKey, source: .given)
        }
        let service = environment["NCLOUD_METADATA_API_ENDPOINT"].flatMap { $0.isEmpty ? nil : $0 }
        return ServerRole(provider: service.map { ServerRoleCredentials(origin: $0) } ?? ServerRoleCredentials())
    }
}

/// The keys of this server's role, the last place that is looked at: without any it says where keys come from.
private struct ServerRole: CredentialProvider {
    let provider: ServerRoleCredentials

    func current() async throws(CredentialFailure) -> Credentials {
        do throws(CredentialFailure) { return try await provider.current() } catch {
            throw CredentialFailure(
                "no credentials: set NCLOUD_ACCESS_KEY and NCLOUD_SECRET_KEY, use --profile with ~/.ncloud/configure, or run "
                    + "on a server with a role (\(error.description))")
        }
    }
}
