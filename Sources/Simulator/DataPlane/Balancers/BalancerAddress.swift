/// Where a call of a balancer's users goes. Without a name server, that is `/_balancer/{name or domain}/{port}/…`.
struct BalancerAddress: Sendable {
    static let prefix = "_balancer"

    let balancer: String
    let port: Int64
    /// The rest of the path, from its slash on.
    let path: String

    /// nil for any other call.
    init?(_ request: Request) {
        let pieces = request.path.split(separator: "/", maxSplits: 3).map(String.init)
        guard pieces.count >= 3, pieces[0] == Self.prefix, let port = Int64(pieces[2]) else { return nil }
        balancer = PercentDecoding.decode(pieces[1], plusIsSpace: false)
        self.port = port
        path = "/" + (pieces.count > 3 ? pieces[3] : "")
    }
}
