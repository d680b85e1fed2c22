import OrderedJSON

/// What MySQL and PostgreSQL have alike, and MSSQL mostly: a master, a standby and replicas of one size.
extension DatabaseFamily {
    var usualServerColumns: [Column] {
        [
            .text(self("cloud*ServerInstanceNo"), self("cloud*ServerName")),
            .code(self("cloud*ServerRole"), Self.roleNames), .text(self("cloud*ServerInstanceStatusName")),
            .code(self("cloud*ServerInstanceStatus")), .code(self("cloud*ServerInstanceOperation")),
            .text(self("cloud*ProductCode"), "regionCode", "zoneCode", "vpcNo", "subnetNo"),
            .flag("isPublicSubnet"), .text("publicDomain", "privateDomain", "privateIp"), .code("dataStorageType"),
            .flag("isStorageEncryption"), .integer("dataStorageSize", "usedDataStorageSize", "cpuCount", "memorySize"),
            .text("uptime", "createDate"),
        ]
    }

    /// One server, or two with high availability.
    func masterAndStandby(_ instance: Record) -> [DatabasePlace] {
        let code = instance[self("cloud*ProductCode")]
        let master = DatabasePlace(role: "M", subnetNo: instance["subnetNo"], productCode: code)
        guard instance.flag("isHa") else { return [master] }
        return [master, DatabasePlace(role: "H", subnetNo: instance["standbySubnetNo"], productCode: code)]
    }
}

extension DatabaseProduct {
    /// Sizes of both generations; the largest is offered in one zone only. (inferred)
    static func usual(_ family: String, detail: String? = nil) -> [DatabaseProduct] {
        func size(_ type: String, _ cpus: Int64, _ gigabytes: Int64, _ generation: String) -> DatabaseProduct {
            let sizes = "C\(padded(cpus)).M\(padded(gigabytes))"
            let code =
                generation == "G2"
                ? "SVR.VDBAS.\(type).\(sizes).NET.HDD.B050.G002"
                : "SVR.\(family).\(type).\(sizes).\(detail.map { $0 + "." } ?? "")G003"
            return DatabaseProduct(
                code: code, type: type, cpus: cpus, gigabytes: gigabytes, generation: generation, detail: detail)
        }
        var largest = size("HIMEM", 16, 128, "G3")
        largest.zones = ["KR-2"]
        return [
            size("STAND", 2, 8, "G3"), size("STAND", 4, 16, "G3"), size("STAND", 8, 32, "G3"), largest,
            size("STAND", 2, 8, "G2"), size("STAND", 4, 16, "G2"),
        ]
    }

    private static func padded(_ number: Int64) -> String {
        String(repeating: "0", count: max(0, 3 - String(number).count)) + String(number)
    }
}
