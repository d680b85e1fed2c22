import OrderedJSON

/// What the services take alike when an instance is made. Source: api/clouddb.md §1–§6.
extension DatabaseFamily {
    /// The subnet of an instance: a usual one of its VPC.
    var network: [Input] {
        [
            .vpc,
            .values { parameters, instance, world throws(Failure) in
                let subnet = try Self.subnet("subnetNo", parameters, of: instance["vpcNo"], world)
                return ["subnetNo": .string(subnet.id), "zoneCode": .string(subnet["zoneCode"])]
            },
        ]
    }

    static func subnet(
        _ parameter: String, _ parameters: CallParameters, of vpc: String, _ world: World
    ) throws(Failure) -> Record {
        let subnet = try Subnets.kind.find(world, try parameters.required(parameter))
        guard subnet["vpcNo"] == vpc, subnet["usageType"] == "GEN", VPCs.isUsable(subnet["subnetStatus"], world) else {
            throw .invalid(parameter)
        }
        return subnet
    }

    /// The name of the service and the prefix of its servers' names. That no two services share a name is (inferred).
    func names(service: ClosedRange<Int>, prefix: ClosedRange<Int>?) -> [Input] {
        let name = instances.nameAttribute
        let known = Input.values { parameters, _, _ throws(Failure) in
            let text = try TextRule.serviceName(service).required(parameters, name)
            return [name: .string(text), "serverNamePrefix": .string(text)]
        }
        let isFree = Input.check { _, instance, world throws(Failure) in
            if world.all(instances).contains(where: { $0[name] == instance[name] }) {
                throw .nameTaken(5001, "Cloud DB service")
            }
        }
        guard let prefix else { return [known, isFree] }
        let parameter = self("cloud*ServerNamePrefix")
        return [
            known, isFree,
            .values { parameters, _, _ throws(Failure) in
                guard NameRule.accepts(try parameters.required(parameter), length: prefix) else {
                    throw .invalid(parameter)
                }
                return ["serverNamePrefix": .string(try parameters.required(parameter))]
            },
        ]
    }

    /// Two servers, in two zones if asked for: what is said of the second one counts only then.
    /// - Parameter standby: the parameter with the subnet of the second server.
    static func highAvailability(standby: String?) -> Input {
        .values { parameters, instance, world throws(Failure) in
            let isHa = try parameters.flag("isHa") ?? true
            let spans = try parameters.flag("isMultiZone") ?? false
            let isMultiZone = isHa && standby != nil && spans
            var values: [String: JSON] = [
                "isHa": .bool(isHa), "isMultiZone": .bool(isMultiZone),
                "standbySubnetNo": .string(instance["subnetNo"]),
            ]
            guard isMultiZone, let standby else { return values }
            let first = try Subnets.kind.find(world, instance["subnetNo"])
            let second = try subnet(standby, parameters, of: instance["vpcNo"], world)
            guard second["zoneCode"] != first["zoneCode"], second["subnetType"] == first["subnetType"] else {
                throw .invalid(standby)
            }
            values["standbySubnetNo"] = .string(second.id)
            return values
        }
    }

    /// Encrypted storage needs a second server.
    static let encryption = Input.values { parameters, instance, _ throws(Failure) in
        let isEncrypted = try parameters.flag("isStorageEncryption") ?? false
        guard !isEncrypted || instance.flag("isHa") else { throw .invalid("isStorageEncryption") }
        return ["isStorageEncryption": .bool(isEncrypted)]
    }

    /// Whether, when and for how many days there are backups. The service's own time is (inferred).
    /// - Parameters:
    ///   - usually: whether there are backups unless said otherwise; nil where there always are.
    ///   - isForced: whether instances of two servers have them in any case.
    ///   - isTimeAlone: whether a call gives a time without saying that it is not automatic.
    static func backup(
        usually: Bool?, isForced: Bool, days: ClosedRange<Int64>, isTimeAlone: Bool = false
    ) -> Input {
        .values { parameters, instance, world throws(Failure) in
            let isWanted = try usually.map { usual throws(Failure) in try parameters.flag("isBackup") ?? usual } ?? true
            let isBackup = isWanted || isForced && instance.flag("isHa")
            let period = try parameters.integer("backupFileRetentionPeriod") ?? 1
            guard days.contains(period) else { throw .invalid("backupFileRetentionPeriod") }
            let time = parameters.text("backupTime")
            let isAutomatic = try parameters.flag("isAutomaticBackup") ?? (!isTimeAlone || time == nil)
            guard !isBackup || isAutomatic == (time == nil) else {
                throw time == nil ? .missing("backupTime") : .invalid("backupTime")
            }
            if let time { try checkTime(time) }
            return [
                "isBackup": .bool(isBackup), "backupFileRetentionPeriod": .integer(isBackup ? period : 0),
                "backupTime": .string(isBackup ? time ?? "02:00" : ""), "madeAt": .integer(world.now),
            ]
        }
    }

    /// HH:mm in steps of fifteen minutes.
    static func checkTime(_ text: String) throws(Failure) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard text.utf8.count == 5, parts.count == 2, let hour = Int(parts[0]), (0...23).contains(hour),
            ["00", "15", "30", "45"].contains(parts[1])
        else { throw .invalid("backupTime") }
    }

    /// The usual port, or one of 10000–20000.
    static func port(_ name: String, usually usual: Int64) -> Input {
        .values { parameters, _, _ throws(Failure) in
            let port = try parameters.integer(name) ?? usual
            guard port == usual || (10_000...20_000).contains(port) else { throw .invalid(name) }
            return [name: .integer(port)]
        }
    }
}
