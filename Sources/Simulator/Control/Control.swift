import OrderedCollections
import OrderedJSON

/// The unsigned endpoints under `/_simulator/`: for tests and demonstrations that act behind the client's back.
enum Control {
    static func answer(_ request: Request, _ state: inout Cloud.State) throws(Failure) -> Response {
        let call = try RESTCall(request, segments: Array(request.segments.dropFirst()))
        switch call.method + " " + call.segments.joined(separator: "/") {
        case "GET tables": return .json(tables)
        case "GET world": return .json(dump(state.world))
        case "GET calls": return .json(counts(state.calls))
        case "POST calls/reset": state.calls.reset()
        case "POST faults": try replaceFaults(call, &state)
        case "POST clock": try advance(call, &state)
        case "POST organization": try AccountLimits.set(call.body, &state.world)
        case "POST frames": return .json(try FreshWorld.addFrame(call.body, &state.world))
        case "POST classic-servers": return .json(try ClassicSeed.add(call.body, &state.world))
        case "POST cdns": return .json(try CdnSeed.add(call.body, &state.world))
        case "POST applications": return .json(try Applications.register(call.body, &state.world))
        case "POST boxes": return .json(try Boxes.add(call.body, &state.world))
        case "POST buckets": try Buckets.insert(call.body, &state.world)
        case "POST files": return .json(try StoredFiles.put(call.body, &state.world))
        case "POST fences": return .json(try FreshWorld.addFence(call.body, &state.world))
        case "POST images": return .json(try ServerImages.publish(call.body, &state.world))
        case "POST targets": return .json(try Targets.add(call.body, &state.world))
        case "POST listener-rules": return .json(try ListenerRules.add(call.body, &state.world))
        case "POST certificates": return .json(try Certificates.issue(call.body, &state.world))
        case "POST foreign-products": return .json(try ForeignProducts.add(call.body, &state.world))
        case "POST quirks": try replaceQuirks(call, &state)
        case "POST permissions":
            state.world.switches.permissions = try Permissions(hiding: call.body["hidden"]?.elements ?? [])
        case "GET keys": return .json(KeyRing.describe(state))
        case "POST keys": return .json(try KeyRing.add(call.body, &state))
        case "POST keys/stop": try KeyRing.set(isStopped: true, call.body, &state)
        case "POST keys/use": try KeyRing.set(isStopped: false, call.body, &state)
        case "POST keys/delete": try KeyRing.delete(call.body, &state)
        case "POST server-role": try state.metadata.set(call.body)
        case "POST ledger": state.ledger = Ledger(state.world)
        case "GET ledger": return .json(state.ledger?.json ?? ["entries": []])
        case "POST change": return .json(try change(call, &state.world))
        case "POST delete": return .json(try delete(call, &state.world))
        case "POST dns-apply": return .json(try DNSOperations.apply(call.body, &state.world))
        case "POST fail-over": try failOver(call.body, &state.world)
        case "POST recreate": return .json(try recreate(call.body, &state.world))
        default: throw .unknownPath
        }
        return .json(["done": true])
    }

    /// By service the names of its tables, each with the field that `name` means in a call.
    private static var tables: JSON {
        var services: [String: [String: JSON]] = [:]
        for service in SimulatorCatalogue.services {
            for kind in service.kinds {
                services[service.title, default: [:]][kind.table.name] = .string(kind.table.nameAttribute)
            }
        }
        return services.mapValues(\.asObject).asObject
    }

    private static func dump(_ world: World) -> JSON {
        var tables: [String: JSON] = [:]
        for table in SimulatorCatalogue.tables { tables[table.name] = .array(world.all(table).map(describe)) }
        return ["now": .string(Timestamp(milliseconds: world.now).korean), "tables": tables.asObject]
    }

    private static func describe(_ record: Record) -> JSON {
        var members: OrderedDictionary<String, JSON> = ["id": .string(record.id)]
        members.merge(record.attributes.asObject.members) { _, new in new }
        return .object(members)
    }

    private static func counts(_ calls: CallCounts) -> JSON {
        let total = calls.byEndpoint.values.reduce(0, +)
        return [
            "total": .integer(total), "mostAtOnce": .integer(calls.mostAtOnce),
            "unauthenticated": .integer(calls.unauthenticated),
            "endpoints": calls.byEndpoint.mapValues(JSON.integer).asObject,
        ]
    }

    private static func replaceFaults(_ call: RESTCall, _ state: inout Cloud.State) throws(Failure) {
        do { state.faults = FaultRunner(try FaultScript(call.body)) } catch {
            throw .rest(400, "100", error.description)
        }
    }

    private static func replaceQuirks(_ call: RESTCall, _ state: inout Cloud.State) throws(Failure) {
        var quirks: Set<Quirk> = []
        for name in call.body["quirks"]?.elements ?? [] {
            guard let quirk = Quirk(rawValue: name.text ?? "") else {
                let known = Quirk.allCases.map(\.rawValue).joined(separator: ", ")
                throw .rest(400, "100", "give quirks, a list of: \(known)")
            }
            quirks.insert(quirk)
        }
        state.world.switches.quirks = quirks
    }

    private static func advance(_ call: RESTCall, _ state: inout Cloud.State) throws(Failure) {
        // A century at most: time does not end.
        guard let seconds = call.body["advanceSeconds"]?.integer, (0...3_155_760_000).contains(seconds) else {
            throw .rest(400, "100", "give advanceSeconds, an integer from 0 to 3155760000")
        }
        state.world.advance(milliseconds: seconds * 1000)
    }

    private static func change(_ call: RESTCall, _ world: inout World) throws(Failure) -> JSON {
        let (table, record) = try find(call.body, world)
        // A coded field may be given as it is answered.
        let values = call.body["set"]?.members.mapValues { $0["code"] ?? $0 } ?? [:]
        world.set(table, record.id, Dictionary(uniqueKeysWithValues: values.map { ($0.key, $0.value) }))
        return world[table, record.id].map(describe) ?? .null
    }

    private static func delete(_ call: RESTCall, _ world: inout World) throws(Failure) -> JSON {
        let (table, record) = try find(call.body, world)
        world.remove(table, record.id)
        SimulatorCatalogue.kind(of: table)?.wasRemoved(record, from: &world)
        return ["deleted": .string(record.id)]
    }

    private static func failOver(_ call: JSON, _ world: inout World) throws(Failure) {
        let (table, instance) = try find(call, world)
        try DatabaseFamily.failOver(table, instance, &world)
    }

    private static func recreate(_ call: JSON, _ world: inout World) throws(Failure) -> JSON {
        let (table, record) = try find(call, world)
        let keepsOld = call["keepsOld"]?.bool ?? false
        return describe(try Recreation.perform(table, record, keepingOld: keepsOld, &world))
    }

    private static func find(_ body: JSON, _ world: World) throws(Failure) -> (TableSchema, Record) {
        guard let table = body["table"]?.text.flatMap(SimulatorCatalogue.table) else {
            throw .rest(400, "100", "give a table: \(SimulatorCatalogue.tableNames)")
        }
        if let id = body["id"]?.text, let record = world[table, id] { return (table, record) }
        if let name = body["name"]?.text,
            let record = world.all(table).first(where: { $0[table.nameAttribute] == name })
        {
            return (table, record)
        }
        throw .rest(404, "300", "no such record in table \(table.name); give its id or name")
    }
}
