import Model
import NcloudClient

/// What belongs to a group and is put there as a whole: the service creates what it does not find by number or name, and
/// overwrites the rest. Source: api/autoscaling.md §4, §5.
enum GroupPart {
    static let group = Field(
        "group", .reference("AutoScalingGroup"), .required, change: .replace, "The Auto Scaling group.")

    static func name(_ what: String) -> Field {
        Field(
            "name", .string, .optionalFromName, change: .replace, constraints: [.name(1...255)],
            "Name of the \(what), unique in its group.")
    }

    static let column = Column.text("group", parameter)

    private static let parameter = "autoScalingGroupNo"

    /// The change that puts an object anew.
    /// - Parameter omits: fields that are left out of the call, as they are.
    static func put(
        by call: String, id: String, _ columns: [Column], changing fields: [String],
        omitting omits: @escaping @Sendable (ManagedObject) -> Set<String> = { _ in [] }
    ) -> ActionOperations.Change {
        ActionOperations.Change(fields: fields, calls: [call], comparesItself: false) {
            part, operations throws(StepFailure) in
            let left = omits(part)
            let sent = columns.map(\.field).filter { !left.contains($0) && part.value($0) != nil }
            var parameters: Parameters = [id: operations.split(part.id).own]
            parameters.add(Parameters(columns.change(sent, of: part)))
            try await part.change(.action(.vautoscaling, call, parameters))
        }
    }

    /// Deletions name the group too.
    static let clearing: ActionOperations.Clearing = { part throws(StepFailure) in
        [parameter: part.text("group")]
    }
}

extension ParentKind {
    /// Policies and schedules are listed group by group.
    static let autoScalingGroup = ParentKind(field: "group", kind: "AutoScalingGroup") { cloud throws(APIFailure) in
        let list = APIRequest.action(.vautoscaling, "getAutoScalingGroupList")
        return try await cloud.pages(of: list, list: "autoScalingGroupList")
            .compactMap { $0.nonEmpty("autoScalingGroupNo") }
    }
}
