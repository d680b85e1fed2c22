import Model
import OrderedJSON

extension PlanReport {
    /// The version of the plan's JSON. A change that breaks readers gets the next number.
    public static let format = "nacre.plan/2"

    /// The plan for programs: every step in executable order, nothing folded. Secrets are `{"$secret": true}`.
    public static func json(_ plan: Plan) -> JSON {
        JSON(members: [
            ("format", .string(format)),
            ("project", .string(plan.project)),
            ("target", plan.target?.json),
            ("forecast", plan.forecast.json),
            ("steps", .array(plan.steps.map(\.reportJSON))),
            ("unchanged", .array(plan.unchanged.sorted().map { JSON($0) })),
            ("warnings", .array(plan.warnings.map(\.json))),
        ])
    }
}

extension CloudTarget {
    var json: JSON {
        JSON(members: [
            ("cloud", .string(cloud)), ("region", .string(region)), ("environment", environment.map(JSON.string)),
            ("account", account.map { ["id": .string($0.id), "alias": .string($0.alias)] }),
        ])
    }
}

extension Plan.Forecast {
    var json: JSON {
        JSON(members: [
            ("creates", JSON(creates)), ("updates", JSON(updates)), ("replaces", JSON(replaces)),
            ("deletes", JSON(deletes)), ("others", JSON(others)), ("errors", JSON(refusals)),
            ("deletedOrReplaced", JSON(destroyed)), ("calls", JSON(calls)), ("seconds", JSON(seconds)),
            ("disruption", .string(disruption.rawValue)),
        ])
    }
}

extension Step {
    var reportJSON: JSON {
        JSON(members: [
            ("address", JSON(address)),
            ("action", .string(code)),
            ("from", movedFrom.map { JSON($0) }),
            ("advice", advice.map(JSON.string)),
            ("id", (adoptedID ?? objectID).map(JSON.string)),
            ("reason", ["code": .string(reason.code), "text": .string(reason.text)]),
            ("disruption", .string(disruption.rawValue)),
            ("deletes", .bool(destroys)),
            ("makesWay", isRelease ? JSON.bool(true) : JSON?.none),
            ("part", part > 0 ? JSON(part) : JSON?.none),
            ("rollout", checkpoint?.json),
            ("losesData", losesData ? JSON.bool(true) : JSON?.none),
            ("breaking", breaking.isEmpty ? JSON?.none : JSON(strings: breaking)),
            ("createdWith", remainders.isEmpty ? JSON?.none : .array(remainders.map(\.json))),
            ("changes", .array(changes.map(\.json))),
            ("dependsOn", .array(waitsFor.map(\.json))),
            ("calls", JSON(strings: calls)),
            ("seconds", JSON(seconds)),
        ])
    }

    private var movedFrom: Address? {
        if case .move(let address) = action { return address }
        return renamedFrom
    }

    private var advice: String? {
        if case .refuse(let advice) = action { return advice }
        return nil
    }

    private var adoptedID: String? {
        if case .adopt(let id) = action { return id }
        return nil
    }
}

extension Step.ID {
    var json: JSON {
        JSON(members: [
            ("address", JSON(address)), ("deletesReplaced", .bool(isDeletionOfReplaced)),
            ("makesWay", isRelease ? JSON.bool(true) : JSON?.none),
            ("part", part > 0 ? JSON(part) : JSON?.none),
        ])
    }
}

extension Step.Checkpoint {
    fileprivate var json: JSON {
        ["waitsUntilHealthy": .array(healthy.map { JSON($0) }), "pause": JSON(pause)]
    }
}

extension FieldChange {
    var json: JSON {
        JSON(members: [
            ("path", .string(path.description)),
            ("before", before?.reportJSON ?? .null),
            ("after", after?.reportJSON ?? .null),
            ("unknown", .bool(!(after?.references.isEmpty ?? true))),
            ("secret", .bool([before, after].contains { $0?.holdsSecret ?? false })),
            ("origin", .string(origin.rawValue)),
            ("disruption", .string(disruption.rawValue)),
            ("forcesReplace", .bool(forcesReplace)),
        ])
    }
}

extension Step.Remainder {
    fileprivate var json: JSON {
        switch fate {
        case .deleted, .ended: JSON(members: [("kind", .string(kind)), ("id", .string(id)), ("deleted", .bool(true))])
        case .left(let why):
            JSON(members: [
                ("kind", .string(kind)), ("id", .string(id)), ("deleted", .bool(false)), ("reason", .string(why)),
            ])
        }
    }
}
