import ArgumentParser
import Model

/// Which account is read and changed, for commands that call the cloud.
struct AccountOptions: ParsableArguments {
    @Option(
        help: """
            Target cloud: simulator, ncloud, ncloud-gov, ncloud-fin or https://host[:port] (default: spec.cloud in \
            nacre.yaml).
            """)
    var cloud: String?

    @Option(help: "The profile of ~/.ncloud/configure to take credentials from.")
    var profile: String?

    @Option(help: "The region (default: NCLOUD_REGION, else spec.region in nacre.yaml).")
    var region: String?

    func add(to options: inout SessionOptions) {
        options.cloud = cloud
        options.profile = profile
        options.region = region
    }
}

/// Where the state is, for commands that read or write it.
struct StateOptions: ParsableArguments {
    @Option(
        help: "The state database, a local file (default: spec.state in nacre.yaml).", completion: .file())
    var state: String?

    mutating func validate() throws {
        guard let state, let scheme = Project.scheme(ofState: state) else { return }
        throw ValidationError("--state must be a local file; \(scheme):// is not supported")
    }

    func add(to options: inout SessionOptions) { options.state = state }
}

/// Whose KMS is called, for commands that call nothing else: a key of KMS needs no region.
struct KMSOptions: ParsableArguments {
    @Option(help: "The cloud whose KMS is used (default: spec.cloud in nacre.yaml).")
    var cloud: String?

    @Option(help: "The profile of ~/.ncloud/configure to take credentials from.")
    var profile: String?

    func add(to options: inout SessionOptions) {
        options.cloud = cloud
        options.profile = profile
    }
}
