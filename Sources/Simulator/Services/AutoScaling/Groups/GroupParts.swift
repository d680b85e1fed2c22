import OrderedJSON

/// What belongs to a group, and is put there: what has the same number is overwritten, or else what has the same name.
/// Source: api/autoscaling.md §4, §5, §8.
extension KindAction {
    /// - Parameters:
    ///   - name: the attribute that names one within the group.
    ///   - limit: the most of them that a group has.
    ///   - effect: what follows, given the object as it is then.
    static func put(
        _ action: String, name: String, limit: Int, _ inputs: [Input], then effect: @escaping Effect = nothing
    ) -> KindAction {
        KindAction(action) { kind, world, parameters throws(Failure) in
            let group = try AutoScalingGroups.kind.find(parameters, world)
            let siblings = world.records(kind.table, where: "autoScalingGroupNo", is: group.id)
            let text = try NameRule.check(parameters, name, length: 1...255)
            let number = parameters.text(kind.id)
            let present =
                siblings.first { $0.id == number } ?? siblings.first { text != nil && $0[name] == text }
            guard present != nil || siblings.count < limit else { throw .limit(1250, kind.table.name) }
            var values = try inputs.taken(parameters, &world)
            values["autoScalingGroupNo"] = .string(group.id)
            // Without a name one is made up. (inferred)
            values[name] = .string(text ?? present?[name] ?? world.madeUpName("p"))
            let record = kind.putting(values, over: present, &world)
            try effect(&world, record, parameters)
            return kind.answer(world, [record.id])
        }
    }

    /// Lists those of one group.
    static func listOfGroup(_ action: String) -> KindAction {
        KindAction(action) { kind, world, parameters throws(Failure) in
            _ = try parameters.required("autoScalingGroupNo")
            return try kind.listed(world, parameters)
        }
    }
}

extension ActionKind {
    fileprivate func putting(_ values: [String: JSON], over present: Record?, _ world: inout World) -> Record {
        guard let present else { return insert(values, &world) }
        world.set(table, present.id, values)
        return world[table, present.id] ?? present
    }
}
