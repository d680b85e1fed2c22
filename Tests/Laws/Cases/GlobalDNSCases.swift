extension KindCases {
    static let globalDNS = [
        KindCases(
            "DnsZone",
            otherValues: [
                "description": "names of all shops", "dnssec": true,
                "records": [
                    ["host": "@", "type": "A", "ttl": 60, "values": ["203.0.113.11", "203.0.113.12"]],
                    ["host": "app", "type": "TXT", "values": ["v=1"]],
                ],
            ], status: StatusPlace("dnsDomain", "status", ready: "SUCCEEDED"))
    ]
}
