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
        let name = try options.cloud ?? endpointFromEnvironment(project) ?? project.cloud
        guard name == CloudConnection.embeddedName else {
            let endpoint = try endpoint(name)
            return try await openCloud.hold(
                connection(endpoint, nil, try credentials(for: endpoint), project, storage: try storageOrigin()),
                during: body)
        }
        let simulator = try await embeddedSimulator(of: project, access, lockTimeout: lockTimeout)
        let credentials = Credentials(
            accessKey: Simulator.defaultAccessKey, secretKey: Simulator.defaultSecretKey, source: .given)
        do {
            let endpoint = CloudEndpoint.custom(origin: simulator.url)
            let answer = try await openCloud.hold(
                connection(endpoint, CloudConnection.embeddedName, credentials, project), during: body)
            try await simulator.stop()
            return answer
        } catch {
            try? await simulator.stop()
            throw error
        }
    }

    /// `NCLOUD_API_GW` and `NCLOUD_SITE` move the public cloud elsewhere; they do not turn a simulator into a real cloud.
    /// - Throws: a ``Diagnostic`` when both are set and name different places.
    private func endpointFromEnvironment(_ project: Project) throws -> String? {
        guard project.cloud == "ncloud" else { return nil }
        let (gateway, site) = (environment.filled("NCLOUD_API_GW"), environment.filled("NCLOUD_SITE"))
        if let gateway, let site, try endpoint(gateway) != endpoint(site) {
            throw Diagnostic(
                code: "cloud", "NCLOUD_API_GW is \(gateway), which is not the gateway of NCLOUD_SITE, \(site)",
                help: "unset one of them, or choose with --cloud")
        }
        return gateway ?? site
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

    /// `NCLOUD_OBS_ENDPOINT` takes the place of the host of Object Storage. Source: api/objectstorage.md §1.
    /// - Throws: ``EndpointError`` for anything but an address.
    private func storageOrigin() throws -> String? {
        guard let text = environment.filled("NCLOUD_OBS_ENDPOINT") else { return nil }
        guard case .custom(let origin) = try CloudEndpoint(parsing: text) else {
            throw Diagnostic(
                code: "cloud", "NCLOUD_OBS_ENDPOINT is \(text), which is not the address of an Object Storage",
                help: "write https://host[:port], or unset it")
        }
        return origin
    }

    private func connection(
        _ endpoint: CloudEndpoint, _ name: String?, _ credentials: any CredentialProvider, _ project: Project,
        storage: String? = nil
    ) -> CloudConnection {
        CloudConnection(
            endpoint: endpoint, name: name, credentials: credentials,
            region: options.region ?? environment.filled("NCLOUD_REGION") ?? project.region, version: Release.version,
            storageOrigin: storage, announce: { [console] in console.alert($0) })
    }

    /// The keys found where the official tools keep them; a simulator on this machine has well-known keys.
    func credentials(for endpoint: CloudEndpoint) throws -> any CredentialProvider {
        let chain = CredentialChain(environment: environment, profile: options.profile)
        if let found = try chain.find() {
            guard case .file = found.source else { return found }
            return StoredCredentials(found, find: chain.find)
        }
        let names = ["NCLOUD_METADATA_API_ENDPOINT", "NCLOUD_METADATA_ENDPOINT"]
        let service = names.lazy.compactMap(environment.filled).first
        if service == nil, case .custom(let origin) = endpoint, origin.hasPrefix("http://") {
            return Credentials(
                accessKey: Simulator.defaultAccessKey, secretKey: Simulator.defaultSecretKey, source: .given)
        }
        return ServerRole(provider: service.map { ServerRoleCredentials(origin: $0) } ?? ServerRoleCredentials())
    }
}

/// The keys of this server's role, the last place that is looked at: without any it says where keys come from.
private actor ServerRole: CredentialProvider {
    private let provider: ServerRoleCredentials
    private var hadKeys = false

    init(provider: ServerRoleCredentials) { self.provider = provider }

    func current() async throws(CredentialFailure) -> Credentials {
        do throws(CredentialFailure) {
            let keys = try await provider.current()
            hadKeys = true
            return keys
        } catch { throw explained(error) }
    }

    func replacement(for refused: Credentials) async throws(CredentialFailure) -> Credentials? {
        do throws(CredentialFailure) { return try await provider.replacement(for: refused) } catch {
            throw explained(error)
        }
    }

    private func explained(_ failure: CredentialFailure) -> CredentialFailure {
        if hadKeys {
            return CredentialFailure(
                "the keys of this server's role ended and could not be renewed: \(failure.description)")
        }
        return CredentialFailure(
            "no credentials: set NCLOUD_ACCESS_KEY and NCLOUD_SECRET_KEY, use --profile with ~/.ncloud/configure, or run "
                + "on a server with a role (\(failure.description))")
    }
}
