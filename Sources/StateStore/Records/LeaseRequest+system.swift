#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension LeaseRequest {
    /// This process, its user and, in CI, its job, as the environment tells them.
    public static func current(
        _ command: String, environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> LeaseRequest {
        LeaseRequest(
            command: command, user: user(in: environment), host: hostName(), pid: getpid(),
            job: jobAddress(in: environment))
    }

    /// The address of the CI job; nil outside of CI.
    public static func jobAddress(in environment: [String: String]) -> String? {
        let direct = ["NACRE_JOB_URL", "CI_JOB_URL", "BUILD_URL", "CIRCLE_BUILD_URL", "BUILDKITE_BUILD_URL"]
        if let address = direct.lazy.compactMap({ environment[$0] }).first(where: { !$0.isEmpty }) { return address }
        guard let server = environment["GITHUB_SERVER_URL"], let repository = environment["GITHUB_REPOSITORY"],
            let run = environment["GITHUB_RUN_ID"]
        else { return nil }
        return "\(server)/\(repository)/actions/runs/\(run)"
    }

    private static func user(in environment: [String: String]) -> String {
        let named = ["GITHUB_ACTOR", "GITLAB_USER_LOGIN", "USER", "LOGNAME"]
        return named.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "uid-\(getuid())"
    }

    private static func hostName() -> String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "unknown-host" }
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
