import OrderedJSON

extension ActionService {
    /// Servers of the Classic environment, with their disks and groups: what is needed to run, change and end them. None
    /// can be created. Source: api/classic-and-others.md §1.
    static let classicServer = ActionService(
        "/server/v2", [ClassicServers.kind, ClassicDisks.kind, ClassicGroups.kind, ClassicGroups.rules],
        others: ClassicZones.actions)
}

/// Regions and zones, which this environment numbers. Source: the pages compute-server-getzonelist, …-getregionlist.
enum ClassicZones {
    struct Zone: Sendable {
        let number: String
        let code: String
        let description: String
    }

    static let all = [
        Zone(number: "2", code: "KR-1", description: "Gasan zone"),
        Zone(number: "3", code: "KR-2", description: "Pyeongchon zone"),
    ]

    static let actions: [String: Action] = [
        "getRegionList": { _, _ throws(Failure) in .list("regionList", [region]) },
        "getZoneList": { _, parameters throws(Failure) in
            try check(region: parameters)
            return .list("zoneList", all.map { zone($0) })
        },
    ]

    static let region: JSON = ["regionNo": "1", "regionCode": "KR", "regionName": "Korea"]

    static func zone(_ zone: Zone) -> JSON {
        [
            "zoneNo": .string(zone.number), "zoneName": .string(zone.code), "zoneCode": .string(zone.code),
            "zoneDescription": .string(zone.description), "regionNo": "1",
        ]
    }

    /// Refused with the code that the page of getZoneList has for zones. (inferred for regions)
    static func check(region parameters: CallParameters) throws(Failure) {
        guard let region = parameters.text("regionNo"), region != "1" else { return }
        throw .action("23005", "There is no zone.")
    }

    /// The call with the zone that the service supposes: the first one of the region (page
    /// compute-server-getserverinstancelist). That it does so for calls with numbers too is (inferred).
    static func supposed(_ parameters: CallParameters) throws(Failure) -> CallParameters {
        try check(region: parameters)
        guard let zone = parameters.text("zoneNo") else { return parameters.with("zoneNo", all[0].number) }
        guard all.contains(where: { $0.number == zone }) else { throw .action("23005", "There is no zone.") }
        return parameters
    }
}

extension KindAction {
    /// A list of one zone, which may be searched by name or address.
    static let listInZone = KindAction("get*List") { kind, world, parameters throws(Failure) in
        var parameters = try ClassicZones.supposed(parameters)
        if let name = parameters.text("searchFilterName"), let value = parameters.text("searchFilterValue") {
            parameters = parameters.with(name.lowercased() == "ip" ? "ip" : "serverName", value)
        }
        return try kind.listed(world, parameters)
    }
}
