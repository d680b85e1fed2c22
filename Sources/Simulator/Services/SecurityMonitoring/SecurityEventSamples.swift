import OrderedJSON

/// Events that every world has. Addresses are of the blocks that are set aside for documents (RFC 5737).
enum SecurityEventSamples {
    static let all = [bruteForce, injection, scan, malware]

    private static let bruteForce = event(
        "IDS", "526068433", at: 1_720_000_000_000,
        [
            "product": "IDS_V2", "attackType": "Brute-force", "attackerIp": "198.51.100.9", "targetIp": "203.0.113.7",
            "report": "Many passwords were tried on one account. Block the address if it is not one of your own.",
            "lbName": "", "lbDomainName": "", "lbInstanceNo": "",
        ])

    /// 2026-11-03T10:15:00+0900.
    private static let scan = event(
        "WAF", "526070001", at: 1_793_668_500_000,
        [
            "product": "WAF_V2", "eventNm": "Directory listing", "attackType": "Scanning",
            "attackerIp": "198.51.100.20", "attackerPort": "40112", "targetIp": "203.0.113.7", "targetPort": "443",
        ])

    /// 2026-11-20T23:59:59+0900.
    private static let injection = event(
        "WAF", "526070002", at: 1_795_186_799_000,
        [
            "product": "WAF_V2", "eventNm": "SQL injection", "attackType": "Injection",
            "attackerIp": "198.51.100.21", "attackerPort": "51820", "targetIp": "203.0.113.8", "targetPort": "443",
        ])

    /// 2026-11-20T00:00:00+0900.
    private static let malware = event(
        "AV", "526070003", at: 1_795_100_400_000,
        [
            "product": "AV_V2", "malwareType": "Trojan", "infectedServerIp": "203.0.113.8",
            "detectionPath": "/tmp/x",
        ])

    private static func event(
        _ service: String, _ ticket: String, at detected: Int64, _ more: [String: JSON]
    ) -> Record {
        let own: [String: JSON] = [
            "service": .string(service), "ticketId": .string(ticket), "detected": .integer(detected), "region": "KR",
            "zoneName": "KR-1", "platForm": "VPC", "vpcName": "shop",
        ]
        return Record(id: "\(service)/\(ticket)", sequence: 0, attributes: own.merging(more) { $1 })
    }
}
