import OrderedJSON

/// The queries around instances: where one can be made, which buckets there are, what servers have written.
/// Source: api/clouddb.md §1; names and sizes of log files are (inferred).
extension DatabaseFamily {
    var targetActions: [KindAction] {
        [
            .own(self("getCloud*TargetVpcList")) { world, _ throws(Failure) in
                let columns: [Column] = [.text("vpcNo", "vpcName", "ipv4CidrBlock", "regionCode", "createdDate")]
                let vpcs = world.all(.vpc).filter { $0["vpcStatus"] == "RUN" }
                return .list("targetVpcList", vpcs.map { columns.render(Self.dated($0)) })
            },
            .own(self("getCloud*TargetSubnetList")) { world, parameters throws(Failure) in
                let vpc = try VPCs.kind.find(parameters, world)
                let isPublic = try parameters.flag("isPublic")
                let subnets = world.records(.subnet, where: "vpcNo", is: vpc.id).filter { subnet in
                    subnet["usageType"] == "GEN" && subnet["subnetStatus"] == "RUN"
                        && (isPublic.map { $0 == (subnet["subnetType"] == "PUBLIC") } ?? true)
                }
                return .list("targetSubnetList", subnets.map { Self.render($0, in: vpc) })
            },
        ]
    }

    private static func render(_ subnet: Record, in vpc: Record) -> JSON {
        let columns: [Column] = [
            .text("subnetNo", "subnetName", "vpcNo", "vpcName", "zoneCode", "subnet", "isPublic", "createdDate")
        ]
        var target = dated(subnet)
        target.attributes["vpcName"] = .string(vpc["vpcName"])
        // A text, as the vendor's library declares it.
        target.attributes["isPublic"] = .string(subnet["subnetType"] == "PUBLIC" ? "true" : "false")
        return columns.render(target)
    }

    private static func dated(_ record: Record) -> Record {
        var record = record
        record.attributes["createdDate"] = .string(record["createDate"])
        return record
    }

    var buckets: KindAction {
        .own(self("getCloud*BucketList")) { world, _ throws(Failure) in
            .list(self("cloud*BucketList"), Buckets.ofObjectStorage(world).map { ["bucketName": .string($0.id)] })
        }
    }

    var logActions: [KindAction] {
        [
            .own("getDbServerLogList") { world, parameters throws(Failure) in
                let server = try server(parameters, world)
                return .list(self("cloud*DbServerLogList"), [try logFile(of: server, parameters)])
            },
            .own("exportDbServerLogToObjectStorage") { world, parameters throws(Failure) in
                let server = try server(parameters, world)
                let name = try parameters.required("fileName")
                guard try logFile(of: server, parameters)["fileName"]?.text == name else { throw .invalid("fileName") }
                try Self.store(name, parameters, &world)
                return .values([])
            },
        ]
    }

    private func logFile(of server: Record, _ parameters: CallParameters) throws(Failure) -> JSON {
        let type = try parameters.required("logType")
        return [
            "fileName": .string("\(server[self("cloud*ServerName")])-\(type.lowercased()).log"), "fileSize": 1024,
            "fileDate": .string(server["createDate"]),
        ]
    }

    /// The server that a call names.
    func server(_ parameters: CallParameters, _ world: World) throws(Failure) -> Record {
        let number = try parameters.required(self("cloud*ServerInstanceNo"))
        guard let server = world[servers, number] else { throw missing(number) }
        return server
    }
}
