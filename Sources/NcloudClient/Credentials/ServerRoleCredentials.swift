/// The temporary keys of the role of the server this runs on, renewed before they end. Source: api/signing.md §4.
///
/// All calls share one renewal. While it fails, keys that have not ended yet are used on.
public actor ServerRoleCredentials: CredentialProvider {
    /// Keys are renewed when they end within this many milliseconds, or within a quarter of their life.
    private static let renewalMargin: Int64 = 15 * 60 * 1000
    /// The service is not asked again for so many milliseconds when it had nothing newer.
    private static let pause: Int64 = 60 * 1000

    private let service: MetadataService
    private let now: @Sendable () -> Int64
    private var keys: TemporaryKeys?
    private var renewal: Task<Result<Credentials, CredentialFailure>, Never>?

    /// Keys, and when they are to be renewed.
    private struct TemporaryKeys {
        let credentials: Credentials
        /// Milliseconds since 1970; nil for keys that tell no end.
        let end: Int64?
        /// When the service is asked for others.
        var renewal: Int64

        init(_ credentials: Credentials, at now: Int64) {
            self.credentials = credentials
            end = credentials.expiry?.milliseconds
            // Keys that tell no end may be others at any time.
            let left = end.map { max(0, $0 - now) }
            renewal =
                now
                + (left.map { $0 - min(ServerRoleCredentials.renewalMargin, $0 / 4) } ?? ServerRoleCredentials.pause)
        }
    }

    /// - Parameters:
    ///   - origin: Scheme and host of the metadata service; `NCLOUD_METADATA_API_ENDPOINT` replaces it in tests.
    ///   - transport: One with short limits: anywhere else than on a server nothing answers.
    ///   - now: Milliseconds since 1970.
    public init(
        origin: String = "http://169.254.169.254",
        transport: any HTTPTransport = CurlTransport(
            limits: .init(connect: .seconds(1), stall: .seconds(3), total: .seconds(3))),
        now: @escaping @Sendable () -> Int64 = ServerClock.systemMilliseconds
    ) {
        service = MetadataService(origin: origin, transport: transport)
        self.now = now
    }

    public func current() async throws(CredentialFailure) -> Credentials {
        if let keys, now() < keys.renewal { return keys.credentials }
        return try await renewed()
    }

    /// Keys that were refused although they have not ended: the role may have others by now.
    public func replacement(for refused: Credentials) async throws(CredentialFailure) -> Credentials? {
        if let keys, !keys.credentials.signsLike(refused) { return keys.credentials }
        keys = nil
        let fresh = try await renewed()
        return fresh.signsLike(refused) ? nil : fresh
    }

    private func renewed() async throws(CredentialFailure) -> Credentials {
        let task = renewal ?? Task { await renew() }
        renewal = task
        return try await task.value.get()
    }

    private func renew() async -> Result<Credentials, CredentialFailure> {
        defer { renewal = nil }
        do throws(CredentialFailure) {
            let fresh = try await service.credentials()
            if let keys, keys.credentials.signsLike(fresh) {
                waitBeforeAsking()
            } else {
                keys = TemporaryKeys(fresh, at: now())
            }
            return .success(fresh)
        } catch {
            guard let keys, let end = keys.end, now() < end else { return .failure(error) }
            waitBeforeAsking()
            return .success(keys.credentials)
        }
    }

    /// Not for longer than half of what the keys have left.
    private func waitBeforeAsking() {
        guard let keys else { return }
        let left = keys.end.map { max(0, $0 - now()) }
        self.keys?.renewal = now() + (left.map { min(Self.pause, $0 / 2) } ?? Self.pause)
    }
}
