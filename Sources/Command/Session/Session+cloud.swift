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
            let endpoint = try CloudEndpoint(parsing: name)
            return try await body(connection(endpoint, nil, try await credentials(for: endpoint), project))
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
        return try await serverRole()
    }

    /// The keys of this server's role, asked for before anything else is: without any, that is all there is to tell.
    private func serverRole() async throws(CredentialFailure) -> any CredentialProvider {
        let service = environment["NCLOUD_METADATA_API_ENDPOINT"].flatMap { $0.isEmpty ? nil : $0 }
        let role = service.map { ServerRoleCredentials(origin: $0) } ?? ServerRoleCredentials()
        do throws(CredentialFailure) { _ = try await role.current() } catch {
            throw CredentialFailure(
                "no credentials found: set NCLOUD_ACCESS_KEY and NCLOUD_SECRET_KEY, write them to ~/.ncloud/configure and "
                    + "choose with --profile, or run on a server that has a role (\(error.description))")
        }
        return role
    }
}
