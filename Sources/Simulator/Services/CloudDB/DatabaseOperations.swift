import OrderedJSON

/// What is done to instances that run, and to their servers. Source: api/clouddb.md §1–§6; what an instance shows
/// meanwhile is (inferred).
extension DatabaseFamily {
    /// Restarts one server.
    var reboot: KindAction {
        KindAction(self("rebootCloud*ServerInstance")) { kind, world, parameters throws(Failure) in
            let (instance, server) = try runningServer(parameters, world)
            world.run(busyServer("SETUP", "restarting", seconds: pace.failOver), on: servers, server.id)
            world.run(busy("SETUP", "settingUp", seconds: pace.failOver), on: instances, instance.id)
            return kind.answer(world, [instance.id])
        }
    }

    /// Deletes a server that was added: a replica or a recovered one, not one that the instance is made of.
    func deleteServer(_ action: String, roles: Set<String>) -> KindAction {
        KindAction(self(action)) { kind, world, parameters throws(Failure) in
            let (instance, server) = try runningServer(parameters, world)
            guard roles.contains(server[self("cloud*ServerRole")]) else {
                throw .isDefault(5001, "server of the Cloud DB instance")
            }
            end(server, &world)
            world.run(busy("SETUP", "settingUp", seconds: pace.deletion), on: instances, instance.id)
            return kind.answer(world, [instance.id])
        }
    }

    /// Where a server is to be, by a call and the instance it names.
    typealias Placing = @Sendable (CallParameters, Record, World) throws(Failure) -> DatabasePlace

    /// Adds a server to an instance that runs.
    /// - Parameter place: the server, from the call and the instance.
    func addServer(
        _ action: String, atMost limit: Int,
        _ place: @escaping Placing
    ) -> KindAction {
        KindAction(self(action)) { kind, world, parameters throws(Failure) in
            let instance = try find(parameters, world)
            try requireRunning(instance)
            let place = try place(parameters, instance, world)
            guard servers(of: instance.id, role: place.role, world).count < limit else {
                throw .limit(5001, "servers of this role")
            }
            add([place], to: instance, &world, plan: newServer(seconds: pace.server))
            world.run(busy("SETUP", "settingUp", seconds: pace.server), on: instances, instance.id)
            return kind.answer(world, [instance.id])
        }
    }

    /// A replica as large as the other servers.
    var replica: Placing {
        { parameters, instance, world throws(Failure) in
            DatabasePlace(
                role: "S", subnetNo: try subnetOfReplica(parameters, instance, world),
                productCode: instance[self("cloud*ProductCode")])
        }
    }

    /// The subnet of an added server: the call's own for an instance in two zones, which must say one.
    func subnetOfReplica(
        _ parameters: CallParameters, _ instance: Record, _ world: World
    ) throws(Failure) -> String {
        guard instance.flag("isMultiZone") || parameters.text("subnetNo") != nil else { return instance["subnetNo"] }
        return try Self.subnet("subnetNo", parameters, of: instance["vpcNo"], world).id
    }

    private func runningServer(
        _ parameters: CallParameters, _ world: World
    ) throws(Failure) -> (instance: Record, server: Record) {
        let server = try server(parameters, world)
        let number = server[instanceNo]
        guard let instance = world[instances, number] else { throw missing(number) }
        try requireRunning(instance)
        return (instance, server)
    }
}

extension DatabaseFamily {
    /// Makes the standby server of an instance the master, as a fault of the master does.
    /// - Throws: a refusal, unless the instance runs and has both.
    static func failOver(_ table: TableSchema, _ instance: Record, _ world: inout World) throws(Failure) {
        guard let family = all.first(where: { $0.instances == table }) else {
            throw .rest(400, "100", "give an instance of Cloud DB, not a \(table.name)")
        }
        let role = family("cloud*ServerRole")
        guard let master = family.servers(of: instance.id, role: "M", world).first,
            let standby = family.servers(of: instance.id, role: family.standby, world).first
        else { throw .rest(400, "100", "the instance \(instance.id) has no standby server") }
        try family.requireRunning(instance)
        let seconds = family.pace.failOver
        world.set(family.servers, master.id, [role: .string(family.standby)])
        world.set(family.servers, standby.id, [role: "M"])
        world.run(family.busyServer("FO", "recovering", seconds: seconds), on: family.servers, master.id)
        world.run(family.busy("FO", "recovering", seconds: seconds), on: table, instance.id)
    }
}
