import OrderedJSON

/// One action of a kind. What the kind knows of itself gives its name and most of what it does.
struct KindAction: Sendable {
    /// What is done to an object beside what an action declares.
    typealias Effect = @Sendable (inout World, Record, CallParameters) throws(Failure) -> Void
    typealias Body = @Sendable (ActionKind, inout World, CallParameters) throws(Failure) -> ActionAnswer

    /// What the action is called; `*` stands for the noun of the kind.
    let name: String
    let body: Body

    init(_ name: String, _ body: @escaping Body) {
        self.name = name
        self.body = body
    }

    static let nothing: Effect = { _, _, _ throws(Failure) in }
}

extension KindAction {
    static let list = KindAction("get*List") { kind, world, parameters throws(Failure) in
        try kind.listed(world, parameters)
    }

    static let detail = KindAction("get*Detail") { kind, world, parameters throws(Failure) in
        try kind.detail(world, parameters)
    }

    /// Makes an object of what the inputs take, which begins its life cycle.
    /// - Parameter plan: another beginning than the kind's usual one.
    static func create(
        _ inputs: [Input], plan: (@Sendable (Record) -> [Transition])? = nil, then effect: @escaping Effect = nothing
    ) -> KindAction {
        KindAction("create*") { kind, world, parameters throws(Failure) in
            let attributes = try inputs.taken(parameters, &world)
            let record = kind.insert(attributes, &world, plan: plan)
            try effect(&world, record, parameters)
            return kind.answer(world, [record.id])
        }
    }

    /// Deletes one object, or those that the parameter `listed` names. A kind whose life cycle has no end loses it at once.
    /// - Parameters:
    ///   - checks: what must hold of each of them before any goes.
    ///   - ignores: which of those that are listed are passed over, nil being one that is not there.
    ///   - plan: another end than the kind's usual one.
    ///   - effect: what happens just before.
    static func delete(
        when checks: [Check] = [], named action: String? = nil, listed: String? = nil,
        ignores: (@Sendable (Record?) -> Bool)? = nil, plan: (@Sendable (Record) -> [Transition])? = nil,
        first effect: @escaping Effect = nothing
    ) -> KindAction {
        let usual = listed == nil ? "delete*" : "delete*s"
        return KindAction(action ?? usual) { kind, world, parameters throws(Failure) in
            let records = try kind.targets(listed, ignores, parameters, world)
            for record in records { try checks.verify(world, record, parameters) }
            let before = kind.answer(world, records.map(\.id))
            for record in records {
                try effect(&world, record, parameters)
                let end = plan?(record) ?? kind.lifeCycle.deletion
                if end.isEmpty {
                    world.remove(kind.table, record.id)
                } else {
                    world.run(end, on: kind.table, record.id)
                }
            }
            return kind.lifeCycle.deletion.isEmpty ? before : kind.answer(world, records.map(\.id))
        }
    }

    /// Changes one object, or those that the parameter `listed` names: sets what the inputs take, then begins `plan`.
    /// - Parameters:
    ///   - checks: what must hold of each of them before any is changed.
    ///   - effect: what else happens to it.
    static func change(
        _ action: String, _ inputs: [Input] = [], when checks: [Check] = [], listed: String? = nil,
        plan: [Transition] = [], then effect: @escaping Effect = nothing
    ) -> KindAction {
        KindAction(action) { kind, world, parameters throws(Failure) in
            let records = try kind.targets(listed, nil, parameters, world)
            for record in records { try checks.verify(world, record, parameters) }
            for record in records {
                let values = try inputs.taken(parameters, by: record, &world)
                if !inputs.isEmpty { world.set(kind.table, record.id, values) }
                try effect(&world, record, parameters)
                world.run(plan, on: kind.table, record.id)
            }
            return kind.answer(world, records.map(\.id))
        }
    }

    /// An action of the kind's own.
    static func own(_ action: String, _ body: @escaping Action) -> KindAction {
        KindAction(action) { _, world, parameters throws(Failure) in try body(&world, parameters) }
    }
}

extension ActionKind {
    fileprivate func targets(
        _ listed: String?, _ ignores: ((Record?) -> Bool)?, _ parameters: CallParameters, _ world: World
    ) throws(Failure) -> [Record] {
        guard let listed else { return [try find(parameters, world)] }
        guard let ignores else { return try find(listed: listed, parameters, world) }
        return try parameters.requiredList(listed).map { world[table, $0] }.filter { !ignores($0) }.compactMap(\.self)
    }
}
