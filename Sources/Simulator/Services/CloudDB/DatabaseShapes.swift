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
    /// Sizes of both generations; the largest of the older one is offered in one zone only. (inferred: the zones, and
    /// the codes of the newer generation)
    static func usual(_ prefix: String, disk: String = "HDD.B050", detail: String? = nil) -> [DatabaseProduct] {
        func size(_ cpus: Int64, _ generation: String) -> DatabaseProduct {
            let code = "SVR.\(prefix).STAND.C\(padded(cpus)).M\(padded(cpus * 4))"
            return DatabaseProduct(
                code: generation == "G2" ? "\(code).NET.\(disk).G002" : "\(code).G003", type: "STAND", cpus: cpus,
                gigabytes: cpus * 4, generation: generation, detail: detail)
        }
        var largest = size(32, "G2")
        largest.zones = ["KR-2"]
        return [2, 4, 8].map { size($0, "G2") } + [largest] + [2, 4, 8].map { size($0, "G3") }
    }

    /// Three digits, as codes of products and names of servers have them.
    static func padded(_ number: Int64) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }
}
