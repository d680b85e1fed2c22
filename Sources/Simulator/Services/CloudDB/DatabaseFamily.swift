import OrderedJSON

/// What one service of Cloud DB is called, what it offers and how long it takes. The services have one shape: what the
/// noun is put into is the same for all of them. Source: api/clouddb.md §1.
struct DatabaseFamily: Sendable {
    /// The vendor's noun: `Mysql` in `createCloudMysqlInstance`.
    let noun: String
    let instances: TableSchema
    let servers: TableSchema
    let images: [DatabaseImage]
    let products: [DatabaseProduct]
    let pace: DatabasePace
    /// What answers call the servers of an instance.
    let serverList: String
    /// The role of a server that becomes the master when the master fails.
    let standby: String
    /// How a number is refused that no instance has.
    let missing: @Sendable (String) -> Failure

    /// - Parameter serverList: another name for the list of servers, with `*` for the noun.
    init(
        _ noun: String, images: [DatabaseImage], products: [DatabaseProduct], pace: DatabasePace = DatabasePace(),
        serverList: String = "cloud*ServerInstanceList", standby: String = "H",
        missing: @escaping @Sendable (String) -> Failure = Self.gone
    ) {
        self.noun = noun
        self.images = images
        self.products = products
        self.pace = pace
        self.serverList = serverList.replacing("*", with: noun)
        self.standby = standby
        self.missing = missing
        instances = TableSchema(
            "cloud\(noun)Instance", nameAttribute: "cloud\(noun)ServiceName", numbers: .instance,
            indexes: ["vpcNo", "accessControlGroupNoList"])
        servers = TableSchema(
            "cloud\(noun)ServerInstance", nameAttribute: "cloud\(noun)ServerName", numbers: .instance,
            indexes: ["cloud\(noun)InstanceNo", "subnetNo", "privateIp"])
    }

    /// A name with the noun in the place of `*`: `cloud*InstanceNo`.
    func callAsFunction(_ pattern: String) -> String { pattern.replacing("*", with: noun) }

    /// The parameter and attribute that hold the number of an instance.
    var instanceNo: String { self("cloud*InstanceNo") }

    /// The instance that a call names.
    func find(_ parameters: CallParameters, _ world: World) throws(Failure) -> Record {
        let number = try parameters.required(instanceNo)
        guard let instance = world[instances, number] else { throw missing(number) }
        return instance
    }

    static let all = [MySQL.family, PostgreSQL.family, MongoDB.family, Cache.family, MSSQL.family]
}

extension DatabaseFamily {
    /// The kind of the instances: named, listed, made and deleted alike in all services.
    /// - Parameters:
    ///   - columns: what an instance shows between its statuses and its servers.
    ///   - serverColumns: what each of its servers shows.
    ///   - places: the servers that a new instance has.
    func kind(
        columns: [Column], serverColumns: [Column], filters: [Filter] = [], inputs: [Input],
        places: @escaping @Sendable (Record) -> [DatabasePlace], actions: [[KindAction]]
    ) -> ActionKind {
        let names = (servers: self("cloud*ServerName"), numbers: self("cloud*ServerInstanceNo"))
        return ActionKind(
            self("Cloud*Instance"), instances, missing: missing,
            columns: statusColumns + columns + Set([serverList, pageSpelling.list]).sorted().map { .raw($0) },
            filters: [
                .exact("zoneCode"), .exact("vpcNo"), .exact("subnetNo"), .within(instances.nameAttribute),
                .exact("generationCode"), .exact(names.servers), .anyOf(names.numbers + "List", of: names.numbers),
            ] + filters,
            derived: ActionKind.Derivation(filtered: [names.servers, names.numbers]) { world, instance in
                let own = servers(of: instance.id, world)
                let isOfPages = world.switches.quirks.contains(.databasesAsOnPages)
                return [
                    isOfPages ? pageSpelling.list : serverList: .array(own.map(serverColumns.render)),
                    pageSpelling.name: .string(
                        isOfPages ? instance[pageSpelling.name].lowercased() : instance[pageSpelling.name]),
                    names.servers: .array(own.map { .string($0[names.servers]) }),
                    names.numbers: .array(own.map { .string($0.id) }),
                ]
            },
            lifeCycle: LifeCycle(creation: creation, change: setting, deletion: deletion),
            reads: [.list, detail],
            actions: [
                .create(
                    inputs,
                    then: { world, instance, _ throws(Failure) in
                        addGroup(to: instance, &world)
                        add(places(instance), to: instance, &world, plan: serverCreation)
                    }),
                .delete(when: [isRunning, isUnprotected], first: end),
            ], actions.flatMap(\.self)
        ) { world, instance in removeParts(of: instance, from: &world) }
    }

    /// The kind of the servers: calls show them inside their instances only.
    var serverKind: ActionKind {
        ActionKind(self("Cloud*ServerInstance"), servers, missing: missing, columns: [], reads: [])
    }

    /// Unlike the details of other services, that of a missing instance is an error. Source: api/clouddb.md §1.
    private var detail: KindAction {
        KindAction("get*Detail") { kind, world, parameters throws(Failure) in
            kind.answer(world, [try kind.find(parameters, world).id])
        }
    }

    /// What the vendor's pages spell otherwise than its library: the list of servers, and `settingup`.
    private var pageSpelling: (list: String, name: String) {
        (self("cloud*ServerInstanceList"), self("cloud*InstanceStatusName"))
    }

    private var statusColumns: [Column] {
        [
            .text(instanceNo, instances.nameAttribute, self("cloud*InstanceStatusName")),
            .code(self("cloud*InstanceStatus"), ["INIT": "Initiated", "CREAT": "Created", "DEL": "Deleted"]),
            .code(self("cloud*InstanceOperation")),
        ]
    }
}

extension DatabaseFamily {
    /// No such instance, or one that was deleted. Source: api/clouddb.md §1.
    static let gone: @Sendable (String) -> Failure = { _ in
        .action("5001017", "The Cloud DB instance does not exist or was already deleted.")
    }
}
