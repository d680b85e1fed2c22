import Model
import NcloudClient
import OrderedJSON

// The fields that instances of several services have. Source: api/clouddb.md §1 to §6.
//
// An instance that is being made shows no servers at first: what they tell is left out then, and compared with nothing.

extension CloudDatabase {
    // MARK: Names

    /// What every instance begins with: its names and its subnet.
    /// - Parameter prefix: how long that of its servers is; nil where the service takes none.
    func place(name length: ClosedRange<Int>, prefix: ClosedRange<Int>? = nil) -> [DatabaseField] {
        [self.name(length), prefix.map { serverPrefix($0) }, subnet].compactMap(\.self)
    }

    private func name(_ length: ClosedRange<Int>) -> DatabaseField {
        DatabaseField(
            Field(
                "name", .string, .optionalFromName, change: .replace,
                constraints: [.spelled(NameRule(length, letters: .korean, signs: "-", beginsWithLetter: false))],
                "Name of the service, unique in the account."),
            .text("name", member("ServiceName")))
    }

    private func serverPrefix(_ length: ClosedRange<Int>) -> DatabaseField {
        DatabaseField(
            Field(
                "serverPrefix", .string, change: .replace,
                constraints: [.spelled(NameRule(length, letters: .lower, signs: "-", endsPlain: true))],
                "What the names of its servers begin with; needed for a new instance. The API does not return it."),
            // Only some services show it, under another name.
            Column.text("serverPrefix", member("ServerPrefix"), sent: member("ServerNamePrefix")).whenShown)
    }

    // MARK: Network

    /// That of the server that was made first: after a fail-over another one is the master.
    private var subnet: DatabaseField {
        DatabaseField(
            Field(
                "subnet", .reference("Subnet"), .required, change: .replace,
                "The subnet of its servers, of usage GEN. It cannot be changed."),
            Column.value("subnet", sent: "subnetNo") { Value(servers($0).original.first?.nonEmpty("subnetNo")) }
                .whenShown,
            .value("vpc") { Value(servers($0).original.first?.nonEmpty("vpcNo")) },
            .value("zone") { Value(servers($0).original.first?.nonEmpty("zoneCode")) })
    }

    /// - Parameter parameter: its name in the request that makes the instance.
    func standbySubnet(as parameter: String) -> DatabaseField {
        DatabaseField(
            Field(
                "standbySubnet", .reference("Subnet"), change: .replace,
                "With multiZone, the subnet of the standby server: in another zone of the same VPC, public or private as subnet."
            ),
            Column.value("standbySubnet", sent: parameter) { wire in
                guard wire["isMultiZone"]?.bool == true else { return nil }
                return Value(servers(wire).original.dropFirst().first?.nonEmpty("subnetNo"))
            }.whenShown)
    }

    var multiZone: DatabaseField {
        DatabaseField(
            Field(
                "multiZone", .boolean, change: .replace, initial: false,
                "Whether the standby server is in another zone; needs highAvailability and standbySubnet."),
            Column.bool("multiZone", "isMultiZone").whenShown)
    }

    func port(_ usual: Int64) -> DatabaseField {
        DatabaseField(
            Field(
                "port", .integer, change: .replace, initial: .integer(usual),
                constraints: [.port(usual, or: 10_000...20_000)], "Port that clients connect to."),
            Column.number("port", member("Port")).whenShown)
    }

    // MARK: Image and product

    func image(change: Field.Change = .replace) -> DatabaseField {
        DatabaseField(
            Field(
                "image", .reference(imageKind), change: change,
                "The image: a product code, or a lookup (default: chosen by the service)."),
            Column.text("image", member("ImageProductCode")).whenShown)
    }

    func engineVersion(change: Field.Change = .replace, constraints: [Constraint] = []) -> DatabaseField {
        DatabaseField(
            Field(
                "engineVersion", .formatted(.engineVersion), change: change, constraints: constraints,
                "Version code of the engine, as the image has it (default: the latest of the image)."),
            // The code that is sent for it is that of the image: ``engineCode(of:_:)``.
            Column.value("engineVersion") { Value($0.nonEmpty("engineVersion")) }.whenShown)
    }

    func product(change: Field.Change = .replace) -> DatabaseField {
        DatabaseField(
            Field(
                "product", .reference(productKind), change: change,
                "The server spec: a product code, or a lookup (default: the smallest)."),
            Column.value("product", sent: member("ProductCode")) { wire in
                Value(servers(wire).original.first?.nonEmpty(member("ProductCode")))
            }.whenShown)
    }

    /// The code of storage is shown by each server.
    var storageType: DatabaseField {
        DatabaseField(
            Field(
                "storageType", .enumeration(["HDD", "SSD", "CB1", "CB2"]), change: .replace,
                "Type of the data storage (default: SSD for G2, CB2 for G3). Its size grows by itself."),
            Column.value("storageType", sent: "dataStorageTypeCode") { wire in
                Value(servers(wire).original.first?.code("dataStorageType"))
            }.whenShown)
    }

    func encrypted(_ summary: String) -> DatabaseField {
        DatabaseField(
            Field("encrypted", .boolean, change: .replace, initial: false, summary),
            .value("encrypted", sent: "isStorageEncryption") { wire in
                servers(wire).original.first?["isStorageEncryption"]?.bool.map(Value.bool)
            })
    }

    func highAvailability(_ summary: String) -> DatabaseField {
        DatabaseField(
            Field("highAvailability", .boolean, change: .replace, initial: true, summary),
            Column.bool("highAvailability", "isHa").assuming(true).whenShown)
    }

    // MARK: Backup

    func backup(initially initial: Bool) -> DatabaseField {
        DatabaseField(
            Field(
                "backup", .boolean, change: .replace, initial: .bool(initial),
                "Whether it is backed up every day."),
            Column.bool("backup", "isBackup").whenShown)
    }

    func backupRetention(upTo days: Int64) -> DatabaseField {
        DatabaseField(
            Field(
                "backupRetention", .integer, change: .replace, constraints: [.range(1...days)],
                "Days for which backups are kept (default: 1)."),
            Column.number("backupRetention", "backupFileRetentionPeriod").whenShown)
    }

    /// A time excludes the automatic one, and the other way round.
    /// - Parameter isAutomaticElse: whether the request says so.
    func backupTime(isAutomaticElse: Bool = true) -> DatabaseField {
        let field = Field(
            "backupTime", .formatted(.quarterHour), change: .replace,
            "When backups begin, in steps of 15 minutes (default: a time chosen by the service).")
        guard isAutomaticElse else { return DatabaseField(field, Column.text("backupTime", "backupTime").whenShown) }
        var column = Column.text("backupTime", "backupTime").whenShown
        column.write = { [write = column.write] in write($0) + [("isAutomaticBackup", .bool(false))] }
        return DatabaseField(field, column)
    }

    // MARK: The initial user and database

    func adminUser(_ rule: NameRule) -> DatabaseField {
        DatabaseField(
            Field(
                "adminUser", .string, change: .replace, constraints: [.spelled(rule)],
                "Name of the user that is created with the instance; needed for a new one. The API does not return it."),
            .sent("adminUser", as: member("UserName")))
    }

    /// - Parameter change: in place where a call changes the passwords of users.
    func adminPassword(change: Field.Change) -> DatabaseField {
        let isFinal = change == .createOnly
        return DatabaseField(
            Field(
                "adminPassword", .secret, change: change, constraints: [.password(.database)],
                "Password of adminUser; needed for a new instance. "
                    + (isFinal ? "No call changes it." : "It is sent when it changes, and never read.")),
            Column.sent("adminPassword", as: member("UserPassword")).sensitive)
    }

    func initialDatabase(_ rule: NameRule) -> DatabaseField {
        DatabaseField(
            Field(
                "initialDatabase", .string, change: .replace, constraints: [.spelled(rule)],
                "Name of the database that is created with the instance; needed for a new one."),
            .sent("initialDatabase", as: member("DatabaseName")))
    }
}

// MARK: What only the cloud sets

extension CloudDatabase {
    func servers(_ wire: JSON) -> DatabaseServers { DatabaseServers(of: wire, self) }

    /// The fields that manifests of others refer to, and what there is to see.
    var computedFields: [Field] {
        [
            .computed("host", "Host name that clients in the VPC connect to: that of the master."),
            .computed("privateDomain", "The same."),
            .computed("publicDomain", "Public host name of the master, if it has one."),
            .computed(
                "hosts", "All hosts that clients may connect to, with ports: `a:17017,b:17017`, for connection strings."
            ),
            .computed("vpc", "Its VPC."), .computed("zone", "The zone of subnet."),
            .computed("servers", .keyed(DatabaseServers.fields, by: ["id"]), "Its servers, with their roles."),
            .computed(
                "accessControlGroups", .list(.string),
                "Numbers of the access control groups that the service creates for it; import one to manage its rules."),
            .computed("generation", "G2 or G3."), .computed("license", "License of the engine."),
            .computed("status", "Status code, followed by a slash and the current operation: CREAT/SETUP."),
            .computed("created", "When it was created."),
        ]
    }

    /// - Parameter clients: the servers that clients connect to.
    /// - Parameter ports: the members that may have their port; the first one that there is counts.
    func computedColumns(clients: @escaping @Sendable (DatabaseServers) -> [JSON], ports: [String]) -> [Column] {
        [
            .value("host") { Value(clients(servers($0)).first?.nonEmpty("privateDomain")) },
            .value("privateDomain") { Value(clients(servers($0)).first?.nonEmpty("privateDomain")) },
            .value("publicDomain") { Value(clients(servers($0)).first?.nonEmpty("publicDomain")) },
            .value("hosts") { wire in
                guard let port = ports.lazy.compactMap(wire.nonEmpty).first else { return .null }
                let hosts = clients(servers(wire)).compactMap { $0.nonEmpty("privateDomain") }.map { "\($0):\(port)" }
                return Value(hosts.isEmpty ? nil : hosts.joined(separator: ","))
            },
            .value("servers") { servers($0).value },
            .texts("accessControlGroups", "accessControlGroupNoList"), .text("generation", "generationCode"),
            .value("license") { wire in
                let names = ["license", "licence", "licenseCode"]
                return Value(names.lazy.compactMap { wire.code($0) ?? wire.nonEmpty($0) }.first)
            },
            status, .created,
        ]
    }

    private var status: Column {
        var column = Column.statusAndOperation(of: member("Instance"))
        column.read = { [read = column.read] wire in
            let shown = read(wire)
            return shown?.text == "CREAT" && servers(wire).isPending ? "CREAT/PEND" : shown
        }
        return column
    }
}
